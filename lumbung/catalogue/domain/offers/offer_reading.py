"""`offer.yml` in and out: text to document with every finding at its place, and back.

read_offer(dump_offer(document)) == document. A document of an older format is read as one of the
newest.
"""

from dataclasses import replace

from lumbung.catalogue.domain.offers.offer_checks import offer_findings
from lumbung.catalogue.domain.offers.offer_document import FORMAT, OfferDocument
from lumbung.kit.documents import Path, ReadDocument, locate_document, nearest_place
from lumbung.kit.errors import DocumentInvalid, Finding, gettext_noop
from lumbung.kit.yaml_tree import MEBIBYTE, DocumentLimits
from lumbung.kit.yaml_writing import dump_yaml

LIMITS = DocumentLimits(bytes=MEBIBYTE, nodes=100_000)
NO_PROVIDER = gettext_noop("Nobody is named who offers this.")
NO_PROVIDER_HINT = gettext_noop("Give `provider`, a region's code, or else `provider_name`.")


def read_offer(text: str | bytes, *, file: str = "offer.yml") -> OfferDocument:
    """Raises DocumentInvalid with all findings, of shape or, where that is right, of references."""
    located = locate_document(text, OfferDocument, file=file, limits=LIMITS)
    document: OfferDocument = located.model
    findings = [_placed(finding, located) for finding in offer_findings(document)]
    if not document.provider and not document.provider_name:
        findings.append(located.finding(("name",), NO_PROVIDER, NO_PROVIDER_HINT))
    if findings:
        raise DocumentInvalid(findings, file=file)
    return document.model_copy(update={"format": FORMAT})


def dump_offer(document: OfferDocument) -> str:
    """offer.yml as text, without what is left at its default."""
    return dump_yaml(document.model_dump(mode="json", exclude_defaults=True))


def _placed(finding: Finding, located: ReadDocument) -> Finding:
    path: Path = tuple(int(part) if part.isdecimal() else part for part in finding.key.split("."))
    place = nearest_place(located.places, path)
    return replace(finding, line=place.line, column=place.column, file=located.file)
