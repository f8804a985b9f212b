"""What the terminal says, in Indonesian or English, without Django: gettext and CLDR formats.

Message ids are English; without a compiled catalogue they are shown as they stand.
"""

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal

from lumbung.kit.errors import LumbungError

LANGUAGES = ("id", "en")
ROOMS = ("planning", "catalogue", "kit")
NO_BREAK = "\N{NO-BREAK SPACE}"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """`text` from outside, without what would steer the terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).replace("\n", " ").replace("\t", " ")


def _catalogue(code: str) -> gettext.NullTranslations:
    found = gettext.NullTranslations()
    if code == "en":
        return found
    for room in ROOMS:
        locales = Path(__file__).parents[2] / room / "locale"
        found.add_fallback(gettext.translation("django", locales, [code], fallback=True))
    return found


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is one of LANGUAGES."""

    code: str
    catalogue: gettext.NullTranslations = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "catalogue", _catalogue(self.code))

    def gettext(self, message: str) -> str:
        return self.catalogue.gettext(message) if message else ""

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.catalogue.ngettext(one, many, count)

    def filled(self, template: str, facts: Mapping[str, object]) -> str:
        """A translated template with its facts; texts from outside are made harmless."""
        shown = {name: plain(str(fact)) for name, fact in facts.items()}
        return self.gettext(template) % shown if shown else self.gettext(template)

    def error(self, error: LumbungError) -> str:
        parts = (self.filled(error.message, error.facts), self.filled(error.hint, error.facts))
        return " ".join(part for part in parts if part)

    def number(self, value: float, *, decimals: int = 0) -> str:
        pattern = "#,##0." + "#" * decimals if decimals else "#,##0"
        return str(format_decimal(value, format=pattern, locale=self.code))

    def rupiah(self, amount_idr: int) -> str:
        return f"Rp{NO_BREAK}{self.number(amount_idr)}"

    def percent(self, value: float) -> str:
        return f"{self.number(value, decimals=0 if abs(value) >= 99.95 else 1)}{NO_BREAK}%"

    def person_days(self, decidays: int) -> str:
        return self.number(decidays / 10, decimals=1)

    def mark(self, rests_on_example: bool) -> str:
        """What stands beside a figure that rests on invented input."""
        return self.gettext("example") if rests_on_example else ""

    def brackets(self, rests_on_example: bool) -> str:
        """The mark, at the end of a sentence."""
        return f" ({self.mark(True)})" if rests_on_example else ""

    def day(self, day: date) -> str:
        return str(format_date(day, "d MMM y", locale=self.code))
