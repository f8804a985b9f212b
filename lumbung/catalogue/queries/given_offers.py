"""The sharing side: what our region offers, what each offer still lacks, and who asks and uses."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q

from lumbung.catalogue.domain.agreements.adoption_moves import Status
from lumbung.catalogue.domain.offers.offer_advice import Check, missing, offer_advice
from lumbung.catalogue.models import Offer
from lumbung.catalogue.queries.experiences import open_questions
from lumbung.catalogue.queries.offers import offer_as_document, offers
from lumbung.catalogue.queries.seen_entries import Viewer


@dataclass(frozen=True, slots=True)
class GivenOffer:
    """`requests` wait for our answer, `users` are adoptions in use, `questions` have no answer of
    ours yet."""

    offer: Offer
    lacks: tuple[Check, ...]
    requests: int
    users: int
    questions: int


def given_offers(viewer: Viewer) -> tuple[GivenOffer, ...]:
    """Ours that the viewer may see: the published first, then drafts, then the withdrawn."""
    asked = Q(adoptions__status=Status.REQUESTED, adoptions__answer=None)
    found = (
        offers(viewer)
        .filter(provider=settings.REGION_CODE, catalog=None)
        .select_related("entry")
        .prefetch_related("audience_regions")
        .annotate(
            requests=Count("adoptions", filter=asked, distinct=True),
            users=Count("adoptions", filter=Q(adoptions__status=Status.IN_USE), distinct=True),
        )
        .order_by("name", "slug")
    )
    asked_about = dict(
        open_questions(viewer)
        .order_by("entry")
        .values_list("entry")
        .annotate(questions=Count("pk", distinct=True))
    )
    order = [Offer.State.PUBLISHED, Offer.State.DRAFT, Offer.State.WITHDRAWN]
    rows = [
        GivenOffer(
            offer,
            missing(advice_about(offer)),
            offer.requests,
            offer.users,
            asked_about.get(offer.entry_id, 0),
        )
        for offer in found
    ]
    return tuple(sorted(rows, key=lambda row: order.index(Offer.State(row.offer.state))))


def advice_about(offer: Offer) -> tuple[Check, ...]:
    facts = offer.entry.facts if offer.entry else {}
    return offer_advice(offer_as_document(offer), licence=str(facts.get("licence") or ""))
