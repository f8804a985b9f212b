"""What a node may read of our feed: our own items as far as their audience goes, and, where we are
a hub, those of others as far as their origin lets us pass them on. Nothing leaves by another way:
events, manifest, single items and bundle files all ask here."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from lumbung.catalogue.domain.federation.audience import province_of
from lumbung.catalogue.domain.federation.signed_item import AudienceDocument
from lumbung.catalogue.models import Catalog, FeedItem, FeedState

SCAN = 500
Name = tuple[str, str, UUID]  # origin, kind, id
MOST_PAGE_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Asker:
    """Who reads: a proven peer by its code, or a stranger, who has none."""

    code: str = ""

    @property
    def province(self) -> str:
        return province_of(self.code)


STRANGER = Asker()


@dataclass(frozen=True, slots=True)
class Event:
    """One item as an asker may see it. `withdrawal` is for relays: what to tell those who may no
    longer see it."""

    sequence: int
    document: dict[str, Any]
    signature: str
    sha256: str
    withdrawal: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class EventsPage:
    """`next` is what to ask after next time; invisible items between are passed over by it."""

    events: tuple[Event, ...]
    next: int
    more: bool


def own_code() -> str:
    """The identifier that this node signs with: its region's code."""
    return str(settings.REGION_CODE)


def feed_state() -> tuple[str, int]:
    """Which feed this is, and its last sequence; no name and 0 before anything was told."""
    state = FeedState.objects.filter(pk=1).first()
    return (str(state.feed_id), state.last_sequence) if state else ("", 0)


def is_hub() -> bool:
    """Whether others have joined us as members: then we pass on what they let us pass on."""
    return Catalog.objects.filter(is_member=True, state=Catalog.State.ACTIVE).exists()


def events_after(
    asker: Asker, after: int, *, limit: int, most_bytes: int | None = MOST_PAGE_BYTES
) -> EventsPage:
    """At most `limit` events, and of that size together, in order of sequence."""
    found: list[Event] = []
    size, last = 0, after
    for item in _in_order(_readable(asker), after):
        event = shown(item, asker)
        if event is not None:
            size += len(json.dumps(event.document)) if most_bytes else 0
            if len(found) >= limit or (found and most_bytes and size > most_bytes):
                return EventsPage(tuple(found), last, more=True)
            found.append(event)
        last = item.sequence
    return EventsPage(tuple(found), last, more=False)


def events_named(asker: Asker, names: Sequence[Name]) -> tuple[list[Event], int]:
    """Single items by origin, kind and id, and how many of the names are answered by them: less
    than all where the answer would grow too large. What there is not, or is not for the asker, is
    left out without a difference between the two."""
    items = _readable(asker).filter(public_id__in={name[2] for name in names})
    by_name = {(item.origin, item.kind, item.public_id): item for item in items}
    found: list[Event] = []
    size = 0
    for answered, name in enumerate(names):
        item = by_name.get(name)
        event = shown(item, asker) if item else None
        if event is None:
            continue
        size += len(json.dumps(event.document))
        if found and size > MOST_PAGE_BYTES:
            return found, answered
        found.append(event)
    return found, len(names)


def shown(item: FeedItem, asker: Asker) -> Event | None:
    """The item, the tombstone that stands for it to those who may no longer see it, or nothing."""
    is_own = item.catalog_id is None
    if _may_see(item.item, asker, is_own=is_own):
        withdrawal = item.withdrawal if asker.code and item.withdrawal else None
        if withdrawal and not withdrawal["document"]["may_relay"]:
            withdrawal = None
        return Event(item.sequence, item.item, item.signature, item.sha256, withdrawal)
    gone = item.withdrawal
    if gone and _may_see(gone["document"], asker, is_own=is_own):
        return Event(item.sequence, gone["document"], gone["signature"], gone["sha256"])
    return None


def _may_see(document: dict[str, Any], asker: Asker, *, is_own: bool) -> bool:
    audience = AudienceDocument.model_validate(document["audience"]).audience()
    return audience.includes(asker.code, asker.province) and (is_own or document["may_relay"])


def _readable(asker: Asker) -> QuerySet[FeedItem]:
    """A first, coarse sieve; `shown` judges each."""
    found = FeedItem.objects.filter(catalog=None)
    if is_hub():
        found = FeedItem.objects.exclude(catalog__state=Catalog.State.LEFT)
    if not asker.code:
        return found.filter(Q(is_for_all=True) | Q(withdrawal__isnull=False))
    return found.exclude(origin=asker.code)


def _in_order(items: QuerySet[FeedItem], after: int) -> Iterator[FeedItem]:
    """All after that sequence, a chunk at a time, so that memory stays small."""
    while True:
        chunk = list(items.filter(sequence__gt=after).order_by("sequence")[:SCAN])
        yield from chunk
        if len(chunk) < SCAN:
            return
        after = chunk[-1].sequence
