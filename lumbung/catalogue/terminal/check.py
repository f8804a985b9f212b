"""`lumbung catalogue check FILE…`: is this publiccode.yml valid? Without server, database or
network. Exit status: 0 all are valid, 1 one is not, 2 wrong use or a file that cannot be read.
"""

import argparse
import gettext
import json
import re
import sys
from pathlib import Path
from typing import Any

from lumbung.catalogue.domain.publiccode import Verdict, check_publiccode, read_publiccode
from lumbung.catalogue.domain.publiccode.verdict import LIMITS, verdict_of
from lumbung.catalogue.files.beside_publiccode import findings_beside
from lumbung.kit.errors import Finding, Severity, gettext_noop

VALID, INVALID, WRONG_USE = 0, 1, 2
ABOUT = (
    "Checks publiccode.yml files by the standard (0 to 0.7), offline. "
    "Exit status: 0 all are valid, 1 one is not, 2 wrong use or an unreadable file."
)
_ROOMS = ("catalogue", "kit")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SEVERITIES = {
    Severity.ERROR: gettext_noop("error"),
    Severity.WARNING: gettext_noop("warning"),
}


def check_command(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lumbung catalogue check", description=ABOUT)
    add_arguments(parser)
    return check_files(parser.parse_args(argv))


def check_files(given: argparse.Namespace) -> int:
    say = _Words("en" if given.lang == "en" else "id")
    told, status = [], VALID
    for name in given.files:
        try:
            content = _content(name)
            verdict = _verdict(name, content)
            if given.corrected:
                _write_corrected(content, name, Path(given.corrected), say, all_names=given.files)
        except OSError as error:
            message = gettext_noop("%(file)s cannot be read or written: %(reason)s")
            print(say.filled(message, file=name, reason=error.strerror or error), file=sys.stderr)
            status = WRONG_USE
            continue
        told.append(verdict)
        status = max(status, VALID if verdict.is_valid else INVALID)
    print(_json(told, say) if given.json else "\n".join(_in_words(told, say)))
    return status


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="publiccode.yml, or - for the input"
    )
    parser.add_argument("--json", action="store_true", help="a list of {file, valid, findings}")
    parser.add_argument("--lang", choices=("id", "en"), default="id", help="default: id")
    parser.add_argument(
        "--corrected",
        metavar="FOLDER",
        help="also write what the lenient reading makes of each file, and tell its repairs",
    )


def _content(name: str) -> bytes:
    """One byte more than is read at most, so that the check can tell that there is more."""
    if name == "-":
        return sys.stdin.buffer.read(LIMITS.bytes + 1)
    with Path(name).open("rb") as file:
        return file.read(LIMITS.bytes + 1)


def _verdict(name: str, content: bytes) -> Verdict:
    verdict = check_publiccode(content, file=name)
    if name == "-":
        return verdict
    beside = findings_beside(content, Path(name).parent, file=name)
    return verdict_of(name, [*verdict.findings, *beside]) if beside else verdict


class _Words:
    """Messages in the language asked for, without Django; texts from outside are made harmless."""

    def __init__(self, code: str) -> None:
        self._catalogue = gettext.NullTranslations()
        for room in _ROOMS if code != "en" else ():
            locales = Path(__file__).parents[2] / room / "locale"
            found = gettext.translation("django", locales, [code], fallback=True)
            self._catalogue.add_fallback(found)

    def filled(self, template: str, **facts: object) -> str:
        shown = {name: _CONTROL.sub("\ufffd", str(fact)) for name, fact in facts.items()}
        text = self._catalogue.gettext(template) if template else ""
        return text % shown if shown else text

    def finding(self, finding: Finding) -> str:
        facts = dict(finding.facts)
        place = f"{finding.file}:{finding.line}:{finding.column}" if finding.line else finding.file
        severity = self.filled(_SEVERITIES[finding.severity])
        said = f"{severity}: {finding.key}: {self.filled(finding.message, **facts)}"
        hint = self.filled(finding.hint, **facts)
        return _CONTROL.sub("\ufffd", f"{place}: {said} {hint}".rstrip())


def _in_words(told: list[Verdict], say: _Words) -> list[str]:
    lines = []
    for verdict in told:
        lines += [say.finding(finding) for finding in verdict.findings]
        message = gettext_noop("%(file)s is a valid publiccode.yml.")
        if not verdict.is_valid:
            message = gettext_noop("%(file)s is not valid.")
        lines.append(say.filled(message, file=verdict.file))
    return lines


def _json(told: list[Verdict], say: _Words) -> str:
    answers = [
        {
            "file": verdict.file,
            "valid": verdict.is_valid,
            "findings": [_finding_json(finding, say) for finding in verdict.findings],
        }
        for verdict in told
    ]
    return json.dumps(answers, ensure_ascii=False, indent=2)


def _finding_json(finding: Finding, say: _Words) -> dict[str, Any]:
    facts = dict(finding.facts)
    return {
        "key": finding.key,
        "message": say.filled(finding.message, **facts),
        "hint": say.filled(finding.hint, **facts),
        "line": finding.line,
        "column": finding.column,
        "severity": finding.severity.value,
    }


def _write_corrected(
    content: bytes, name: str, folder: Path, say: _Words, *, all_names: list[str]
) -> None:
    reading = read_publiccode(content, file=name)
    for repair in reading.repairs:
        print(say.finding(repair), file=sys.stderr)
    if not reading.corrected_text:
        message = gettext_noop(
            "%(file)s: nothing of it can be used; no corrected file was written."
        )
        print(say.filled(message, file=name), file=sys.stderr)
        return
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / _name_in_folder(name, all_names)
    target.write_text(reading.corrected_text, encoding="utf-8")
    message = gettext_noop("Written: %(file)s")
    print(say.filled(message, file=target), file=sys.stderr)


def _name_in_folder(name: str, all_names: list[str]) -> str:
    """The file's own name; with its place before it where several have the same."""
    if name == "-":
        return "publiccode.yml"
    same = [each for each in all_names if Path(each).name == Path(name).name]
    whole = "__".join(part for part in Path(name).parts if part not in {"/", "..", "."})
    return Path(name).name if len(same) == 1 else whole
