"""Text that is no YAML is made readable, line by line, where little has to change: another
encoding, a tab, an indentation, at the worst a line that is left out. Every change is told."""

from collections.abc import Iterator
from dataclasses import dataclass

from yaml.nodes import Node

from lumbung.catalogue.domain.publiccode import repairs as said
from lumbung.catalogue.domain.publiccode.repairs import Repairs
from lumbung.kit.errors import DocumentInvalid, Finding
from lumbung.kit.yaml_tree import (
    MANY_DOCUMENTS,
    NOT_UTF_8,
    NOT_YAML,
    DocumentLimits,
    compose,
    decode,
)

_MOST_ATTEMPTS = 40
_MOST_WORK = 1_000_000  # characters parsed in all attempts together


def readable(
    content: str | bytes, limits: DocumentLimits, repairs: Repairs
) -> tuple[str, Node] | None:
    """The text and its nodes, or None where it stays unreadable."""
    text = _decoded(content, limits, repairs)
    if text is None:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    attempts = min(_MOST_ATTEMPTS, _MOST_WORK // (len(text) + 1))
    for _round in range(attempts + 1):
        trouble = _trouble(text, limits)
        if isinstance(trouble, Node):
            return text, trouble
        better, attempts = _better(text, trouble, limits, repairs, attempts)
        if better is None:
            return None
        text = better
    return None


def _decoded(content: str | bytes, limits: DocumentLimits, repairs: Repairs) -> str | None:
    try:
        return decode(content, repairs.file, limits)
    except DocumentInvalid as error:
        [finding] = error.findings
        if finding.message != NOT_UTF_8 or isinstance(content, str):
            return None
        repairs.tell_at("", finding.line, 1, said.RECODED, said.LOOK)
        if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return content.decode("utf-16", errors="replace").lstrip("\ufeff")
        return content.decode("cp1252", errors="replace")


def _trouble(text: str, limits: DocumentLimits) -> Node | Finding:
    try:
        return compose(text, "", limits)
    except DocumentInvalid as error:
        return error.findings[0]


@dataclass(frozen=True, slots=True)
class _Change:
    """Of one line: its new text and how that is told."""

    line: int
    text: str
    message: str


def _better(
    text: str, trouble: Finding, limits: DocumentLimits, repairs: Repairs, attempts: int
) -> tuple[str | None, int]:
    """A text that reads further than `text`, and how many attempts are left."""
    lines = text.split("\n")
    if trouble.message == MANY_DOCUMENTS:
        first = _first_document(lines)
        repairs.tell_at("", trouble.line, 1, said.DROPPED_DOCUMENTS)
        return first, attempts - 1
    if trouble.message != NOT_YAML:
        return None, 0
    for change in _changes(lines, trouble.line):
        if attempts <= 0:
            return None, 0
        attempts -= 1
        candidate = "\n".join(
            change.text if number == change.line else line
            for number, line in enumerate(lines, start=1)
        )
        after = _trouble(candidate, limits)
        is_further = isinstance(after, Node) or after.message != NOT_YAML
        if is_further or (isinstance(after, Finding) and after.line > trouble.line):
            repairs.tell_at("", change.line, 1, change.message, said.LOOK)
            return candidate, attempts
    return None, attempts


def _first_document(lines: list[str]) -> str:
    """Up to the second `---`, or up to the first behind content."""
    has_content = False
    for i, line in enumerate(lines):
        if line.startswith("---") and has_content:
            return "\n".join(lines[:i]) + "\n"
        has_content |= bool(line.strip()) and not line.startswith(("#", "%", "---"))
    return "\n".join(lines)


def _changes(lines: list[str], line: int) -> Iterator[_Change]:
    """What may help, the least first: at the line the parser stumbles over, then before it."""
    near = [number for number in (line, line - 1) if 1 <= number <= len(lines)]
    for number in near:
        here = lines[number - 1]
        body = here.lstrip()
        if "\t" in here[: len(here) - len(body)]:
            yield _Change(number, here.expandtabs(2), said.UNTABBED)
        for indent in _indents_around(lines, number):
            if body and f"{indent}{body}" != here:
                yield _Change(number, f"{indent}{body}", said.REINDENTED)
    for number in near:
        if lines[number - 1].strip():
            yield _Change(number, "", said.DROPPED_LINE)


def _indents_around(lines: list[str], number: int) -> list[str]:
    """The indentation of the line before and of the one behind."""
    before = next((each for each in reversed(lines[: number - 1]) if each.strip()), "")
    behind = next((each for each in lines[number:] if each.strip()), "")
    return [each[: len(each) - len(each.lstrip())].expandtabs(2) for each in (before, behind)]
