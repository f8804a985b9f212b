"""What spans the keys of one offer: its recipe, terms that contradict each other, whom it is made
to, and facts of infrastructure that is none."""

from collections.abc import Iterator

from lumbung.catalogue.domain.offers.offer_document import AudienceDocument, OfferDocument
from lumbung.catalogue.domain.offers.terms import terms_findings
from lumbung.catalogue.domain.recipes.recipe_checks import recipe_findings
from lumbung.kit.errors import Finding, gettext_noop

PROVINCES = gettext_noop("An offer to the regions of a province names provinces, and only those.")
PROVINCES_HINT = gettext_noop("Give the province's two-digit code, for example 61.")
SOME_REGION = gettext_noop("An offer to named regions names at least one.")
SOME_REGION_HINT = gettext_noop("Give their Kemendagri codes, for example 61.72.")
NO_REGION = gettext_noop("An offer to everyone names no regions.")
NO_REGION_HINT = gettext_noop("Leave the regions out, or offer it to these regions alone.")
NOT_INFRASTRUCTURE = gettext_noop("Facts of infrastructure stand in an offer of an application.")
NOT_INFRASTRUCTURE_HINT = gettext_noop("Leave them out, or offer it as infrastructure.")


def offer_findings(document: OfferDocument) -> list[Finding]:
    """All findings that shape alone does not tell, keyed by their place in the document."""
    return [
        *recipe_findings(document.recipe, document.shared_activities),
        *terms_findings(document.terms),
        *(audience_findings(document.audience) if document.audience else ()),
        *_infrastructure(document),
    ]


def audience_findings(audience: AudienceDocument) -> Iterator[Finding]:
    codes = audience.regions
    if audience.kind == "everyone" and codes:
        yield Finding("audience.regions", NO_REGION, NO_REGION_HINT)
    if audience.kind == "province" and (not codes or any(len(code) != 2 for code in codes)):
        yield Finding("audience.regions", PROVINCES, PROVINCES_HINT)
    if audience.kind == "regions" and not codes:
        yield Finding("audience.regions", SOME_REGION, SOME_REGION_HINT)


def _infrastructure(document: OfferDocument) -> Iterator[Finding]:
    if document.infrastructure and document.kind != "infrastructure":
        yield Finding("infrastructure", NOT_INFRASTRUCTURE, NOT_INFRASTRUCTURE_HINT)
