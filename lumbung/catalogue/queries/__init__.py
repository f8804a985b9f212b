"""Every read of the catalogue room, by subject."""

from lumbung.catalogue.queries.adoptions import (
    AgreedAdoption,
    agreed_adoption,
    agreed_adoptions,
    users_of,
    waiting_requests,
)
from lumbung.catalogue.queries.agreements import StandingAgreement, standing_agreements
from lumbung.catalogue.queries.entries import entries_for_offers
from lumbung.catalogue.queries.experiences import (
    flagged,
    open_questions,
    own_users,
    reported_entries,
    use_reports,
)
from lumbung.catalogue.queries.matching import (
    matching_stamp,
    offered_things,
    published_offers,
)
from lumbung.catalogue.queries.offers import (
    OfferDetail,
    audience_of,
    infrastructure_of,
    offer,
    offer_as_document,
    offer_detail,
    offer_detail_unseen,
    offer_of_slug,
    offers,
    offers_matching,
    public_offers,
    recipe_of,
    shared_activities_of,
    terms_of,
)
from lumbung.catalogue.queries.reminders import reminders

__all__ = [
    "AgreedAdoption",
    "OfferDetail",
    "StandingAgreement",
    "agreed_adoption",
    "agreed_adoptions",
    "audience_of",
    "entries_for_offers",
    "flagged",
    "infrastructure_of",
    "matching_stamp",
    "offer",
    "offer_as_document",
    "offer_detail",
    "offer_detail_unseen",
    "offer_of_slug",
    "offered_things",
    "offers",
    "offers_matching",
    "open_questions",
    "own_users",
    "public_offers",
    "published_offers",
    "recipe_of",
    "reminders",
    "reported_entries",
    "shared_activities_of",
    "standing_agreements",
    "terms_of",
    "use_reports",
    "users_of",
    "waiting_requests",
]
