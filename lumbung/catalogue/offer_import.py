"""A look at offer.yml and publiccode.yml before anything is stored: what was understood, what is
wrong, and what would change."""

from collections.abc import Sequence
from dataclasses import dataclass

from lumbung.catalogue.domain.offers.offer_document import OfferDocument
from lumbung.catalogue.domain.offers.offer_reading import read_offer
from lumbung.catalogue.domain.publiccode import check_publiccode
from lumbung.catalogue.domain.recipes.recipe_summary import RecipeSummary, summarise
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
    """As read_offer, and whoever it names must be in the region list. Raises DocumentInvalid."""
    document = read_offer(text, file=file)
    named = [("provider", document.provider)] if document.provider else []
    listed = document.audience.regions if document.audience else ()
    named += [(f"audience.regions.{place}", code) for place, code in enumerate(listed)]
    known = set(regions().filter(code__in=[code for _, code in named]).values_list("code"))
    findings = [
        Finding(key, UNKNOWN_REGION, UNKNOWN_REGION_HINT, facts=(("code", code),), file=file)
        for key, code in named
        if (code,) not in known
    ]
    if findings:
        raise DocumentInvalid(findings, file=file)
    return document
