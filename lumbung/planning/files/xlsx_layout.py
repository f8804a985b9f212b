"""Which sheet of a workbook holds which part, in which row its headings stand, and which column is
what: guessed from titles and headings, or as a person chose. No value is read here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lumbung.planning.files.xlsx_opening import Cell, Row
from lumbung.planning.files.xlsx_parts import PARTS, Heading, Part

LINES_SEARCHED = 20
EXAMPLES = 3
Sheets = Mapping[str, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person says of one part; what is None is guessed. An empty `sheet`: the part is not
    imported. `columns` count from 1, by field."""

    sheet: str | None = None
    head: int | None = None
    columns: Mapping[str, int] | None = None


Choices = Mapping[str, Choice]  # by the part's name


@dataclass(frozen=True, slots=True)
class Layout:
    """Where one part stands. `titles` are the headings of the file by column, known or not."""

    part: Part
    sheet: str = ""
    head: int = 1
    columns: Mapping[str, int] | None = None
    titles: Mapping[int, str] | None = None

    @property
    def lacking(self) -> list[Heading]:
        """Required columns that no column of the file is."""
        known = self.columns or {}
        return [each for each in self.part.headings if each.is_required and each.field not in known]

    @property
    def left_out(self) -> dict[int, str]:
        used = set((self.columns or {}).values())
        titles = self.titles or {}
        return {column: title for column, title in titles.items() if column not in used}


def layouts(sheets: Sheets, choices: Choices | None = None) -> tuple[Layout, ...]:
    """One for every part, in their order."""
    chosen = choices or {}
    return tuple(_layout(part, sheets, chosen.get(part.name, Choice())) for part in PARTS)


def examples(layout: Layout, rows: tuple[Row, ...], column: int) -> list[str]:
    """The first different values of a column below the headings."""
    cells = (_at(row, column) for number, row in rows if number > layout.head)
    found = dict.fromkeys(str(cell) for cell in cells if cell not in (None, ""))
    return list(found)[:EXAMPLES]


def _layout(part: Part, sheets: Sheets, choice: Choice) -> Layout:
    sheet = choice.sheet if choice.sheet is not None else _guessed_sheet(part, sheets)
    if sheet not in sheets:
        return Layout(part)
    rows = sheets[sheet]
    head = choice.head or guessed_head(part, rows)
    cells = next((cells for number, cells in rows if number == head), ())
    titles = {
        column: str(cell)[:80]
        for column, cell in enumerate(cells, start=1)
        if cell not in (None, "")
    }
    columns = known_columns(part, cells)
    if choice.columns is not None:
        columns = {name: column for name, column in choice.columns.items() if column in titles}
    return Layout(part, sheet, head, columns, titles)


def _guessed_sheet(part: Part, sheets: Sheets) -> str:
    """By its title; else the sheet of nobody's title in which all that is required is found."""
    named = next((title for title in sheets if _plain(title) in part.known_as), "")
    if named:
        return named
    taken = {name for each in PARTS for name in each.known_as}
    required = {heading.field for heading in part.headings if heading.is_required}
    fits = (
        title
        for title, rows in sheets.items()
        if _plain(title) not in taken
        and any(required <= known_columns(part, cells).keys() for _row, cells in _first(rows))
    )
    return next(fits, "")


def guessed_head(part: Part, rows: tuple[Row, ...]) -> int:
    """Of the first rows, the one in which most headings are known."""
    found = max(_first(rows), key=lambda row: len(known_columns(part, row[1])), default=(1, ()))
    return found[0]


def known_columns(part: Part, cells: tuple[Cell, ...]) -> dict[str, int]:
    """Columns from 1 by field; each field by the first heading that is one of its names."""
    found: dict[str, int] = {}
    for column, cell in enumerate(cells, start=1):
        text = _plain(cell)
        for heading in part.headings:
            names = (*heading.known_as, heading.title.lower())
            if text and text in names and heading.field not in found:
                found[heading.field] = column
                break
    return found


def _first(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return rows[:LINES_SEARCHED]


def _at(cells: tuple[Cell, ...], column: int) -> Cell:
    return cells[column - 1] if column <= len(cells) else None


def _plain(cell: Cell) -> str:
    """A heading as compared: lower case, single spaces, without a closing star or colon."""
    return re.sub(r"\s+", " ", str(cell or "")).strip(" *:").lower()
