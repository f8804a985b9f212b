"""The workbook a region fills in: one sheet each for needs, staff and budget, and how to fill them.
`xlsx_import` reads it back in either language."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from lumbung.planning.files.words import Translate, translator
from lumbung.planning.files.xlsx_cells import Column, Kind, new_sheet, write_heading, write_table
from lumbung.planning.files.xlsx_opening import MOST_ROWS
from lumbung.planning.files.xlsx_parts import PARTS, CellKind, Heading, Part

KINDS = {CellKind.WHOLE: Kind.WHOLE, CellKind.DAYS: Kind.DAYS, CellKind.DAY: Kind.DAY}
FORMATS = {
    CellKind.CODE: "@",  # as text, so that 5.10 does not become 5.1
    CellKind.DAY: "dd/mm/yyyy",
    CellKind.DAYS: "0.0",
}
PREPARED_ROWS = 300


def xlsx_template(*, language: str = "id") -> bytes:
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    _ = translator(language)
    for part in PARTS:
        _add_part(new_sheet(book, _(part.title)), part, _)
    _add_instructions(new_sheet(book, _("Instructions")), _)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _add_part(sheet: Worksheet, part: Part, gettext: Translate) -> None:
    columns = [
        Column(
            gettext(heading.title) + (" *" if heading.is_required else ""),
            30 if heading.kind == CellKind.TEXT else 16,
            KINDS.get(heading.kind, Kind.TEXT),
        )
        for heading in part.headings
    ]
    write_table(sheet, columns, (), is_frozen=True)
    head = sheet.max_row
    for number, heading in enumerate(part.headings, start=1):
        letter = get_column_letter(number)
        for row in range(head + 1, head + 1 + PREPARED_ROWS):
            if heading.kind in FORMATS:
                sheet[f"{letter}{row}"].number_format = FORMATS[heading.kind]
        _add_validation(sheet, heading, f"{letter}{head + 1}:{letter}{MOST_ROWS}", gettext)


def _add_validation(sheet: Worksheet, heading: Heading, cells: str, gettext: Translate) -> None:
    """The spreadsheet itself refuses what the import would refuse."""
    if heading.kind in (CellKind.WHOLE, CellKind.DAYS):
        rule = DataValidation(
            type="whole" if heading.kind == CellKind.WHOLE else "decimal",
            operator="between",
            formula1=str(heading.low),
            formula2=str(heading.high),
            allow_blank=True,
        )
    elif heading.kind == CellKind.YES:
        words = f'"{gettext("yes")},{gettext("no")}"'
        rule = DataValidation(type="list", formula1=words, allow_blank=True)
    else:
        return
    rule.error, rule.showErrorMessage = gettext(heading.note), True
    rule.add(cells)
    sheet.add_data_validation(rule)


def _add_instructions(sheet: Worksheet, gettext: Translate) -> None:
    _ = gettext
    write_heading(sheet, _("How to fill in this workbook"), is_title=True)
    columns = (
        Column(_("Sheet"), 16),
        Column(_("Column"), 22),
        Column(_("What belongs there"), 60),
        Column(_("Required"), 10),
    )
    rows = (
        (
            _(part.title),
            _(heading.title),
            _(heading.note),
            _("yes") if heading.is_required else "",
        )
        for part in PARTS
        for heading in part.headings
    )
    write_table(sheet, columns, rows, is_frozen=True)
