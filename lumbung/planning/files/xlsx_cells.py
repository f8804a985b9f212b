"""Writing tables into sheets: numbers as numbers, days as days, text that no spreadsheet runs.

Text is stored as a shared string, never as a formula, whatever it begins with; where it begins like
one, the cell is marked so that editing keeps it text (`quotePrefix`). Source: ECMA-376 part 1,
18.8.45; OWASP, CSV Injection.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lumbung.kit.table_files import FORMULA_STARTS

LONGEST_CELL = 32_767
INK, PAPER, RULE = "1F2933", "EFEAE0", "B8B0A2"
TEXT_ALIGNMENT = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
NUMBER_ALIGNMENT = Alignment(horizontal="right", vertical="top")
NUMBER_HEAD_ALIGNMENT = Alignment(horizontal="right", vertical="top", wrap_text=True)


class Kind(StrEnum):
    """What a column holds; decides alignment and number format."""

    TEXT = "text"
    WHOLE = "whole"
    RUPIAH = "rupiah"
    DAYS = "days"
    SHARE = "share"  # 0-1, shown in percent
    DAY = "day"


FORMATS = {
    Kind.TEXT: "General",
    Kind.WHOLE: "#,##0",
    Kind.RUPIAH: "#,##0",
    Kind.DAYS: "#,##0.0",
    Kind.SHARE: "0.0%",
    Kind.DAY: "dd/mm/yyyy",
}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours, the only thing a sheet calculates; without the equals sign."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: int
    kind: Kind = Kind.TEXT
    is_summed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table stands: its rows, and the row of its sums (0 without one)."""

    first_row: int
    last_row: int
    total_row: int = 0

    def cells(self, column: str) -> str:
        """The column's cells as an absolute range."""
        return f"${column}${self.first_row}:${column}${self.last_row}"


Value = str | int | float | bool | date | Formula | None


def new_sheet(book: Workbook, title: str) -> Worksheet:
    """An A4 landscape sheet, as wide as one page."""
    sheet: Worksheet = book.create_sheet(title[:31])
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    footer = HeaderFooterItem()
    footer.left.text, footer.right.text = "&A", "&P / &N"
    sheet.oddFooter = footer
    sheet.sheet_view.showGridLines = False
    return sheet


def write_heading(sheet: Worksheet, text: str, *, is_title: bool = False) -> int:
    """A line above a table, in the next free row but one; the sheet's title in the first."""
    row = 1 if is_title else sheet.max_row + 2
    cell = sheet.cell(row, 1)
    set_text(cell, text)
    cell.font = Font(bold=True, size=16 if is_title else 12, color=INK)
    return row


def write_table(
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    total_label: str = "",
    is_frozen: bool = False,
) -> Table:
    """Below what the sheet holds. With `total_label`, sums of the columns that are summed follow.
    `is_frozen` keeps the head in sight and repeats it on every printed page."""
    head = 1 if _is_empty(sheet) else sheet.max_row + 1
    _write_head(sheet, head, columns)
    row = head
    for row, values in enumerate(rows, start=head + 1):
        for number, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
            write_cell(sheet.cell(row, number), value, column.kind)
    if is_frozen:
        sheet.freeze_panes = f"A{head + 1}"
        sheet.print_title_rows = f"{head}:{head}"
        if row > head:
            sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(columns))}{row}"
    total = _write_totals(sheet, columns, head + 1, row, total_label) if total_label else 0
    return Table(head + 1, max(row, head + 1), total)


def _is_empty(sheet: Worksheet) -> bool:
    return sheet.max_row == 1 and sheet["A1"].value is None


def _write_head(sheet: Worksheet, row: int, columns: Sequence[Column]) -> None:
    for number, column in enumerate(columns, start=1):
        cell = sheet.cell(row, number)
        set_text(cell, column.title)
        cell.font = Font(bold=True, color=INK)
        cell.fill = PatternFill("solid", fgColor=PAPER)
        cell.border = Border(bottom=Side("thin", color=RULE))
        cell.alignment = TEXT_ALIGNMENT if column.kind == Kind.TEXT else NUMBER_HEAD_ALIGNMENT
        letter = get_column_letter(number)
        known = sheet.column_dimensions[letter].width if letter in sheet.column_dimensions else 0
        sheet.column_dimensions[letter].width = max(known, column.width)


def _write_totals(
    sheet: Worksheet, columns: Sequence[Column], first: int, last: int, label: str
) -> int:
    row = max(last, first - 1) + 1
    for number, column in enumerate(columns, start=1):
        cell = sheet.cell(row, number)
        if column.is_summed:
            letter = get_column_letter(number)
            summed = Formula(f"SUM({letter}{first}:{letter}{last})") if last >= first else 0
            write_cell(cell, summed, column.kind)
        elif number == 1:
            set_text(cell, label)
        cell.font = Font(bold=True, color=INK)
        cell.border = Border(top=Side("thin", color=RULE))
    return row


def write_cell(cell: Any, value: Value, kind: Kind) -> None:
    if isinstance(value, str):
        set_text(cell, value)
    else:
        cell.value = f"={value.text}" if isinstance(value, Formula) else value
    cell.number_format = FORMATS[kind]
    cell.alignment = TEXT_ALIGNMENT if kind == Kind.TEXT else NUMBER_ALIGNMENT


def set_text(cell: Any, text: str) -> None:
    """Text as it is, less what XML cannot hold; never a formula."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL]
    cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
