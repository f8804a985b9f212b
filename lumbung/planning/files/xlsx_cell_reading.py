"""From what a cell holds to what its column asks for, or what is wrong with it."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from math import isfinite

from lumbung.kit.errors import gettext_noop
from lumbung.planning.files.xlsx_opening import Cell, Uncalculated
from lumbung.planning.files.xlsx_parts import CellKind, Heading

YES = {"ya", "yes", "y", "x", "1", "benar", "true", "wajib", "contoh"}
NO = {"tidak", "no", "n", "t", "0", "salah", "false", "-"}
DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
LONGEST_ID = 100
LONGEST_NAME = 200
Known = str | int | float | bool | date | None


class CellInvalid(ValueError):
    """What is wrong with one cell, and the next step; templates filled by `facts`."""

    def __init__(self, message: str, hint: str, **facts: object) -> None:
        self.message, self.hint = message, hint
        self.facts = {name: str(fact) for name, fact in facts.items()}
        super().__init__(message)


def slug(text: str) -> str:
    """`Dinas Kesehatan` -> `dinas-kesehatan`; empty where nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID]


def read_cell(heading: Heading, cell: Cell) -> Known:
    """The value; None for an empty cell that may be empty. Raises CellInvalid."""
    if isinstance(cell, Uncalculated):
        raise CellInvalid(
            gettext_noop("The formula %(formula)s has no stored value."),
            gettext_noop("Open the file in a spreadsheet and save it, or write the value itself."),
            formula=cell.text[:80],
        )
    if cell in (None, ""):
        if heading.is_required:
            raise CellInvalid(
                gettext_noop("This cell must not be empty."), gettext_noop("Fill it in.")
            )
        return None
    readers = {
        CellKind.TEXT: _text,
        CellKind.IDENTIFIER: _identifier,
        CellKind.CODE: _code,
        CellKind.WHOLE: _whole,
        CellKind.DAYS: _days,
        CellKind.DAY: _day,
        CellKind.YES: _yes,
    }
    return readers[heading.kind](heading, cell)


def _text(heading: Heading, cell: Cell) -> Known:
    text = f"{cell:g}" if isinstance(cell, float) else str(cell)
    if len(text) > LONGEST_NAME:
        raise CellInvalid(
            gettext_noop("The text is longer than %(most)s characters."),
            gettext_noop("Shorten it."),
            most=LONGEST_NAME,
        )
    return text


def _identifier(heading: Heading, cell: Cell) -> Known:
    found = slug(str(_text(heading, cell)))
    if not found:
        raise CellInvalid(
            gettext_noop("This text has no letter or digit."), gettext_noop("Write a short name.")
        )
    return found


def _code(heading: Heading, cell: Cell) -> Known:
    if isinstance(cell, str) and re.fullmatch(r"[0-9]+(\.[0-9]+)*", cell) and len(cell) <= 60:
        return cell
    if isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0:
        return str(cell)
    raise CellInvalid(
        gettext_noop("This is not a budget code."),
        gettext_noop("Write digits and dots, and format the column as text so that none is lost."),
    )


def _number(cell: Cell) -> float | int:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell):
        return cell
    raise CellInvalid(
        gettext_noop("There is text where a number belongs: %(text)s."),
        gettext_noop("Write the number alone, without Rp, dots or words."),
        text=str(cell)[:80],
    )


def _whole(heading: Heading, cell: Cell) -> Known:
    number = _number(cell)
    if number != int(number):
        raise CellInvalid(gettext_noop("This must be a whole number."), gettext_noop("Round it."))
    return _in_range(heading, int(number))


def _days(heading: Heading, cell: Cell) -> Known:
    number = _number(cell)
    if abs(number * 10 - round(number * 10)) > 1e-6:
        raise CellInvalid(
            gettext_noop("Days are counted in tenths."), gettext_noop("Round to one decimal.")
        )
    return _in_range(heading, round(number * 10) / 10)


def _in_range(heading: Heading, number: float) -> float:
    if not heading.low <= number <= heading.high:
        raise CellInvalid(
            gettext_noop("The number must lie between %(low)s and %(high)s."),
            gettext_noop("Mend the number."),
            low=heading.low,
            high=heading.high,
        )
    return number


def _day(heading: Heading, cell: Cell) -> Known:
    if isinstance(cell, date):
        return cell
    for pattern in DAY_FORMATS if isinstance(cell, str) else ():
        try:
            return datetime.strptime(str(cell), pattern).date()
        except ValueError:
            continue
    raise CellInvalid(
        gettext_noop("This is not a day."),
        gettext_noop("Write day/month/year, for instance 31/12/2027."),
    )


def _yes(heading: Heading, cell: Cell) -> Known:
    words: Mapping[str, bool] = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)
    word = str(cell).lower() if not isinstance(cell, float) else f"{cell:g}"
    if word not in words:
        raise CellInvalid(
            gettext_noop("This is neither yes nor no."), gettext_noop("Write yes or no.")
        )
    return words[word]
