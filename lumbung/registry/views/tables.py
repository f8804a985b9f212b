"""Rows as a table that templates only have to draw: headings, cells, and a sum of money."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Model, Q, QuerySet, Sum

from lumbung.core.models import User
from lumbung.registry.entity import visible_rows
from lumbung.registry.views.cells import Cell, Heading, cell, heading
from lumbung.registry.views.register import PAGE_OF, Page

ROWS_BESIDE = 100


@dataclass(frozen=True, slots=True)
class Line:
    row: Model
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over rows; marked where any of them is invented."""

    amount_idr: int
    is_example: bool


@dataclass(frozen=True, slots=True)
class Table:
    kind: Page
    headings: list[Heading]
    lines: list[Line]
    total: Total | None = None
    left: int = 0

    @property
    def rest_columns(self) -> int:
        return len(self.headings) - 1


def table(page: Page, rows: Any, *, without: str = "") -> Table:
    """`rows` by the page's columns, less the one that would say the same in each."""
    names = [name for name in page.columns if name != without]
    return Table(
        kind=page,
        headings=[heading(page.entity, name) for name in names],
        lines=[Line(row, [cell(row, name) for name in names]) for row in rows],
    )


@dataclass(frozen=True, slots=True)
class RowCount:
    """How many rows there are; marked where any of them is invented."""

    rows: int
    is_example: bool


def count_rows(page: Page, rows: QuerySet[Any]) -> RowCount:
    if not page.invented:
        return RowCount(rows.count(), is_example=False)
    invented = Count("pk", filter=Q(**{page.invented: True}))
    found = rows.order_by().aggregate(rows=Count("pk"), invented=invented)
    return RowCount(found["rows"], found["invented"] > 0)


def total(page: Page, rows: QuerySet[Any]) -> Total | None:
    if not page.total:
        return None
    amount = rows.order_by().aggregate(sum=Sum(page.total))["sum"] or 0
    return Total(amount, rows.filter(**{page.invented: True}).exists())


def tables_beside(page: Page, row: Model, viewer: User | AnonymousUser) -> list[Table]:
    """The lists on a row's page, of what `viewer` may see."""
    tables = []
    for beside in page.beside:
        other = PAGE_OF[beside.slug]
        rows = visible_rows(other.entity, viewer).filter(**{beside.by: row})
        shown = table(other, rows[:ROWS_BESIDE], without=beside.by)
        left = max(0, rows.count() - ROWS_BESIDE)
        tables.append(Table(other, shown.headings, shown.lines, total(other, rows), left))
    return tables
