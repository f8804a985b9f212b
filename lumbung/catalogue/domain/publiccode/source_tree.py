"""A YAML text as a tree that can be mended and written anew: every value knows its place, how it
stood in the text, and the author's comments around it.

Built from kit.yaml_tree's nodes; an alias becomes a copy of what it stands for.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from lumbung.kit.yaml_tree import scalar

TEXT, NUMBER, FLAG, NULL = "text", "number", "flag", "null"


@dataclass(slots=True)
class Leaf:
    """One scalar. `raw` is how the text wrote it; empty once it is changed or if it is new."""

    text: str
    kind: str = TEXT
    raw: str = ""
    line: int = 0
    column: int = 0

    def change(self, text: str, kind: str = TEXT) -> None:
        self.text, self.kind, self.raw = text, kind, ""


@dataclass(slots=True)
class Entry:
    """One key with its value, or one item of a list (without a key). `comments` stand on lines of
    their own before it (empty: a blank line), `remark` behind it."""

    key: str
    value: "Tree"
    comments: list[str] = field(default_factory=list)
    remark: str = ""
    line: int = 0
    column: int = 0


@dataclass(slots=True)
class Mapping:
    """`footer`: comments behind the last entry. `raw`: as Leaf's, of a collection on one line."""

    entries: list[Entry] = field(default_factory=list)
    line: int = 0
    column: int = 0
    raw: str = ""
    footer: list[str] = field(default_factory=list)

    def entry(self, key: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.key == key), None)

    def value(self, key: str) -> "Tree | None":
        entry = self.entry(key)
        return None if entry is None else entry.value

    def text(self, key: str) -> str:
        value = self.value(key)
        return value.text if isinstance(value, Leaf) and value.kind != NULL else ""

    def remove(self, entry: Entry) -> None:
        """Comments above a key may be a heading of what follows, so they stay."""
        i = next(i for i, each in enumerate(self.entries) if each is entry)
        del self.entries[i]
        kept = [comment for comment in entry.comments if comment]
        if i < len(self.entries):
            self.entries[i].comments[:0] = kept
        else:
            self.footer[:0] = kept
        self.raw = ""

    def add(self, key: str, value: "Tree") -> Entry:
        entry = Entry(key, value)
        self.entries.append(entry)
        self.raw = ""
        return entry


@dataclass(slots=True)
class Listing:
    """A list; its entries have no key."""

    entries: list[Entry] = field(default_factory=list)
    line: int = 0
    column: int = 0
    raw: str = ""
    footer: list[str] = field(default_factory=list)


Tree = Leaf | Mapping | Listing


def tree_of(root: Node, text: str) -> Tree:
    """The tree of `text`, whose nodes hang on `root`."""
    builder = _Builder(text)
    tree = builder.tree(root)
    builder.hang_comments(tree)
    return tree


_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")


class _Builder:
    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: list[tuple[int, int]] = []

    def tree(self, node: Node) -> Tree:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        raw = self._text[node.start_mark.index : node.end_mark.index]
        if isinstance(node, MappingNode):
            entries = list(self._pairs(node))
            return Mapping(entries, line, column, _on_one_line(raw, node))
        if isinstance(node, SequenceNode):
            items = [_placed("", self.tree(item)) for item in node.value]
            return Listing(items, line, column, _on_one_line(raw, node))
        return self._leaf(node, raw, line, column)

    def _pairs(self, node: MappingNode) -> Iterator[Entry]:
        for key, value in node.value:
            self._note(key)
            if key.value == "<<" and isinstance(value, MappingNode):  # a merge, as YAML 1.1 has it
                yield from self._pairs(value)
                continue
            name = str(key.value) if isinstance(key, ScalarNode) else "?"
            mark = key.start_mark
            yield Entry(name, self.tree(value), line=mark.line + 1, column=mark.column + 1)

    def _leaf(self, node: Node, raw: str, line: int, column: int) -> Leaf:
        self._note(node)
        value = scalar(node) if isinstance(node, ScalarNode) else None
        kind = TEXT if isinstance(value, str) else NUMBER
        if isinstance(value, bool) or value is None:
            kind = NULL if value is None else FLAG
        return Leaf(str(node.value), kind, "" if raw.startswith("&") else raw, line, column)

    def _note(self, node: Node) -> None:
        if isinstance(node, ScalarNode) and node.end_mark.index > node.start_mark.index:
            self._spans.append((node.start_mark.index, node.end_mark.index))

    def hang_comments(self, tree: Tree) -> None:
        """Gives every comment and blank line to the entry it stands before or behind."""
        own, remarks = self._comments()
        entries = list(_entries_in_order(tree))
        for line, comment in remarks.items():
            here = [entry for entry in entries if _last_line(entry) == line or entry.line == line]
            if here:
                here[-1].remark = comment
        starts = [entry.line for entry in entries]
        for line, comment in own.items():
            i = bisect_right(starts, line)
            if i < len(entries):
                entries[i].comments.append(comment)
            elif not isinstance(tree, Leaf):
                tree.footer.append(comment)

    def _comments(self) -> tuple[dict[int, str], dict[int, str]]:
        """By line: comments and blank lines on their own, and comments behind a value."""
        spans = sorted(self._spans)
        starts = [start for start, _end in spans]
        own: dict[int, str] = {}
        remarks: dict[int, str] = {}
        position = 0
        for number, line in enumerate(self._text.split("\n"), start=1):
            i = bisect_right(starts, position) - 1
            is_inside = i >= 0 and spans[i][1] > position
            if not line.strip():
                if not is_inside:
                    own[number] = ""
            elif "#" in line:
                for found in _COMMENT.finditer(line):
                    at = position + found.start()
                    i = bisect_right(starts, at) - 1
                    if i >= 0 and spans[i][1] > at:
                        continue
                    place = own if not line[: found.start()].strip() else remarks
                    place[number] = found[0].rstrip()
                    break
            position += len(line) + 1
        return own, remarks


def _placed(key: str, value: Tree) -> Entry:
    return Entry(key, value, line=value.line, column=value.column)


def _on_one_line(raw: str, node: Node) -> str:
    return raw if raw[:1] in {"[", "{"} and "\n" not in raw and not set("&*") & set(raw) else ""


def _entries_in_order(tree: Tree) -> Iterator[Entry]:
    if isinstance(tree, Leaf):
        return
    for entry in tree.entries:
        yield entry
        yield from _entries_in_order(entry.value)


def _last_line(entry: Entry) -> int:
    if isinstance(entry.value, Leaf):
        return entry.value.line + entry.value.raw.count("\n")
    return 0
