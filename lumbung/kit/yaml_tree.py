"""YAML 1.2 text as a tree of nodes that know their place, within limits that hold off bombs.

Budgets are held on libyaml's event stream before a tree is built. Scalars follow the core schema
(https://yaml.org/spec/1.2.2/#103-core-schema): yes/no/on/off are words, dates stay text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.nodes import Node, ScalarNode

from lumbung.kit.errors import DocumentInvalid, Finding, gettext_noop

MEBIBYTE = 1024 * 1024
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """What a document may cost us; one over a limit is refused before or while it is parsed. Of a
    document with more than `findings` problems, that many are told and the rest is counted."""

    bytes: int = 10 * MEBIBYTE
    depth: int = 64
    nodes: int = 300_000
    aliases: int = 0
    findings: int = 500


DEFAULT_LIMITS = DocumentLimits()


def decode(text: str | bytes, file: str, limits: DocumentLimits) -> str:
    size = len(text)
    if size > limits.bytes:
        raise _refusal(
            file,
            gettext_noop("The file has %(size)s bytes; at most %(most)s are read."),
            gettext_noop("Split it, or leave out what the plan does not need."),
            size=size,
            most=limits.bytes,
        )
    if isinstance(text, str):
        return _without_surrogates(text, file).removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        raise _refusal(
            file,
            gettext_noop("The file is not UTF-8 text."),
            gettext_noop("Save it with the encoding UTF-8."),
            line=line,
        ) from None


def _without_surrogates(text: str, file: str) -> str:
    """JSON can carry half of a surrogate pair, which is no character and no file can hold."""
    found = _SURROGATE.search(text)
    if found:
        raise _refusal(
            file,
            gettext_noop("The file is not UTF-8 text."),
            gettext_noop("Save it with the encoding UTF-8."),
            line=text.count("\n", 0, found.start()) + 1,
        )
    return text


def _refusal(
    file: str, message: str, hint: str, *, line: int = 1, column: int = 1, **facts: object
) -> DocumentInvalid:
    finding = Finding(
        key="(document)",
        message=message,
        hint=hint,
        line=line,
        column=column,
        file=file,
        facts=tuple((name, str(value)) for name, value in facts.items()),
    )
    return DocumentInvalid([finding], file=file)


def compose(text: str, file: str, limits: DocumentLimits) -> Node:
    """The node tree of the only document in `text`; budgets are held on the event stream first, so
    that a bomb is refused before a tree is built."""
    try:
        _hold_budgets(yaml.parse(text, Loader=yaml.CSafeLoader), file, limits)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refusal(
            file,
            gettext_noop("This is not YAML: %(problem)s."),
            gettext_noop("Look at this line and the one before: indentation, colon, or quote."),
            line=mark.line + 1 if mark else 1,
            column=mark.column + 1 if mark else 1,
            problem=error.problem or error.context or "?",
        ) from None
    except yaml.YAMLError as error:
        raise _refusal(
            file,
            gettext_noop("This is not YAML: %(problem)s."),
            gettext_noop("The file must be plain text."),
            problem=str(error).splitlines()[0],
        ) from None
    if root is None:
        raise _refusal(
            file,
            gettext_noop("The file is empty."),
            gettext_noop("Start from the example in docs/formats."),
        )
    return root


def _hold_budgets(events: Iterator[yaml.Event], file: str, limits: DocumentLimits) -> None:
    depth = nodes = aliases = documents = tags = 0
    for event in events:
        nodes += isinstance(event, yaml.NodeEvent)
        aliases += isinstance(event, yaml.AliasEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        tags += getattr(event, "tag", None) is not None
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        for count, most, message in (
            (depth, limits.depth, gettext_noop("The file nests deeper than %(most)s levels.")),
            (nodes, limits.nodes, gettext_noop("The file has more than %(most)s values.")),
            (aliases, limits.aliases, gettext_noop("Aliases (*name) are not read here.")),
            (tags, 0, gettext_noop("Tags (!name) are not read here.")),
            (documents, 1, gettext_noop("The file holds more than one document (---).")),
        ):
            if count > most:
                raise _refusal(
                    file,
                    message,
                    gettext_noop("Write it out plainly, in one document."),
                    line=event.start_mark.line + 1 if event.start_mark else 1,
                    column=event.start_mark.column + 1 if event.start_mark else 1,
                    most=most,
                )


_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_MOST_DIGITS = 30


def scalar(node: ScalarNode) -> object:
    """The value of a scalar by the YAML 1.2 core schema; quoted text is always text."""
    text = str(node.value)
    if node.style in {"'", '"', "|", ">"}:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= _MOST_DIGITS and _INTEGER.fullmatch(text):
        return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)
    if len(text) <= _MOST_DIGITS and _FLOAT.fullmatch(text):
        return float(text)
    return text
