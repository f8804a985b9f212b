"""The dry run of a workbook in words: findings put together, and what each row would change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from lumbung.kit.errors import Finding
from lumbung.kit.finding_groups import FindingGroup, grouped
from lumbung.kit.templatetags.amounts import rupiah
from lumbung.planning.files.xlsx_places import sheet_of
from lumbung.planning.models import Need
from lumbung.planning.sheet_preview import COLUMN_OF, Outcome, PartPreview, RowPreview

ROWS_SHOWN = 100
# Of a new row: what its label says, and what is told by a mark or a column of its own.
NOT_SHOWN = {"slug", "post", "fiscal_year", "code", "state", "source", "example"}


@dataclass(frozen=True, slots=True)
class ShownGroup:
    group: FindingGroup
    sheet: str
    column: str
    lines: tuple[int, ...]


def shown_groups(found: tuple[Finding, ...]) -> list[ShownGroup]:
    """The same thing wrong in several rows of one column: one look."""
    placeless = [replace(one, key=f"{sheet_of(one)}!" if one.line else "file") for one in found]
    return [
        ShownGroup(
            group,
            sheet_of(group.finding),
            letter_of(group.finding),
            tuple(line for line in group.lines if line),
        )
        for group in grouped(placeless)
    ]


def letter_of(finding: Finding) -> str:
    return get_column_letter(finding.column) if finding.column else ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    row: RowPreview
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownPart:
    title: str
    part: PartPreview
    counts: tuple[tuple[Outcome, int], ...]
    rows: tuple[ShownRow, ...]
    rows_left: int


def shown_part(part: PartPreview) -> ShownPart:
    titles = {heading.field: _(heading.title) for heading in part.part.headings}
    rows = [row for row in part.rows if row.outcome is not Outcome.SAME]
    return ShownPart(
        _(part.part.title),
        part,
        tuple((outcome, part.count(outcome)) for outcome in Outcome),
        tuple(ShownRow(row, tuple(_words(row, titles))) for row in rows[:ROWS_SHOWN]),
        max(0, len(rows) - ROWS_SHOWN),
    )


def _words(row: RowPreview, titles: Mapping[str, str]) -> list[str]:
    """What is stored of a new row; what changes of one that is known."""
    named = {field: titles.get(COLUMN_OF.get(field, field), _("State")) for field in _fields(row)}
    if row.outcome is Outcome.CREATE:
        return [f"{named[field]}: {_value(field, row.wanted.fields[field])}" for field in named]
    return [
        f"{named[one.field]}: {_value(one.field, one.before)} → {_value(one.field, one.after)}"
        for one in row.changes
    ]


def _fields(row: RowPreview) -> list[str]:
    if row.outcome is Outcome.CHANGE:
        return [change.field for change in row.changes]
    wanted = row.wanted
    return [
        field
        for field, value in wanted.fields.items()
        if field not in NOT_SHOWN and value != wanted.label
    ]


def _value(field: str, value: object) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value)
    if field == "state":
        return str(Need.State(str(value)).label)
    if field == "amount_idr" and isinstance(value, int):
        return rupiah(value)
    if field == "decidays_per_week" and isinstance(value, int):
        return number_format(value / 10, decimal_pos=1)
    return str(value)
