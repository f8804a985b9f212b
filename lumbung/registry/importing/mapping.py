"""Guessing which column of a file is which field, by the likeness of headings in Indonesian and
English, and which row holds the headings (real lists begin with a title)."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from lumbung.registry.importing.field import Field, normalised
from lumbung.registry.importing.table import Row, Table

LEAST_LIKENESS = 0.75
ROWS_SEARCHED = 20


def guess_header_line(table: Table, fields: Sequence[Field]) -> int:
    """The line whose cells are most like headings; the first where none is."""
    rows = table.rows[:ROWS_SEARCHED]
    return max(rows, key=lambda row: (len(guess_mapping(row[1], fields)), -row[0]))[0]


def guess_mapping(headings: Row, fields: Sequence[Field]) -> dict[int, str]:
    """Field names by column number, from 0. The likest pairs first; each field and column once."""
    likenesses = [
        (likeness(str(heading), field), -column, field.name)
        for column, heading in enumerate(headings)
        if heading not in (None, "")
        for field in fields
    ]
    mapping: dict[int, str] = {}
    for found, column, name in sorted(likenesses, reverse=True):
        if found < LEAST_LIKENESS:
            break
        if -column not in mapping and name not in mapping.values():
            mapping[-column] = name
    return dict(sorted(mapping.items()))


def likeness(heading: str, field: Field) -> float:
    """From 0 to 1: how like the heading is to the likest name of the field."""
    text = normalised(heading)
    names = {normalised(name) for name in (field.name, field.title, *field.headings)}
    return max(_ratio(text, name) for name in names)


def _ratio(text: str, name: str) -> float:
    if text == name:
        return 1.0
    return min(0.99, SequenceMatcher(None, text, name).ratio())
