"""check_publiccode: is this text a valid publiccode.yml, and what is wrong with it?"""

from dataclasses import dataclass

from yaml.nodes import MappingNode

from lumbung.catalogue.domain.publiccode.checking import NO_MAPPING, NO_MAPPING_HINT, Checker
from lumbung.kit.errors import DocumentInvalid, Finding, Severity
from lumbung.kit.yaml_tree import MEBIBYTE, DocumentLimits, compose, decode

FILE = "publiccode.yml"
# Real files have up to 25 KB and 600 values, and some use an anchor or two.
LIMITS = DocumentLimits(bytes=MEBIBYTE, depth=64, nodes=50_000, aliases=1000)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`findings` stand in the order of the file; warnings leave it valid."""

    file: str
    is_valid: bool
    findings: tuple[Finding, ...]


def check_publiccode(content: str | bytes, *, file: str = FILE) -> Verdict:
    """Judges by the standard 0.7, as the reference parser does for 0 and 0.2 to 0.7; nothing is
    fetched and no file is opened. Never raises for any content."""
    try:
        root = compose(decode(content, file, LIMITS), file, LIMITS)
    except DocumentInvalid as error:
        return verdict_of(file, list(error.findings))
    checker = Checker(file)
    if isinstance(root, MappingNode):
        checker.check(root)
    else:
        checker.tell((), root, NO_MAPPING, NO_MAPPING_HINT)
    return verdict_of(file, checker.findings)


def verdict_of(file: str, findings: list[Finding]) -> Verdict:
    is_valid = not any(finding.severity is Severity.ERROR for finding in findings)
    in_order = sorted(findings, key=lambda finding: (finding.line, finding.column))
    return Verdict(file, is_valid, tuple(in_order))
