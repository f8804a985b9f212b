"""The arguments of `lumbung plan`, and where its answers may be written."""

import argparse
import os
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from lumbung.kit.errors import Finding, gettext_noop
from lumbung.planning.terminal.language import Language
from lumbung.planning.terminal.parser import Parser, language_code

STDOUT = "-"
MOST_SECONDS = 86_400
MOST_WORKERS = 64


@dataclass(frozen=True, slots=True)
class Arguments:
    """`json` and `xlsx` are where the answer goes, if anywhere; `json` may be "-"."""

    file: str
    time_limit_s: float
    seed: int
    workers: int
    json: str | None
    xlsx: str | None
    language: Language

    @property
    def json_to_stdout(self) -> bool:
        return self.json == STDOUT


def parse_arguments(argv: list[str]) -> Arguments:
    """Exits with status 2, telling why, where they are wrong."""
    language = Language(language_code(argv))
    given = _parser(language).parse_args(argv)
    return Arguments(
        given.file,
        given.time_limit,
        given.seed,
        given.workers,
        given.json,
        given.xlsx,
        language,
    )


def _parser(language: Language) -> Parser:
    _ = language.gettext
    parser = Parser(
        language,
        prog="lumbung plan",
        description=_(
            "Plans one scenario (scenario.yml) or one PSPLIB project (.sm, .mm), without server or "
            "database. Exit status: 0 a plan, 2 wrong input, 3 no plan found."
        ),
    )
    add = parser.add_argument
    add("file", metavar="FILE", help=_("scenario.yml, .json, or a PSPLIB file (.sm, .mm)"))
    add(
        "--time-limit",
        metavar="S",
        type=_seconds,
        default=60.0,
        help=_("seconds to search (60); telling why needs stay unmet takes up to two thirds more"),
    )
    add("--seed", metavar="N", type=seed, default=0, help=_("equal seeds, equal plans (0)"))
    add("--workers", metavar="N", type=_workers, default=2, help=_("search threads (2)"))
    add("--json", metavar="OUT", help=_("write the plan as JSON; - is standard output"))
    add("--xlsx", metavar="OUT", help=_("write the plan as a spreadsheet"))
    parser.add_language()
    return parser


def _seconds(text: str) -> float:
    value = float(text)
    if not (isfinite(value) and 0 < value <= MOST_SECONDS):
        raise argparse.ArgumentTypeError(f"{text}: 0 < S <= {MOST_SECONDS}")
    return value


def seed(text: str) -> int:
    return _whole(text, 0, 2**31 - 1)


def _workers(text: str) -> int:
    return _whole(text, 1, MOST_WORKERS)


def _whole(text: str, least: int, most: int) -> int:
    value = int(text)
    if not least <= value <= most:
        raise argparse.ArgumentTypeError(f"{text}: {least} <= N <= {most}")
    return value


def output_findings(arguments: Arguments) -> Iterator[Finding]:
    """Whatever would keep the answers from being written, found before the long work begins."""
    targets = {"--json": arguments.json, "--xlsx": arguments.xlsx}
    asked = {
        key: Path(target)
        for key, target in targets.items()
        if target is not None and not (key == "--json" and target == STDOUT)
    }
    for key, path in asked.items():
        problem = _why_unwritable(path, arguments.file)
        if problem:
            yield Finding(key, problem, file=str(path))
    places = [path.resolve() for path in asked.values()]
    if len(places) != len(set(places)):
        yield Finding(
            "--xlsx", gettext_noop("Both answers would go to this file."), file=asked["--xlsx"].name
        )


def _why_unwritable(path: Path, source: str) -> str:
    if path.is_dir():
        return gettext_noop("This is a folder; name a file in it.")
    if not path.parent.is_dir():
        return gettext_noop("There is no such folder to write into.")
    if path.exists() and Path(source).exists() and path.samefile(source):
        return gettext_noop("This is the input itself; name another file.")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        return gettext_noop("There is no permission to write here.")
    return ""
