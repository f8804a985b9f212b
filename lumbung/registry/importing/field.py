"""What an imported column may hold: the description that mapping, cells and dry run share.

Plain Python, like all of this folder: no Django, no request, no database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    DAY = "day"
    FLAG = "flag"
    CHOICE = "choice"
    REFERENCE = "reference"
    REFERENCES = "references"


@dataclass(frozen=True, slots=True)
class Field:
    """`title` is shown; `headings` are all the names by which a file may call it. `meanings` gives,
    for choices and references, the values that a normalised text may mean (more than one:
    ambiguous)."""

    name: str
    title: str
    kind: Kind = Kind.TEXT
    required: bool = False
    most_characters: int | None = None
    headings: tuple[str, ...] = ()
    meanings: Mapping[str, tuple[object, ...]] = field(default_factory=dict)


def normalised(text: str) -> str:
    """Text as it is compared: lower case, single spaces, signs as spaces."""
    kept = "".join(sign if sign.isalnum() else " " for sign in text.casefold())
    return " ".join(kept.split())
