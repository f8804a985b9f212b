"""YAML 1.2 text as a tree of nodes that know their place, within limits that hold off bombs.

Budgets are held on libyaml's event stream while the tree is built of it. Scalars follow the core
schema (https://yaml.org/spec/1.2.2/#103-core-schema): yes/no/on/off are words, dates stay text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from lumbung.kit.errors import DocumentInvalid, Finding, gettext_noop

MEBIBYTE = 1024 * 1024
# Messages that a lenient reader knows what to do about.
NOT_YAML = gettext_noop("This is not YAML: %(problem)s.")
NOT_UTF_8 = gettext_noop("The file is not UTF-8 text.")
MANY_DOCUMENTS = gettext_noop("The file holds more than one document (---).")
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
            NOT_UTF_8,
            gettext_noop("Save it with the encoding UTF-8."),
            line=line,
        ) from None


def _without_surrogates(text: str, file: str) -> str:
    """JSON can carry half of a surrogate pair, which is no character and no file can hold."""
    found = _SURROGATE.search(text)
    if found:
        raise _refusal(
            file,
            NOT_UTF_8,
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
    """The node tree of the only document in `text`, built from the event stream while the budgets
    are held, so that a bomb is refused before its tree is there."""
    try:
        root = _Builder(yaml.parse(text, Loader=yaml.CSafeLoader), file, limits).tree()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refusal(
            file,
            NOT_YAML,
            gettext_noop("Look at this line and the one before: indentation, colon, or quote."),
            line=mark.line + 1 if mark else 1,
            column=mark.column + 1 if mark else 1,
            problem=error.problem or error.context or "?",
        ) from None
    except yaml.YAMLError as error:
        raise _refusal(
            file,
            NOT_YAML,
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


_OVER_LIMIT = {
    "depth": gettext_noop("The file nests deeper than %(most)s levels."),
    "nodes": gettext_noop("The file has more than %(most)s values."),
    "aliases": gettext_noop("Aliases (*name) are not read here."),
    "tags": gettext_noop("Tags (!name) are not read here."),
}
_MANY_ALIASES = gettext_noop("The file repeats parts by more than %(most)s aliases (*name).")
_NO_ANCHOR = gettext_noop("The alias *%(name)s stands for nothing that is complete before it.")


class _Builder:
    """One pass over libyaml's events. An alias shares the node of its anchor and counts for as
    many values and characters as that node has, so that no small file becomes a large one."""

    def __init__(self, events: Iterator[yaml.Event], file: str, limits: DocumentLimits) -> None:
        self._events, self._file, self._limits = events, file, limits
        self._nodes = self._aliases = self._characters = 0
        self._anchors: dict[str, tuple[Node, int, int]] = {}

    def tree(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._refuse(event, MANY_DOCUMENTS, 1)
                root = self._node(next(self._events), 1)
        return root

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is yaml.AliasEvent:
            return self._alias(event)
        nodes, characters = self._nodes, self._characters
        self._count(event, 1, len(event.value) if kind is yaml.ScalarEvent else 0)
        if event.tag is not None:
            self._refuse(event, _OVER_LIMIT["tags"], 0)
        if kind is yaml.ScalarEvent:
            node: Node = ScalarNode(
                "", event.value, event.start_mark, event.end_mark, style=event.style
            )
        else:
            if depth > self._limits.depth:
                self._refuse(event, _OVER_LIMIT["depth"], self._limits.depth)
            build = self._mapping if kind is yaml.MappingStartEvent else self._sequence
            node = build(event, depth)
        if event.anchor is not None:
            weight = (self._nodes - nodes, self._characters - characters)
            self._anchors[event.anchor] = (node, *weight)
        return node

    def _mapping(self, event: Any, depth: int) -> Node:
        self._anchors.pop(event.anchor, None)
        pairs: list[tuple[Node, Node]] = []
        node = MappingNode("", pairs, event.start_mark, None, flow_style=event.flow_style)
        events = self._events
        for entry in events:
            if type(entry) is yaml.MappingEndEvent:
                node.end_mark = entry.end_mark
                return node
            key = self._node(entry, depth + 1)
            pairs.append((key, self._node(next(events), depth + 1)))
        raise AssertionError("libyaml ends what it starts")

    def _sequence(self, event: Any, depth: int) -> Node:
        self._anchors.pop(event.anchor, None)
        items: list[Node] = []
        node = SequenceNode("", items, event.start_mark, None, flow_style=event.flow_style)
        for entry in self._events:
            if type(entry) is yaml.SequenceEndEvent:
                node.end_mark = entry.end_mark
                return node
            items.append(self._node(entry, depth + 1))
        raise AssertionError("libyaml ends what it starts")

    def _alias(self, event: Any) -> Node:
        self._aliases += 1
        if self._aliases > self._limits.aliases:
            message = _MANY_ALIASES if self._limits.aliases else _OVER_LIMIT["aliases"]
            self._refuse(event, message, self._limits.aliases)
        known = self._anchors.get(event.anchor)
        if known is None:
            self._refuse(event, _NO_ANCHOR, 0, name=event.anchor)
        node, nodes, characters = known
        self._count(event, nodes, characters)
        return node

    def _count(self, event: Any, nodes: int, characters: int) -> None:
        self._nodes += nodes
        self._characters += characters
        if self._nodes > self._limits.nodes:
            self._refuse(event, _OVER_LIMIT["nodes"], self._limits.nodes)
        if self._characters > self._limits.bytes:
            self._refuse(event, _MANY_ALIASES, self._aliases)

    def _refuse(self, event: Any, message: str, most: int, **facts: object) -> NoReturn:
        mark = event.start_mark
        raise _refusal(
            self._file,
            message,
            gettext_noop("Write it out plainly, in one document."),
            line=mark.line + 1 if mark else 1,
            column=mark.column + 1 if mark else 1,
            most=most,
            **facts,
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
