"""publiccode.yml in outline: is it YAML, are the required keys there, have they the right kind of
value (https://docs.italia.it/italia/developers-italia/publiccodeyml-en, v0).

Not the full standard: vocabularies, licences, lengths, unknown keys and addresses are judged by the
full validator, which does not exist yet. The text is kept whatever is found.
"""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from lumbung.kit.errors import DocumentInvalid, Finding, gettext_noop
from lumbung.kit.yaml_tree import MEBIBYTE, DocumentLimits, compose, decode, scalar

LIMITS = DocumentLimits(bytes=MEBIBYTE, nodes=100_000, aliases=1000)
FILE = "publiccode.yml"
MISSING = gettext_noop("The key is required and missing.")
MISSING_HINT = gettext_noop("Add %(key)s.")
NO_MAPPING = gettext_noop("A mapping (key: value) belongs here.")
NO_MAPPING_HINT = gettext_noop("Write keys with values below it, indented.")
NOT_RIGHT_HINT = gettext_noop("See the standard's description of %(key)s.")

Judge = Callable[[Node], bool]


def _is_text(node: Node) -> bool:
    return isinstance(node, ScalarNode) and isinstance(scalar(node), str) and bool(node.value)


def _is_address(node: Node) -> bool:
    parts = urlsplit(node.value) if _is_text(node) else None
    return parts is not None and bool(parts.scheme and parts.netloc)


def _is_flag(node: Node) -> bool:
    return isinstance(node, ScalarNode) and isinstance(scalar(node), bool)


def _is_list(node: Node) -> bool:
    return isinstance(node, SequenceNode) and bool(node.value)


def _is_mapping(node: Node) -> bool:
    return isinstance(node, MappingNode) and bool(node.value)


TEXT = gettext_noop("A text belongs here; a version number needs quotes.")
ADDRESS = gettext_noop("A full address belongs here, with https://.")
FLAG = gettext_noop("true or false belongs here.")
LIST = gettext_noop("A list of at least one entry belongs here.")
# Required keys, with what their value must be and how that is said.
REQUIRED: dict[str, tuple[Judge, str]] = {
    "publiccodeYmlVersion": (_is_text, TEXT),
    "name": (_is_text, TEXT),
    "url": (_is_address, ADDRESS),
    "platforms": (_is_list, LIST),
    "developmentStatus": (_is_text, TEXT),
    "softwareType": (_is_text, TEXT),
    "description": (_is_mapping, NO_MAPPING),
    "legal": (_is_mapping, NO_MAPPING),
    "legal.license": (_is_text, TEXT),
    "maintenance": (_is_mapping, NO_MAPPING),
    "maintenance.type": (_is_text, TEXT),
    "localisation": (_is_mapping, NO_MAPPING),
    "localisation.localisationReady": (_is_flag, FLAG),
    "localisation.availableLanguages": (_is_list, LIST),
}


def publiccode_findings(text: str | bytes) -> list[Finding]:
    """Every finding, by line and column; empty where the outline is right."""
    try:
        root = compose(decode(text, FILE, LIMITS), FILE, LIMITS)
    except DocumentInvalid as error:
        return list(error.findings)
    if not isinstance(root, MappingNode):
        return [_finding("(document)", NO_MAPPING, NO_MAPPING_HINT, root)]
    return list(_missing_or_wrong(root))


def _missing_or_wrong(root: MappingNode) -> Iterator[Finding]:
    for key, (is_right, message) in REQUIRED.items():
        parent, _dot, name = key.rpartition(".")
        place = _value(root, parent) if parent else root
        if not isinstance(place, MappingNode):
            continue  # told already, of the parent
        value = _value(place, name)
        if value is None:
            yield _finding(key, MISSING, MISSING_HINT, place)
        elif not is_right(value):
            yield _finding(key, message, NOT_RIGHT_HINT, value)


def _value(mapping: MappingNode, key: str) -> Node | None:
    return next((value for name, value in mapping.value if name.value == key), None)


def _finding(key: str, message: str, hint: str, node: Node) -> Finding:
    mark = node.start_mark
    return Finding(
        key, message, hint, mark.line + 1, mark.column + 1, file=FILE, facts=(("key", key),)
    )
