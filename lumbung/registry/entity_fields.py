"""The fields of a kind of row as imports, exports and the API need them, read from its model:
headings in both languages, and what a written value may mean."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext, override

from lumbung.core.models import User
from lumbung.registry.entities import ENTITIES
from lumbung.registry.entity import Entity, visible_rows
from lumbung.registry.importing.field import Field, Kind, normalised
from lumbung.registry.importing.outcome import Stored

# How rows are named by others, best first: the first is what we write, all are what we read.
NAMES: dict[str, tuple[str, ...]] = {
    "agency": ("slug", "name", "short_name"),
    "application": ("name",),
    "fiscalyear": ("year",),
    "region": ("code", "name"),
    "server": ("slug", "name"),
    "staffmember": ("slug", "post"),
    "staffrole": ("slug", "name"),
}
LANGUAGES = ("id", "en")


def fields_of(entity: Entity, viewer: User | AnonymousUser) -> tuple[Field, ...]:
    """With the meanings of references among the rows that `viewer` may see."""
    return tuple(_field(entity, name, viewer) for name in entity.fields)


def name_of(row: models.Model | None) -> str:
    """How files and the API name a row that another refers to."""
    if row is None:
        return ""
    names = NAMES[str(row._meta.model_name)]
    return str(getattr(row, names[0]))


def written(row: models.Model, name: str) -> object:
    """The value of a field as exports write it: choices and flags in words,
    references by name."""
    field = row._meta.get_field(name)
    value = getattr(row, name)
    if field.many_to_many:
        return "; ".join(name_of(one) for one in value.all())
    if field.is_relation:
        return name_of(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if getattr(field, "choices", None):
        return str(getattr(row, f"get_{name}_display")())
    return value


def stored_rows(entity: Entity, rows: Iterable[models.Model]) -> list[Stored]:
    return [Stored(row.pk, {name: _value(row, name) for name in entity.fields}) for row in rows]


def references_of(
    field: "models.Field[Any, Any]", viewer: User | AnonymousUser
) -> dict[str, tuple[object, ...]]:
    """Primary keys by every normalised name of the rows that `field` may point to."""
    model = field.related_model
    assert isinstance(model, type)
    entity = next(entity for entity in ENTITIES.values() if entity.model is model)
    found: dict[str, tuple[object, ...]] = {}
    names = NAMES[str(model._meta.model_name)]
    for pk, *texts in visible_rows(entity, viewer).values_list("pk", *names):
        for text in {normalised(str(text)) for text in texts if text not in ("", None)}:
            found[text] = (*found.get(text, ()), pk)
    return found


def _field(entity: Entity, name: str, viewer: User | AnonymousUser) -> Field:
    model_field: Any = entity.model._meta.get_field(name)
    kind = kind_of(model_field)
    meanings: dict[str, tuple[object, ...]] = {}
    if kind is Kind.CHOICE:
        meanings = _choices(model_field, entity.words.get(name, {}))
    if kind in (Kind.REFERENCE, Kind.REFERENCES):
        meanings = references_of(model_field, viewer)
    return Field(
        name=name,
        title=str(model_field.verbose_name),
        kind=kind,
        required=is_required(model_field),
        most_characters=getattr(model_field, "max_length", None) if kind is Kind.TEXT else None,
        headings=(*_titles(model_field), *entity.aliases.get(name, ())),
        meanings=meanings,
    )


def kind_of(field: Any) -> Kind:
    if field.many_to_many:
        return Kind.REFERENCES
    if field.is_relation:
        return Kind.REFERENCE
    if field.choices:
        return Kind.CHOICE
    kinds: dict[type, Kind] = {
        models.BooleanField: Kind.FLAG,
        models.IntegerField: Kind.INTEGER,
        models.DateField: Kind.DAY,
    }
    return next((kind for of, kind in kinds.items() if isinstance(field, of)), Kind.TEXT)


def is_required(field: Any) -> bool:
    """Identifiers are not: one is made from the name where none is given."""
    return not (field.blank or field.has_default() or isinstance(field, models.SlugField))


def _choices(field: Any, words: Mapping[str, str]) -> dict[str, tuple[object, ...]]:
    found: dict[str, tuple[object, ...]] = {word: (value,) for word, value in words.items()}
    for language in LANGUAGES:
        with override(language):
            for value, label in field.choices:
                for text in (str(value), str(label)):
                    found[normalised(text)] = (value,)
    return found


def _titles(field: Any) -> Iterator[str]:
    for language in LANGUAGES:
        with override(language):
            yield str(field.verbose_name)


def _value(row: models.Model, name: str) -> object:
    field = row._meta.get_field(name)
    if field.many_to_many:
        return tuple(one.pk for one in getattr(row, name).all())
    return getattr(row, getattr(field, "attname", name))
