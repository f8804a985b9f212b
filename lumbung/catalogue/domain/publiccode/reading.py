"""read_publiccode: the lenient reading of what public bodies really publish. Whatever can be used
is taken; what was left out or corrected is told, and a corrected file is written.

In this order: make it readable (salvage), move what stands in old places (moving), mend by the
rules (mending), settle what spans keys (settling), write (writing), check the result (verdict).
"""

from dataclasses import dataclass

from lumbung.catalogue.domain.publiccode.mending import Mender
from lumbung.catalogue.domain.publiccode.model import Publiccode, publiccode_of
from lumbung.catalogue.domain.publiccode.moving import move, move_owner
from lumbung.catalogue.domain.publiccode.repairs import Repairs
from lumbung.catalogue.domain.publiccode.rules import PUBLICCODE
from lumbung.catalogue.domain.publiccode.salvage import readable
from lumbung.catalogue.domain.publiccode.settling import (
    keep_long_texts,
    mark_missing,
    set_version,
    settle_maintenance,
)
from lumbung.catalogue.domain.publiccode.source_tree import Mapping, tree_of
from lumbung.catalogue.domain.publiccode.verdict import FILE, LIMITS, check_publiccode
from lumbung.catalogue.domain.publiccode.writing import plain, write
from lumbung.kit.errors import DocumentInvalid, Finding, Severity
from lumbung.kit.yaml_tree import compose
from lumbung.kit.yaml_writing import dump_yaml


@dataclass(frozen=True, slots=True)
class Reading:
    """`publiccode` is None where nothing can be used. `findings` are the strict check's, of the
    text as given; `repairs` tell what was left out or corrected, and where; `corrected_text` is the
    file to publish instead, in the latest version of the standard; `missing` is what its author has
    still to fill in there."""

    publiccode: Publiccode | None
    findings: tuple[Finding, ...]
    repairs: tuple[Finding, ...] = ()
    corrected_text: str = ""
    missing: tuple[Finding, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Whether the text as given is valid."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


def read_publiccode(content: str | bytes, *, file: str = FILE) -> Reading:
    """Never raises for any content."""
    findings = check_publiccode(content, file=file).findings
    repairs = Repairs(file)
    found = readable(content, LIMITS, repairs)
    tree = tree_of(found[1], found[0]) if found else None
    if not isinstance(tree, Mapping) or not _mend(tree, repairs):
        return Reading(None, findings, tuple(repairs.done))
    data = plain(tree)
    corrected = _corrected(tree)
    left = check_publiccode(corrected, file=file).findings
    return Reading(
        publiccode=publiccode_of(data),
        findings=findings,
        repairs=tuple(sorted(repairs.done, key=lambda each: (each.line, each.column))),
        corrected_text=corrected,
        missing=tuple(each for each in left if each.severity is Severity.ERROR),
    )


def _mend(tree: Mapping, repairs: Repairs) -> bool:
    """Whether anything of the standard is left."""
    move(tree, repairs)
    set_version(tree, repairs)
    keep_long_texts(tree, repairs)
    Mender(repairs).section(tree, PUBLICCODE, ())
    move_owner(tree, repairs)
    settle_maintenance(tree, repairs)
    return any(entry.key != "publiccodeYmlVersion" for entry in tree.entries)


def _corrected(tree: Mapping) -> str:
    """The tree as text. Whether it reads back as it was meant is seen at once; if not (a writing
    that nobody thought of), the values alone are written."""
    mark_missing(tree)
    data = plain(tree)
    text = write(tree)
    try:
        again = plain(tree_of(compose(text, "", LIMITS), text))
    except DocumentInvalid:
        again = None
    return text if again == data else dump_yaml(data)
