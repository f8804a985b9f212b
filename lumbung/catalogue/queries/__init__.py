"""Every read of the catalogue room, by subject."""

from lumbung.catalogue.queries.entries import entries_for_offers
from lumbung.catalogue.queries.offers import (
    OfferDetail,
    audience_of,
    infrastructure_of,
    offer,
    offer_as_document,
    offer_detail,
    offer_of_slug,
    offers,
    offers_matching,
    public_offers,
    recipe_of,
    shared_activities_of,
    terms_of,
)

__all__ = [
    "OfferDetail",
    "audience_of",
    "entries_for_offers",
    "infrastructure_of",
    "offer",
    "offer_as_document",
    "offer_detail",
    "offer_of_slug",
    "offers",
    "offers_matching",
    "public_offers",
    "recipe_of",
    "shared_activities_of",
    "terms_of",
]
