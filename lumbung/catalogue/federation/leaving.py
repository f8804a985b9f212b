"""Parting from a peer or a hub: nothing of ours is lost, and what came from it stays as its last
good copy, or goes where nothing here hangs on it."""

from dataclasses import dataclass

from django.db import transaction

from lumbung.catalogue.federation.kinds import KINDS
from lumbung.catalogue.federation.receiver import Received
from lumbung.catalogue.federation.receiving import kind_rank
from lumbung.catalogue.models import Catalog, FeedItem, RefusedItem
from lumbung.core.audit import record_done
from lumbung.core.models import User


@dataclass(frozen=True, slots=True)
class Parting:
    """How many copies there were when we parted; of a hub, how many regions were known through it
    alone."""

    copies: int
    known_through_it: int


def parting_of(peer: Catalog) -> Parting:
    return Parting(
        copies=FeedItem.objects.filter(catalog=peer, is_deleted=False).count(),
        known_through_it=Catalog.objects.filter(vouched_by=peer).count(),
    )


@transaction.atomic
def part_from(peer: Catalog, *, drop_copies: bool, by: User | None) -> Parting:
    """The peer is neither read nor answered any more, and its key proves nothing. Regions that only
    it vouched for stay as they are, without news. With `drop_copies` its own copies are taken away
    as if it had deleted them: what plans or adoptions of ours rest on is only marked withdrawn."""
    parted = parting_of(peer)
    if drop_copies:
        _drop_copies(peer)
    Catalog.objects.filter(vouched_by=peer).update(vouched_by=None)
    RefusedItem.objects.filter(catalog=peer).delete()
    Catalog.objects.filter(pk=peer.pk).update(
        state=Catalog.State.LEFT,
        is_hub=False,
        is_member=False,
        trusts_members=False,
        vouched_by=None,
        cursor="",
        etag="",
        feed_id="",
        last_full_at=None,
        progress={},
        failures=0,
        last_error="",
    )
    record_done(
        by,
        "remove-peer",
        peer,
        pk=peer.pk,
        code=peer.alternative_id,
        copies=parted.copies,
        dropped=drop_copies,
    )
    return parted


def _drop_copies(peer: Catalog) -> None:
    items = FeedItem.objects.filter(catalog=peer)
    for item in sorted(items, key=lambda found: -kind_rank(found.kind)):
        receiver = KINDS.get(FeedItem.Kind(item.kind))
        if receiver is not None and not item.is_deleted:
            receiver.remove(Received(item.public_id, peer, item.origin, item.updated_at))
    items.delete()
