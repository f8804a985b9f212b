"""What the API takes and gives for each kind of row, made from its declaration: references are
names (an agency's identifier, a year), never numbers of our database."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from django.db import models
from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from lumbung.kit.api_texts import NO_NUL
from lumbung.kit.errors import Finding, gettext_noop
from lumbung.registry.entity import Entity
from lumbung.registry.entity_fields import NAMES, is_required, kind_of, name_of
from lumbung.registry.errors import RowInvalid
from lumbung.registry.importing.field import Kind

TYPES: dict[Kind, Any] = {
    Kind.TEXT: str,
    Kind.INTEGER: int,
    Kind.DAY: date,
    Kind.FLAG: bool,
    Kind.REFERENCE: str,
    Kind.REFERENCES: list[str],
}


class Strict(Schema):
    """An unknown key is an error and not passed over."""

    model_config = ConfigDict(extra="forbid")


def given_schema(entity: Entity) -> type[Schema]:
    """A whole row, as it comes back."""
    key = "id" if entity.model._meta.pk.name == "id" else ""
    fields: dict[str, Any] = {key: (int, ...)} if key else {}
    for name in entity.fields:
        fields[name] = (_type(_model_field(entity, name)), ...)
    return create_model(f"{entity.model.__name__}Out", __base__=Schema, **fields)


def new_schema(entity: Entity) -> type[Schema]:
    """A new row: what the table needs is required, the rest has the table's defaults."""
    fields: dict[str, Any] = {}
    for name in entity.fields:
        field = _model_field(entity, name)
        default = ... if is_required(field) else _default(field)
        fields[name] = (_type(field), Field(default, description=str(field.help_text)))
    return create_model(f"{entity.model.__name__}In", __base__=Strict, **fields)


def change_schema(entity: Entity) -> type[Schema]:
    """Only what is to change."""
    fields: dict[str, Any] = {
        name: (_type(_model_field(entity, name)), Field(None)) for name in entity.fields
    }
    return create_model(f"{entity.model.__name__}Change", __base__=Strict, **fields)


def given(entity: Entity, row: models.Model) -> dict[str, Any]:
    """The row as given_schema says."""
    values: dict[str, Any] = {"id": row.pk}
    for name in entity.fields:
        field = _model_field(entity, name)
        value = getattr(row, name)
        if field.many_to_many:
            value = [name_of(one) for one in value.all()]
        elif field.is_relation:
            value = name_of(value) if value is not None else None
        values[name] = value
    return values


def resolved(entity: Entity, values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` with rows in place of names. Raises RowInvalid naming every unknown one."""
    found: dict[str, Any] = {}
    findings: list[Finding] = []
    for name, value in values.items():
        field = _model_field(entity, name)
        texts = value if isinstance(value, list) else [value]
        if not field.is_relation or value is None:
            found[name] = value
            continue
        rows = [_row_named(field.related_model, text) for text in texts]
        findings += [
            _unknown(name, text) for row, text in zip(rows, texts, strict=True) if row is None
        ]
        found[name] = rows if field.many_to_many else rows[0]
    if findings:
        raise RowInvalid(findings, file=str(entity.model._meta.verbose_name))
    return found


def _row_named(model: type[models.Model], text: str) -> models.Model | None:
    name = NAMES[str(model._meta.model_name)][0]
    field: Any = model._meta.get_field(name)
    if isinstance(field, models.IntegerField) and not text.isdecimal():
        return None
    rows = list(model._default_manager.filter(**{name: text})[:2])
    return rows[0] if len(rows) == 1 else None


def _unknown(name: str, text: str) -> Finding:
    return Finding(
        key=name,
        message=gettext_noop("“%(value)s” is not in the registry."),
        facts=(("value", text[:60]),),
    )


def _model_field(entity: Entity, name: str) -> Any:
    return entity.model._meta.get_field(name)


def _type(field: Any) -> Any:
    kind = kind_of(field)
    if kind is Kind.CHOICE:
        values = [str(value) for value, _label in field.choices] + ([""] if field.blank else [])
        return Literal[tuple(values)]
    found = TYPES[kind]
    if kind is Kind.TEXT:
        found = Annotated[str, Field(max_length=field.max_length, pattern=NO_NUL)]
    return found | None if field.null else found


def _default(field: Any) -> Any:
    if field.many_to_many:
        return []
    if field.has_default():
        value = field.get_default()
        return str(value) if kind_of(field) is Kind.CHOICE else value
    return None if field.null else ""
