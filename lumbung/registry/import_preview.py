"""The dry run of an uploaded file against the registry: reads the file anew, as the person mapped
it, and adds what the table's own rules say. Stores nothing."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.db.models import Model

from lumbung.core.access import sees_all_agencies
from lumbung.core.models import User
from lumbung.kit.errors import gettext_noop
from lumbung.registry.entity import Entity, visible_rows
from lumbung.registry.entity_fields import fields_of, stored_rows
from lumbung.registry.importing.dry_run import Importer, is_numbering
from lumbung.registry.importing.field import Field
from lumbung.registry.importing.limits import refusal
from lumbung.registry.importing.mapping import guess_header_line, guess_mapping
from lumbung.registry.importing.outcome import DryRun, Outcome, RowOutcome
from lumbung.registry.importing.table import Row, Table, read_table
from lumbung.registry.models.uploads import ImportUpload
from lumbung.registry.row_rules import rule_findings


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns of a file are understood: by the person's choice, else by our guess."""

    table: Table
    fields: tuple[Field, ...]
    header_line: int
    mapping: Mapping[int, str]

    @property
    def headings(self) -> Row:
        return next((cells for line, cells in self.table.rows if line == self.header_line), ())

    @property
    def first_rows(self) -> list[Row]:
        below = (cells for line, cells in self.table.rows if line > self.header_line)
        return list(islice((cells for cells in below if not is_numbering(cells)), 3))


def columns_of(upload: ImportUpload, entity: Entity) -> Columns:
    """Raises DocumentInvalid where the file cannot be read."""
    options = upload.options
    table = read_table(
        bytes(upload.content), file_name=upload.file_name, sheet=options.get("sheet", "")
    )
    fields = fields_of(entity, upload.user)
    header_line = options.get("header_line") or guess_header_line(table, fields)
    columns = Columns(table, fields, header_line, {})
    if "mapping" in options:
        chosen = {int(column): name for column, name in options["mapping"].items()}
    else:
        chosen = guess_mapping(columns.headings, fields)
    return replace(columns, mapping=chosen)


def preview_of(upload: ImportUpload, entity: Entity) -> DryRun:
    """Raises DocumentInvalid where the file cannot be read, or no column tells rows apart."""
    columns = columns_of(upload, entity)
    if not any(key[0] in columns.mapping.values() for key in entity.keys):
        message = gettext_noop("No column says which entry a row is.")
        hint = gettext_noop("Choose the column of the name or the identifier.")
        raise refusal(upload.file_name, message, hint)
    rows = list(visible_rows(entity, upload.user))
    importer = Importer(
        fields=columns.fields,
        keys=entity.keys,
        mapping=columns.mapping,
        header_line=columns.header_line,
        fixed=_fixed(entity, upload.user),
    )
    found = importer.run(columns.table, stored_rows(entity, rows))
    by_pk = {row.pk: row for row in rows}
    columns_by_name = {name: column + 1 for column, name in columns.mapping.items()}
    return DryRun(tuple(_checked(row, entity, by_pk, columns_by_name) for row in found.rows))


def settable(model: type[Model], values: Mapping[str, object]) -> dict[str, Any]:
    """`values`, in which references are primary keys, by the names under which a row takes them."""
    many = {field.name for field in model._meta.many_to_many}
    return {
        name if name in many else getattr(model._meta.get_field(name), "attname", name): value
        for name, value in values.items()
    }


def _fixed(entity: Entity, user: User) -> dict[str, object]:
    if entity.owner and not sees_all_agencies(user):
        return {entity.owner: user.agency_id}
    return {}


def _checked(
    row: RowOutcome, entity: Entity, stored: Mapping[object, Model], columns: Mapping[str, int]
) -> RowOutcome:
    """The outcome after the table's own rules: ranges and orders of days. That keys are unique is
    what the dry run has seen to."""
    if row.outcome not in (Outcome.CREATE, Outcome.CHANGE):
        return row
    instance = copy(stored[row.pk]) if row.pk in stored else entity.model()
    many = {field.name for field in entity.model._meta.many_to_many}
    for name, value in settable(entity.model, row.values).items():
        if name not in many:
            setattr(instance, name, value)
    findings = rule_findings(instance, line=row.line, columns=columns)
    return row.refused(*findings) if findings else row
