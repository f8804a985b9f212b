"""Hints: a node that has something new tells those who may see it, so that they read it soon rather
than at their next time. A hint carries nothing; it is signed, and at most one reading in a few
seconds follows from it."""

import logging
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from lumbung.catalogue.federation.client import NodeClient
from lumbung.catalogue.models import Catalog
from lumbung.catalogue.queries.feed import Asker, events_after, feed_state
from lumbung.kit.errors import LumbungError
from lumbung.kit.fetching import FetchLimits

logger = logging.getLogger(__name__)
AT_MOST_EVERY = timedelta(seconds=5)
LIMITS = FetchLimits(bytes=10_000, seconds=10, redirects=0)


def heed_hint(peer: Catalog) -> bool:
    """Notes the hint; True where a reading should be queued at once, else it comes with the next
    round."""
    now = timezone.now()
    quiet = Q(last_hint_at=None) | Q(last_hint_at__lt=now - AT_MOST_EVERY)
    at_once = Catalog.objects.filter(quiet, pk=peer.pk).update(last_hint_at=now)
    Catalog.objects.filter(pk=peer.pk).update(last_hint_at=now, next_try_at=now)
    return bool(at_once)


def send_hints() -> int:
    """Tells every peer for whom there is something since it was told last; a peer that does not
    answer reads it at its own time. Returns how many were told."""
    told, last = 0, feed_state()[1]
    behind = Catalog.objects.filter(
        driver=Catalog.Driver.PEER, state=Catalog.State.ACTIVE, hinted_sequence__lt=last
    )
    for peer in behind:
        if events_after(Asker(peer.alternative_id), peer.hinted_sequence, limit=1).events:
            told += _tell(peer)
        Catalog.objects.filter(pk=peer.pk).update(hinted_sequence=last)
    return told


def _tell(peer: Catalog) -> bool:
    try:
        NodeClient(peer.url, LIMITS).post("hints", {})
    except LumbungError as error:
        logger.info("hint to %s: %s", peer.alternative_id, error)
        return False
    return True
