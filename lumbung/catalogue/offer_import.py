"""A look at offer.yml and publiccode.yml before anything is stored: what was understood, what is
wrong, and what would change."""

from collections.abc import Sequence
from dataclasses import dataclass

from lumbung.catalogue.domain.offer_document import OfferDocument
from lumbung.catalogue.domain.offer_reading import read_offer
from lumbung.catalogue.domain.publiccode import check_publiccode
from lumbung.catalogue.domain.recipe_summary import RecipeSummary, summarise
from lumbung.catalogue.models import Offer
from lumbung.kit.errors import DocumentInvalid, Finding, gettext_noop
from lumbung.registry.queries import regions

UNKNOWN_REGION = gettext_noop("There is no region with the code %(code)s.")
UNKNOWN_REGION_HINT = gettext_noop("Use the Kemendagri code, for example 61.72 for Singkawang.")


@dataclass(frozen=True, slots=True)
class OfferPreview:
    """`document` is None where it cannot be stored. Findings of publiccode.yml never block."""

    document: OfferDocument | None
    summary: RecipeSummary | None
    known: Offer | None
    findings: Sequence[Finding]
    publiccode_findings: Sequence[Finding]

    @property
    def can_store(self) -> bool:
        return self.document is not None


def preview_offer(offer_text: str, publiccode_text: str = "") -> OfferPreview:
    """Reads both and stores nothing."""
    about_code = check_publiccode(publiccode_text).findings if publiccode_text.strip() else ()
    try:
        document = read_offer_of_a_known_region(offer_text)
    except DocumentInvalid as error:
        return OfferPreview(None, None, None, error.findings, about_code)
    return OfferPreview(
        document=document,
        summary=summarise(document.recipe, document.shared_activities),
        known=Offer.objects.filter(slug=document.id).first(),
        findings=(),
        publiccode_findings=about_code,
    )


def read_offer_of_a_known_region(text: str, *, file: str = "offer.yml") -> OfferDocument:
    """As read_offer, and the provider must be in the region list. Raises DocumentInvalid."""
    document = read_offer(text, file=file)
    code = document.provider
    if code and not regions().filter(code=code).exists():
        finding = Finding(
            "provider", UNKNOWN_REGION, UNKNOWN_REGION_HINT, facts=(("code", code),), file=file
        )
        raise DocumentInvalid([finding], file=file)
    return document
