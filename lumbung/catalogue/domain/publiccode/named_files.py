"""The files that a publiccode.yml names as lying beside it, for whoever has the folder."""

from collections.abc import Iterator
from dataclasses import dataclass

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from lumbung.catalogue.domain.publiccode.checking import value_at
from lumbung.catalogue.domain.publiccode.values import judge_place
from lumbung.catalogue.domain.publiccode.verdict import FILE, LIMITS
from lumbung.kit.errors import DocumentInvalid
from lumbung.kit.yaml_tree import compose, decode

LOGO, SCREENSHOT, TEXT = "logo", "screenshot", "text"


@dataclass(frozen=True, slots=True)
class NamedFile:
    """`path` is relative to the top of the repository; `kind` is LOGO, SCREENSHOT or TEXT."""

    key: str
    path: str
    kind: str
    line: int
    column: int


def named_files(content: str | bytes) -> list[NamedFile]:
    """Without web addresses; none where the text cannot be read."""
    try:
        root = compose(decode(content, FILE, LIMITS), FILE, LIMITS)
    except DocumentInvalid:
        return []
    return [each for each in _named(root) if each is not None]


def _named(root: Node) -> Iterator[NamedFile | None]:
    for key in ("logo", "monochromeLogo"):
        yield _file(value_at(root, key), key, LOGO)
    yield _file(value_at(root, "legal", "authorsFile"), "legal.authorsFile", TEXT)
    description = value_at(root, "description")
    for tag, texts in description.value if isinstance(description, MappingNode) else ():
        listed = value_at(texts, "screenshots")
        for i, node in enumerate(listed.value if isinstance(listed, SequenceNode) else ()):
            yield _file(node, f"description.{tag.value}.screenshots.{i}", SCREENSHOT)


def _file(node: Node | None, key: str, kind: str) -> NamedFile | None:
    if not isinstance(node, ScalarNode) or not node.value or "://" in node.value:
        return None
    if judge_place(str(node.value)):
        return None  # told by the check already
    mark = node.start_mark
    return NamedFile(key, str(node.value), kind, mark.line + 1, mark.column + 1)
