"""Reading an uploaded CSV or XLSX file as rows of cells, within limits.

CSV as offices really send it: UTF-8 with or without mark, UTF-16 with mark, or Windows-1252;
separated by comma, semicolon or tab. Sources: RFC 4180; ECMA-376 (XLSX).
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from statistics import median

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from lumbung.kit.errors import gettext_noop
from lumbung.registry.importing.limits import (
    MOST_CELL_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    refusal,
    refuse_bomb,
    refuse_large,
)

Cell = str | int | float | bool | date | None
Row = tuple[Cell, ...]
LINES_SEARCHED = 30


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet, without blank ones, each with its line number from 1."""

    sheet: str
    sheets: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]


def read_table(content: bytes, *, file_name: str, sheet: str = "") -> Table:
    """Raises DocumentInvalid where the file is too large, unreadable or empty. Of an XLSX file, the
    sheet named, or else the first that holds anything."""
    refuse_large(content, file_name)
    if content.startswith(b"PK"):
        refuse_bomb(content, file_name)
        table = _read_workbook(content, file_name, sheet)
    else:
        table = Table("", (), _numbered(_csv_rows(content, file_name), file_name))
    if not table.rows:
        raise refusal(file_name, gettext_noop("There is nothing in the file."))
    return table


def _read_workbook(content: bytes, file_name: str, wanted: str) -> Table:
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheets = tuple(book.sheetnames)
        found: tuple[tuple[int, Row], ...] = ()
        name = ""
        for name in [wanted] if wanted in sheets else sheets:
            found = _numbered(_sheet_rows(book[name]), file_name)
            if found:
                break
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, SyntaxError):
        # openpyxl lets these out for damaged parts; ElementTree's ParseError is a SyntaxError.
        message = gettext_noop("This is not a readable XLSX file.")
        hint = gettext_noop("Save it again as XLSX or as CSV.")
        raise refusal(file_name, message, hint) from None
    return Table(name, sheets, found)


def _sheet_rows(sheet: object) -> Iterator[Iterable[object]]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    yield from sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)  # type: ignore[attr-defined]


def _csv_rows(content: bytes, file_name: str) -> Iterator[list[str]]:
    text = _decoded(content)
    if "\0" in text:
        message = gettext_noop("This is neither a CSV nor an XLSX file.")
        raise refusal(file_name, message, gettext_noop("Save it as XLSX or as CSV."))
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    except csv.Error:
        message = gettext_noop("A line of the file cannot be read as CSV.")
        hint = gettext_noop("Look for a quotation mark that is not closed.")
        raise refusal(file_name, message, hint) from None


def _delimiter(text: str) -> str:
    """The one that most of the first lines hold most of, so that no title misleads."""
    lines = [line for line in text.splitlines()[:LINES_SEARCHED] if line.strip()] or [""]
    return max(",;\t", key=lambda delimiter: median(line.count(delimiter) for line in lines))


def _decoded(content: bytes) -> str:
    encodings = ["utf-8-sig", "cp1252", "latin-1"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings.insert(0, "utf-16")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 decodes every byte")


def _numbered(rows: Iterable[Iterable[object]], file_name: str) -> tuple[tuple[int, Row], ...]:
    found: list[tuple[int, Row]] = []
    for line, row in enumerate(rows, start=1):
        if line > MOST_ROWS:
            message = gettext_noop("The file has more than %(most)s rows.")
            hint = gettext_noop("Split it into several files.")
            raise refusal(file_name, message, hint, (("most", str(MOST_ROWS)),))
        cells = [_cell(value) for value in list(row)[:MOST_COLUMNS]]
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if cells:
            found.append((line, tuple(cells)))
    return tuple(found)


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value.strip()[:MOST_CELL_CHARACTERS]
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, bool | int | float | date):
        return value
    return str(value)
