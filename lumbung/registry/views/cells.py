"""Values of a row as templates show them: each with the kind that decides its looks."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from lumbung.registry.entity import Entity

NUMBERS = {"number", "rupiah", "days"}
DECIDAYS = "decidays_per_week"
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Heading:
    title: str
    name: str
    is_number: bool
    is_sortable: bool

    @property
    def descending(self) -> str:
        return f"-{self.name}"


@dataclass(frozen=True, slots=True)
class Cell:
    """`kind`: text, number, rupiah, day, days, flag, link, list, fills or blank."""

    kind: str
    value: Any
    title: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS


def heading(entity: Entity, name: str) -> Heading:
    if name == "fills":
        return Heading(_("Filled"), name, is_number=False, is_sortable=False)
    field: Any = entity.model._meta.get_field(name)
    title = _title(field)
    return Heading(title[:1].upper() + title[1:], name, _kind(field) in NUMBERS, True)


def cell(row: models.Model, name: str) -> Cell:
    if name == "fills":
        return Cell("fills", getattr(row, name), _("Filled"))
    field: Any = row._meta.get_field(name)
    title = _title(field)
    kind, value = _kind(field), getattr(row, name)
    if field.many_to_many:
        value = list(value.all())
    if value in (None, "", [], "unknown"):
        return Cell("blank", "", title)
    if field.choices:
        value = getattr(row, f"get_{name}_display")()
    if kind == "days":
        value /= TENTHS
    return Cell(kind, str(value) if kind == "text" else value, title)


def _title(field: Any) -> str:
    return _("days per week") if field.name == DECIDAYS else str(field.verbose_name)


def _kind(field: Any) -> str:
    if field.name == DECIDAYS:
        return "days"
    if field.is_relation:
        return "list" if field.many_to_many else "text"
    if field.choices:
        return "text"
    if isinstance(field, models.BooleanField):
        return "flag"
    if isinstance(field, models.DateField):
        return "day"
    if isinstance(field, models.URLField):
        return "link"
    if field.name.endswith("_idr"):
        return "rupiah"
    is_number = isinstance(field, models.IntegerField) and "year" not in field.name.split("_")[-1:]
    return "number" if is_number else "text"
