"""A sentence that is filled and translated only at the border, with facts that keep their type."""

from dataclasses import dataclass
from datetime import date

Fact = str | int | float | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """`message` is an English template. Of the facts, whole numbers whose name ends in `_idr` are
    shown as rupiah, days and numbers as the language writes them, and tuples are message ids, each
    translated and joined by commas. Strings stand as they are: somebody has written them."""

    message: str
    facts: tuple[tuple[str, Fact], ...] = ()
