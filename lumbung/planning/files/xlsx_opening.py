"""Opening a workbook from outside: nothing in it is trusted. The ZIP it is gets judged by
kit.archives before anything is unfolded.

Only cell values come out; a formula counts by the value that the spreadsheet stored with it.
"""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from lumbung.kit.archives import MIB, ArchiveLimits, ArchiveUnfit, Unfit, member_names
from lumbung.kit.errors import Finding, gettext_noop

MOST_BYTES = 5 * MIB
LIMITS = ArchiveLimits(unfolded=60 * MIB, members=500, ratio=200)  # real sheets: ratio below 40
MOST_ROWS = 5_000
MOST_COLUMNS = 60
MACROS = ("vbaproject.bin", "vbadata.xml")
UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    SyntaxError,  # ElementTree's ParseError is one
)


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """A formula without a stored value, or whose value is an error such as #REF!."""

    text: str


Cell = str | int | float | bool | date | Uncalculated | None
Row = tuple[int, tuple[Cell, ...]]  # number from 1, cells from column A


class Unreadable(ValueError):
    """The file as a whole; carries the one finding."""

    def __init__(self, message: str, hint: str, **facts: object) -> None:
        self.finding = Finding(
            "file", message, hint, facts=tuple((name, str(fact)) for name, fact in facts.items())
        )
        super().__init__(message)


def open_sheets(content: bytes) -> dict[str, tuple[Row, ...]]:
    """The rows of every sheet, without blank ones, by title. Raises Unreadable."""
    _refuse_bomb(content)
    try:
        # Two readings: one has the stored values, the other tells which cells are formulas.
        values = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        formulas = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        return {
            sheet.title: tuple(_rows(sheet, formulas[sheet.title])) for sheet in values.worksheets
        }
    except Unreadable:
        raise
    except UNREADABLE:
        raise _no_workbook() from None


def _no_workbook() -> Unreadable:
    return Unreadable(
        gettext_noop("This is not a readable XLSX file."),
        gettext_noop("Save it again as an XLSX workbook."),
    )


def _refuse_bomb(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Unreadable(
            gettext_noop("The file is larger than %(most)s MiB."),
            gettext_noop("Keep only the sheets for needs, staff and budget."),
            most=MOST_BYTES // MIB,
        )
    try:
        names = member_names(content, LIMITS, is_xml=True)
    except ArchiveUnfit as error:
        raise _unfit(error.reason) from None
    if any(name.lower().endswith(MACROS) for name in names):
        raise Unreadable(
            gettext_noop("The file holds macros, which no list of needs, staff or money needs."),
            gettext_noop("Save it again as an XLSX workbook without macros."),
        )


def _unfit(reason: Unfit) -> Unreadable:
    if reason is Unfit.UNFOLDS:
        return Unreadable(
            gettext_noop("The file unfolds to far more than its size."),
            gettext_noop("Copy the rows into the template and send that."),
        )
    if reason is Unfit.DOCUMENT_TYPE:
        return Unreadable(
            gettext_noop("The file holds a document type, which no workbook needs."),
            gettext_noop("Save it again as an XLSX workbook."),
        )
    return _no_workbook()


def _rows(values: Any, formulas: Any) -> Iterator[Row]:
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # what the file says of its size is not trusted
    pairs = zip(
        *(sheet.iter_rows(max_col=MOST_COLUMNS) for sheet in (values, formulas)), strict=True
    )
    for number, (stored, written) in enumerate(pairs, start=1):
        if number > MOST_ROWS:
            raise Unreadable(
                gettext_noop("A sheet has more than %(most)s rows."),
                gettext_noop("Delete rows that are empty or not needed."),
                most=MOST_ROWS,
            )
        cells = tuple(_cells(stored, written))
        if any(cell not in (None, "") for cell in cells):
            yield number, cells


def _cells(stored: Iterable[Any], written: Iterable[Any]) -> Iterator[Cell]:
    for value, source in zip(stored, written, strict=True):
        if source.data_type == "f" and value.value is None:
            yield Uncalculated(f"={source.value}".replace("==", "=", 1))
        elif value.data_type == "e":
            yield Uncalculated(str(value.value))
        elif isinstance(value.value, datetime):
            yield value.value.date()
        elif isinstance(value.value, str):
            yield value.value.strip()
        elif value.value is None or isinstance(value.value, bool | int | float | date):
            yield value.value
        else:
            yield str(value.value)
