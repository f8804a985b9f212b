"""Translating what our files say without Django: the planning room's own catalogue, by the standard
library, since files are written by the terminal, by jobs and by the pages alike.
"""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"

Translate = Callable[[str], str]


@cache
def translator(language: str) -> Translate:
    """English message ids to `language`; to themselves where there is no compiled catalogue."""
    found = gettext.translation("django", LOCALE, languages=[language], fallback=True)
    return found.gettext
