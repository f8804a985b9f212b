"""Every read of the catalogue room, by subject."""

from lumbung.catalogue.queries.offers import (
    OfferDetail,
    offer,
    offer_as_document,
    offer_detail,
    offer_of_slug,
    offers,
    offers_matching,
    recipe_of,
    shared_activities_of,
)

__all__ = [
    "OfferDetail",
    "offer",
    "offer_as_document",
    "offer_detail",
    "offer_of_slug",
    "offers",
    "offers_matching",
    "recipe_of",
    "shared_activities_of",
]
