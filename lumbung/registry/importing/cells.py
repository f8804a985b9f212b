"""What one cell means for one field, as people in Indonesian offices write it: `Rp 1.250.000,00`,
`31 Desember 2025`, `Ya`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from lumbung.kit.errors import gettext_noop
from lumbung.kit.table_files import original_text
from lumbung.registry.importing.field import Field, Kind, normalised
from lumbung.registry.importing.table import Cell

NOTHING = {"", "-", "–", "—", "n/a", "na", "null", "none", "tidak ada", "belum ada", "?"}
YES = {"ya", "y", "yes", "true", "benar", "1", "x", "✓", "v"}
NO = {"tidak", "no", "n", "false", "salah", "0", "bukan"}
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb pebruari",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu aug ags agt",
            "september sep sept",
            "oktober october okt oct",
            "november nov nop nopember",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
LARGEST_INTEGER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Why a cell means nothing; `facts` fill the message, and so does the cell as `value`."""

    message: str
    facts: tuple[tuple[str, str], ...] = ()


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and cell.strip().casefold() in NOTHING)


def understood(field: Field, cell: Cell) -> object:
    """The value of a cell that is not blank, or NotUnderstood."""
    return READERS[field.kind](field, cell)


def _text(field: Field, cell: Cell) -> object:
    text = original_text(_as_text(cell))
    if field.most_characters is not None and len(text) > field.most_characters:
        message = gettext_noop("“%(value)s” is longer than %(most)s characters.")
        return NotUnderstood(message, (("most", str(field.most_characters)),))
    return text


def _as_text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _integer(field: Field, cell: Cell) -> object:
    value = _whole(cell)
    if value is None or not 0 <= value <= LARGEST_INTEGER:
        return NotUnderstood(gettext_noop("“%(value)s” is not a whole number from 0 up."))
    return value


def _whole(cell: Cell) -> int | None:
    if isinstance(cell, bool | date):
        return None
    if isinstance(cell, int | float):
        return int(cell) if cell == cell // 1 else None
    text = re.sub(r"(?i)^\s*(rp|idr)\.?|\s+", "", str(cell))
    text = re.sub(r"(,-|,00|\.00|\.-)$", "", text)
    if re.fullmatch(r"\d+|\d{1,3}([.,])\d{3}(\1\d{3})*", text):
        return int(re.sub(r"[.,]", "", text))
    return None


def _day(field: Field, cell: Cell) -> object:
    if isinstance(cell, date):
        return cell
    found = _written_day(str(cell).strip())
    return found or NotUnderstood(gettext_noop("“%(value)s” is not a day such as 31-12-2026."))


def _written_day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    words = re.fullmatch(r"(\d{1,2})\s+([A-Za-z]+)\.?\s+(\d{4})", text)
    if words is None or words[2].casefold() not in MONTHS:
        return None
    try:
        return date(int(words[3]), MONTHS[words[2].casefold()], int(words[1]))
    except ValueError:
        return None


def _flag(field: Field, cell: Cell) -> object:
    text = str(cell).strip().casefold()
    if text in YES or text in NO:
        return text in YES
    return NotUnderstood(gettext_noop("“%(value)s” is neither yes nor no."))


def _choice(field: Field, cell: Cell) -> object:
    return _meant(
        field, cell, gettext_noop("“%(value)s” is none of the values that are possible here.")
    )


def _reference(field: Field, cell: Cell) -> object:
    return _meant(field, cell, gettext_noop("“%(value)s” is not in the registry."))


def _meant(field: Field, cell: Cell, unknown: str) -> object:
    values = field.meanings.get(normalised(original_text(_as_text(cell))), ())
    if len(values) == 1:
        return values[0]
    if values:
        return NotUnderstood(
            gettext_noop("“%(value)s” may mean more than one entry of the registry.")
        )
    return NotUnderstood(unknown)


def _references(field: Field, cell: Cell) -> object:
    """Several, separated by semicolons."""
    found = [_reference(field, part) for part in re.split(r"[;\n]", str(cell)) if part.strip()]
    unknown = next((value for value in found if isinstance(value, NotUnderstood)), None)
    return unknown or tuple(found)


READERS: dict[Kind, Callable[[Field, Cell], object]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.DAY: _day,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.REFERENCE: _reference,
    Kind.REFERENCES: _references,
}
