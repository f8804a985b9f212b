"""What of our own goes into the feed: entries, offers and their publishers. Called by whoever
changed one, inside that transaction, last. What is a draft, not ours, or for nobody any more is
taken back."""

from typing import Any
from uuid import UUID

from lumbung.catalogue.actions.feed import publish_item, retract_item
from lumbung.catalogue.domain.federation.audience import EVERYONE, Audience, AudienceKind, union
from lumbung.catalogue.domain.federation.bodies.offer import may_relay_offer
from lumbung.catalogue.models import Entry, FeedItem, Offer, Publisher
from lumbung.catalogue.queries.feed import own_code
from lumbung.catalogue.queries.offers import audience_of, offer_as_document, terms_of

Reach = tuple[Audience, bool]  # who may see it, and whether a hub may pass it on


def tell_offer(offer: Offer) -> None:
    """An offer that we make ourselves. One that we only wrote down for another region is that
    region's to tell."""
    if not offer.is_own:
        return
    reach = _reach_of_offer(offer)
    if reach is None or offer.entry is None:
        retract_item(FeedItem.Kind.OFFER, offer.public_id)
        return
    document = offer_as_document(offer).model_dump(mode="json", exclude_defaults=True)
    body = {"entry": str(offer.entry.public_id), "offer": document}
    _publish(FeedItem.Kind.OFFER, offer.public_id, body, reach)


def tell_entry(entry: Entry) -> None:
    """Told to whoever may see one of its offers; to everyone where it stands by itself."""
    if not entry.is_own:
        return
    reach = _reach_of_entry(entry)
    publisher = entry.publisher
    if publisher is not None:
        tell_publisher(publisher)
    if reach is None:
        retract_item(FeedItem.Kind.ENTRY, entry.public_id)
        return
    body = {
        "kind": entry.kind,
        "name": entry.name,
        "function": entry.function,
        "description": entry.description,
        "publisher": str(publisher.public_id) if publisher else None,
        "url": entry.url,
        "aliases": list(entry.aliases),
        "publiccode_yml": entry.publiccode_yml,
        "vitality": entry.vitality,
        "source": entry.source[:4000],
        "example": entry.example,
        "rests_on_offers": entry.rests_on_offers,
    }
    _publish(FeedItem.Kind.ENTRY, entry.public_id, body, reach)


def tell_publisher(publisher: Publisher) -> None:
    """Told where it publishes something that everyone may see."""
    if not publisher.is_own:
        return
    entries = Entry.objects.filter(publisher=publisher, catalog=None)
    reaches = map(_reach_of_entry, entries.prefetch_related("offers")[:100])
    if not any(reach and reach[0].kind is AudienceKind.EVERYONE for reach in reaches):
        retract_item(FeedItem.Kind.PUBLISHER, publisher.public_id)
        return
    body = {
        "name": publisher.name,
        "alternative_id": publisher.alternative_id or "",
        "email": publisher.email,
        "code_hosting": list(publisher.code_hosting),
        "is_active": publisher.is_active,
    }
    _publish(FeedItem.Kind.PUBLISHER, publisher.public_id, body, (EVERYONE, True))


def untell(kind: FeedItem.Kind, public_id: UUID) -> None:
    """The row is deleted: so is what we told of it."""
    retract_item(kind, public_id)


def _publish(kind: FeedItem.Kind, public_id: UUID, body: dict[str, Any], reach: Reach) -> None:
    publish_item(kind, public_id, body, audience=reach[0], may_relay=reach[1])


def _reach_of_offer(offer: Offer) -> Reach | None:
    if offer.state != Offer.State.PUBLISHED or offer.provider_id != own_code():
        return None
    limited = audience_of(offer)
    audience = EVERYONE
    if limited is not None:
        if not limited.regions:
            return None
        audience = Audience(AudienceKind(limited.kind), tuple(limited.regions))
    everyone = audience.kind is AudienceKind.EVERYONE
    return audience, may_relay_offer(terms_of(offer), is_for_everyone=everyone)


def _reach_of_entry(entry: Entry) -> Reach | None:
    if not entry.is_active:
        return None
    if not entry.rests_on_offers:
        return EVERYONE, True
    offers = entry.offers.filter(catalog=None)
    reaches = [reach for reach in map(_reach_of_offer, offers) if reach]
    if any(reach == (EVERYONE, True) for reach in reaches):
        return EVERYONE, True
    audience = union(reach[0] for reach in reaches)
    if audience is None:
        return None
    return audience, all(reach[1] for reach in reaches)
