"""Writing one row of any registry table: validated whole, stored at once, written to the audit log.

What each kind of row is called and who may write it is not decided here (see entities, views, api).
"""

from collections.abc import Mapping
from itertools import chain, count
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CASCADE, Model
from django.utils.text import slugify

from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.kit.errors import Finding
from lumbung.registry.errors import RowInvalid, StillInUse

Row = TypeVar("Row", bound=Model)


@transaction.atomic
def create_row(kind: type[Row], fields: Mapping[str, Any], *, by: User | None) -> Row:
    """Raises RowInvalid with one finding a field; nothing is stored then."""
    row = kind()
    store(row, fields)
    record_done(by, f"create-{kind._meta.model_name}", row, pk=row.pk)
    return row


@transaction.atomic
def change_row(row: Row, fields: Mapping[str, Any], *, by: User | None) -> Row:
    """Stores `fields` and records the names of those that changed. Raises RowInvalid."""
    changed = differing(row, fields)
    if changed:
        store(row, {name: fields[name] for name in changed})
        record_done(by, f"change-{row._meta.model_name}", row, pk=row.pk, fields=changed)
    return row


@transaction.atomic
def delete_row(row: Model, *, by: User | None) -> None:
    """Raises StillInUse where rows of any room point to this one (parts of it, such as a person's
    absences, go with it)."""
    count = sum(_dependants(row))
    if count:
        raise StillInUse(row=str(row), count=count)
    record_done(by, f"delete-{row._meta.model_name}", row, pk=row.pk)
    row.delete()


def store(row: Model, fields: Mapping[str, Any]) -> None:
    """Sets, validates and saves without recording; for actions that record the act as a whole."""
    many = {field.name for field in row._meta.many_to_many}
    for name, value in fields.items():
        if name not in many:
            setattr(row, name, value)
    give_identifier(row)
    try:
        row.full_clean()
    except ValidationError as error:
        raise RowInvalid(findings_of(error), file=str(row._meta.verbose_name)) from error
    row.save()
    for name in many & fields.keys():
        getattr(row, name).set(fields[name])


def give_identifier(row: Model) -> None:
    """Makes the identifier of a row that has none from its name: `dinas-kesehatan`, `…-2`."""
    if getattr(row, "slug", None) != "":
        return
    most = getattr(row._meta.get_field("slug"), "max_length", 50)
    stem = slugify(str(row))[: most - 5]
    taken = set(
        type(row)._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True)
    )
    candidates = chain([stem], (f"{stem}-{number}" for number in count(2)))
    row.slug = next(slug for slug in candidates if slug not in taken)  # type: ignore[attr-defined]


def differing(row: Model, fields: Mapping[str, Any]) -> list[str]:
    """The names of those `fields` whose stored value is another, in the order given."""
    return [
        name
        for name, value in fields.items()
        if _stored(row, name) != _comparable(row, name, value)
    ]


def _stored(row: Model, name: str) -> object:
    field = row._meta.get_field(name)
    if field.many_to_many:
        return set(getattr(row, name).values_list("pk", flat=True)) if row.pk else set()
    return getattr(row, getattr(field, "attname", name))


def _comparable(row: Model, name: str, value: Any) -> object:
    if row._meta.get_field(name).many_to_many:
        return {item.pk for item in value}
    return value.pk if isinstance(value, Model) else value


def _dependants(row: Model) -> list[int]:
    counts = []
    for relation in row._meta.related_objects:
        if getattr(relation, "on_delete", None) is CASCADE and not relation.many_to_many:
            continue
        kind = relation.related_model
        if isinstance(kind, type) and issubclass(kind, Model):
            counts.append(kind._default_manager.filter(**{relation.field.name: row}).count())
    return counts


def findings_of(error: ValidationError) -> list[Finding]:
    return [
        Finding(key="" if name == "__all__" else name, message=message.replace("%", "%%"))
        for name, messages in error.message_dict.items()
        for message in messages
    ]
