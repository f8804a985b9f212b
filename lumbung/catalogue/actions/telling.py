"""What of adoptions goes into our feed: our own to the offering region and to our hubs, our answers
to whoever asked. Called inside the transaction of the change, last."""

from typing import Any

from django.conf import settings

from lumbung.catalogue.actions.feed import publish_item, retract_item
from lumbung.catalogue.domain.federation.audience import regions_only
from lumbung.catalogue.domain.federation.bodies.adoption import AdoptionBody, AnswerBody
from lumbung.catalogue.models import Adoption, AdoptionAnswer, Catalog, FeedItem

MOST_STEPS = 200


def tell_adoption(adoption: Adoption) -> None:
    """Ours alone, and only where somebody else should know: neither the offering region nor a hub
    is told of what was merely read somewhere."""
    if not adoption.is_own or adoption.basis != Adoption.Basis.DECLARED:
        return
    codes = _listeners(adoption)
    if not codes:
        retract_item(FeedItem.Kind.ADOPTION, adoption.public_id)
        return
    body = AdoptionBody.model_validate(_facts(adoption), strict=False)
    publish_item(
        FeedItem.Kind.ADOPTION,
        adoption.public_id,
        body.model_dump(mode="json", exclude_defaults=True),
        audience=regions_only(codes),
        may_relay=False,
    )


def tell_answer(answer: AdoptionAnswer) -> None:
    """Ours, to the region that asked; not to ourselves."""
    asker = answer.adoption.region_id
    if not answer.is_own or asker == settings.REGION_CODE:
        return
    body = AnswerBody.model_validate(
        {"verdict": answer.verdict, "note": answer.note, "answered_on": answer.answered_on},
        strict=False,
    )
    publish_item(
        FeedItem.Kind.ANSWER,
        answer.public_id,
        body.model_dump(mode="json", exclude_defaults=True),
        audience=regions_only([asker]),
        may_relay=False,
    )


def _listeners(adoption: Adoption) -> set[str]:
    hubs = Catalog.objects.filter(is_hub=True, driver=Catalog.Driver.PEER)
    codes = set(hubs.values_list("alternative_id", flat=True))
    if adoption.offer and adoption.offer.provider_id:
        codes.add(adoption.offer.provider_id)
    return codes - {settings.REGION_CODE}


def _facts(adoption: Adoption) -> dict[str, Any]:
    offer = adoption.offer
    plain = ("status", "version", "purpose", "users_count", "requested_on", "in_use_since")
    more = ("stopped_on", "confirmed_on", "saved_idr", "saved_source", "example")
    steps = adoption.steps.order_by("-at", "-pk")[:MOST_STEPS]
    return {
        **{name: getattr(adoption, name) for name in (*plain, *more)},
        "region": adoption.region_id,
        "agency": adoption.agency_title,
        "entry": str(adoption.entry.public_id),
        "offer": str(offer.public_id) if offer else None,
        "offer_slug": offer.slug if offer else "",
        "steps": [{"status": step.status, "on": step.on} for step in reversed(steps)],
    }
