"""What may be exchanged: for each kind of item, who receives it (receiver.Receiver)."""

from lumbung.catalogue.federation import (
    adoptions,
    entries,
    experiences,
    offers,
    publishers,
    summaries,
)
from lumbung.catalogue.federation.receiver import Receiver
from lumbung.catalogue.models import FeedItem

KINDS: dict[FeedItem.Kind, Receiver] = {
    FeedItem.Kind.PUBLISHER: publishers.RECEIVER,
    FeedItem.Kind.ENTRY: entries.RECEIVER,
    FeedItem.Kind.OFFER: offers.RECEIVER,
    FeedItem.Kind.ADOPTION: adoptions.RECEIVER,
    FeedItem.Kind.ANSWER: adoptions.ANSWER_RECEIVER,
    FeedItem.Kind.EXPERIENCE: experiences.RECEIVER,
    FeedItem.Kind.SUMMARY: summaries.RECEIVER,
}
