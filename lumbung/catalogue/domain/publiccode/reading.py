"""read_publiccode: the lenient reading of what public bodies really publish. Whatever can be used
is taken; what was dropped or corrected is told, and a corrected file is written."""

from dataclasses import dataclass
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from lumbung.catalogue.domain.publiccode.checking import Checker, is_null
from lumbung.catalogue.domain.publiccode.model import Publiccode, publiccode_of
from lumbung.catalogue.domain.publiccode.rules import (
    PUBLICCODE,
    ByLanguage,
    Items,
    Rule,
    Section,
)
from lumbung.catalogue.domain.publiccode.verdict import FILE, LIMITS, check_publiccode
from lumbung.kit.errors import DocumentInvalid, Finding, Severity
from lumbung.kit.yaml_tree import compose, decode, scalar


@dataclass(frozen=True, slots=True)
class Reading:
    """`publiccode` is None where nothing can be used. `findings` are the strict check's, of the
    text as given; `repairs` tell what was dropped or corrected, and where; `corrected_text` is the
    file to publish instead, in the latest version of the standard."""

    publiccode: Publiccode | None
    findings: tuple[Finding, ...]
    repairs: tuple[Finding, ...] = ()
    corrected_text: str = ""

    @property
    def is_valid(self) -> bool:
        """Whether the text as given is valid."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


def read_publiccode(content: str | bytes, *, file: str = FILE) -> Reading:
    """Never raises for any content."""
    verdict = check_publiccode(content, file=file)
    try:
        root = compose(decode(content, file, LIMITS), file, LIMITS)
    except DocumentInvalid:
        return Reading(None, verdict.findings)
    data = _fitting(root, PUBLICCODE)
    return Reading(publiccode_of(data) if data else None, verdict.findings)


def _fitting(node: Node, rule: Rule) -> Any:
    """What of `node` fits the rule, as plain values; None where nothing does."""
    if isinstance(rule, Section | ByLanguage):
        return _fitting_mapping(node, rule)
    if isinstance(rule, Items) and isinstance(node, SequenceNode):
        fitting = [_fitting(item, rule.of) for item in node.value]
        return [each for each in fitting if each not in (None, {})]
    if not isinstance(node, ScalarNode) or is_null(node):
        return None
    checker = Checker("")
    checker.value(node, rule, ())
    if any(finding.severity is Severity.ERROR for finding in checker.findings):
        return None
    value = scalar(node)
    return value if isinstance(value, bool) else str(node.value)


def _fitting_mapping(node: Node, rule: Section | ByLanguage) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in node.value if isinstance(node, MappingNode) else ():
        name = str(key.value)
        of: Rule | None = rule.of if isinstance(rule, ByLanguage) else None
        if isinstance(rule, Section):
            of = rule.keys[name].rule if name in rule.keys else None
        fitting = _fitting(value, of) if of else None
        if fitting not in (None, {}):
            data[name] = fitting
    return data
