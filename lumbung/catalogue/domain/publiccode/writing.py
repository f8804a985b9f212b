"""A source tree as YAML text: what was not changed stands as its author wrote it, in the author's
order and with the author's comments; what is new is written plainly."""

import json
import re
import textwrap
from typing import Any

from yaml.nodes import ScalarNode

from lumbung.catalogue.domain.publiccode.source_tree import (
    FLAG,
    NULL,
    NUMBER,
    Entry,
    Leaf,
    Listing,
    Mapping,
    Tree,
)
from lumbung.kit.yaml_tree import scalar

_STEP = "  "
_WIDTH = 88
# Text that needs no quotes: no indicator at its start, no ": " and " #", no white space at its
# ends (https://yaml.org/spec/1.2.2/#733-plain-style), and nothing that is no letter or usual sign.
_PLAIN = re.compile(r"[^\W_](?:[\w!$()*+,./;<=>?@~^|&%–—’“”'\"-]|:(?=\S)|(?<=\S)#| (?![#\s]))*")
_OTHERWISE_READ = re.compile(r"(?i:y|n|yes|no|on|off)|[\d.:_eE+-]+|\d{4}-\d\d?-\d\d?.*")
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def plain(tree: Tree) -> Any:
    """The values alone, without what has none. Numbers are texts; a flag is true or false."""
    if isinstance(tree, Mapping):
        pairs = {entry.key: plain(entry.value) for entry in tree.entries}
        return {key: value for key, value in pairs.items() if value is not None}
    if isinstance(tree, Listing):
        return [plain(entry.value) for entry in tree.entries]
    if tree.kind == FLAG:
        return tree.text.lower() == "true"
    return None if tree.kind == NULL else tree.text


def write(tree: Mapping) -> str:
    lines = [*_mapping(tree, ""), *tree.footer]
    while lines and not lines[0]:
        del lines[0]
    return "\n".join(lines).rstrip() + "\n"


def _mapping(tree: Mapping, indent: str) -> list[str]:
    lines: list[str] = []
    for entry in tree.entries:
        lines += _comments(entry.comments, indent)
        lines += _value(f"{indent}{_scalar(entry.key)}:", entry, indent)
    return lines + ([] if indent == "" else _comments(tree.footer, indent))


def _listing(tree: Listing, indent: str) -> list[str]:
    lines: list[str] = []
    for entry in tree.entries:
        lines += _comments(entry.comments, indent)
        if isinstance(entry.value, Mapping) and entry.value.entries:
            inner = _mapping(entry.value, indent + _STEP)
            while inner and not inner[0].strip():
                del inner[0]
            if not inner[0].lstrip().startswith("#"):
                inner[0] = f"{indent}- {inner[0].lstrip()}"
            else:  # the item's first line is a comment
                inner.insert(0, f"{indent}-")
            lines += inner
        else:
            lines += _value(f"{indent}-", entry, indent)
    return lines + _comments(tree.footer, indent)


def _comments(comments: list[str], indent: str) -> list[str]:
    """At most two blank lines in a row: more are left where something was taken out."""
    return [
        f"{indent}{comment}" if comment else ""
        for i, comment in enumerate(comments)
        if comment or i < 2 or comments[i - 1] or comments[i - 2]
    ]


def _value(head: str, entry: Entry, indent: str) -> list[str]:
    """The lines of one entry: `head` is its key, or the dash."""
    value = entry.value
    remark = f" {entry.remark}" if entry.remark else ""
    if isinstance(value, Leaf):
        first, *others = _leaf(value, indent + _STEP)
        space = " " if first else ""
        is_block = first[:1] in {"|", ">"} and value.kind not in {FLAG, NULL} and bool(others)
        if is_block and remark and "#" in first:
            remark = ""  # it is part of the block's head as given
        if others and not is_block:
            others[-1] += remark
            remark = ""
        return [f"{head}{space}{first}{remark}", *others]
    if value.raw:
        return [f"{head} {value.raw}{remark}"]
    if not value.entries:
        return [f"{head} {'{}' if isinstance(value, Mapping) else '[]'}{remark}"]
    inner = indent + _STEP
    body = _mapping(value, inner) if isinstance(value, Mapping) else _listing(value, inner)
    if head.endswith("-"):  # a list in a list
        body[0] = f"{head} {body[0].lstrip()}"
        return body
    return [f"{head}{remark}", *body]


def _leaf(leaf: Leaf, indent: str) -> list[str]:
    if leaf.raw:
        as_given = _raw(leaf.raw, indent)
        if as_given:
            return as_given
    if leaf.kind == FLAG:
        return [leaf.text.lower()]
    if leaf.kind == NULL:
        return [""]
    if leaf.kind == NUMBER:
        return [leaf.text]
    return _text(leaf.text, indent)


def _raw(raw: str, indent: str) -> list[str]:
    """The lines as they stood, moved to `indent`; none where they cannot be moved safely."""
    first, *others = raw.split("\n")
    if first[:1] not in {"|", ">"}:
        return [first, *(f"{indent}{line.strip()}" if line.strip() else "" for line in others)]
    head = first.split("#")[0].strip()
    old = next((len(line) - len(line.lstrip(" ")) for line in others if line.strip()), 0)
    if head[-1:].isdigit() or any(sign.isdigit() for sign in head) or "+" in head or not old:
        return []
    while others and not others[-1].strip():
        others.pop()
    return [first, *(f"{indent}{line[old:]}" if line.strip() else "" for line in others)]


def _text(text: str, indent: str) -> list[str]:
    if "\n" in text and not _UNPRINTABLE.search(text) and _is_block(text):
        strip = "" if text.endswith("\n") else "-"
        return [f"|{strip}", *(f"{indent}{line}" if line else "" for line in _lines(text))]
    if len(text) > _WIDTH and "\n" not in text and _is_foldable(text):
        wrapped = textwrap.wrap(
            text, _WIDTH, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
        )
        if " ".join(wrapped) == text:
            return [">-", *(f"{indent}{line}" for line in wrapped)]
    return [_scalar(text)]


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")


def _is_block(text: str) -> bool:
    lines = text.split("\n")
    return bool(lines[0]) and lines[0][0] not in " #" and not text.endswith("\n\n")


def _is_foldable(text: str) -> bool:
    return "" not in text.split(" ") and not _UNPRINTABLE.search(text)


def _scalar(text: str) -> str:
    """Without quotes where no reader, of YAML 1.1 or 1.2, takes it for anything but this text."""
    is_plain = _PLAIN.fullmatch(text) and text[-1:] != ":" and not _OTHERWISE_READ.fullmatch(text)
    if is_plain and isinstance(scalar(ScalarNode("", text)), str):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
