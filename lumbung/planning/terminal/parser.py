"""What the arguments of the planning commands share: refusals in the language asked for."""

import argparse
import sys
from itertools import pairwise
from typing import Any, NoReturn

from lumbung.kit.errors import gettext_noop
from lumbung.planning.terminal.language import LANGUAGES, Language

WRONG_INPUT = 2


class Parser(argparse.ArgumentParser):
    """Ends with status 2, telling why, where the arguments are wrong."""

    def __init__(self, language: Language, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)
        self.language = language

    def error(self, message: str) -> NoReturn:
        said = self.language.filled(
            gettext_noop("%(command)s: %(problem)s. `%(command)s --help` tells the options."),
            {"command": self.prog, "problem": message},
        )
        print(said, file=sys.stderr)
        raise SystemExit(WRONG_INPUT)

    def add_language(self) -> None:
        told = self.language.gettext("language of what is printed (id)")
        self.add_argument("--lang", choices=LANGUAGES, default="id", help=told)


def language_code(argv: list[str]) -> str:
    """The language asked for, known before the rest is understood, so that errors speak it."""
    asked = {value for name, value in pairwise(argv) if name == "--lang"} | {
        word.removeprefix("--lang=") for word in argv if word.startswith("--lang=")
    }
    return "en" if asked == {"en"} else "id"
