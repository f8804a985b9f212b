"""Jobs of the federation: reading peers when they are due, or when they hint; sending hints. Each
is safe to run twice."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from lumbung.catalogue.actions.own_items import tell_entry, tell_offer
from lumbung.catalogue.federation import hints
from lumbung.catalogue.federation.pulling import pull
from lumbung.catalogue.models import Catalog, Entry, FeedState, Offer
from lumbung.catalogue.queries.feed import is_hub
from lumbung.catalogue.signals import feed_changed
from lumbung.core.schedule import schedule
from lumbung.core.signals import worker_starting

ROUND = timedelta(minutes=1)
BEHIND_OTHERS = -10  # in the queue: what people wait for goes first


@task(priority=BEHIND_OTHERS)
def read_peer(pk: int, full: bool = False) -> None:
    """One peer, whose errors are kept with it."""
    counts = pull(pk, full=full)
    if counts is not None and counts.taken + counts.removed and is_hub():
        queue_hints()


@task()
def read_due_peers() -> None:
    """Queues a reading for each peer whose time has come."""
    due = Q(next_try_at=None) | Q(next_try_at__lte=timezone.now())
    peers = Catalog.objects.filter(
        due, driver=Catalog.Driver.PEER, state=Catalog.State.ACTIVE
    ).values_list("pk", flat=True)
    for pk in peers:
        queue_reading(pk)


@task()
def tell_own_items() -> None:
    """All of our own that is not in the feed yet, or not as it is now: after an upgrade from before
    there was a feed, or where a change went past it."""
    retell_own_items()


def retell_own_items() -> int:
    """Each in a transaction of its own, since telling holds the feed's lock; gives how many."""
    count = 0
    for entry in Entry.objects.filter(catalog=None).order_by("pk").iterator(chunk_size=200):
        with transaction.atomic():
            tell_entry(entry)
        count += 1
    for offer in Offer.objects.filter(catalog=None).order_by("pk").iterator(chunk_size=200):
        with transaction.atomic():
            tell_offer(offer)
        count += 1
    return count


@task()
def tell_peers() -> None:
    hints.send_hints()


def queue_reading(pk: int, *, full: bool = False) -> None:
    """Unless the same waits in the queue already."""
    arguments = {"args": [pk], "kwargs": {"full": full}}
    if not _waiting().filter(args_kwargs=arguments).exists():
        read_peer.enqueue(pk, full=full)


def reading_waits(pk: int) -> bool:
    """Whether a reading of this peer stands in the queue."""
    asked = _waiting().values_list("args_kwargs", flat=True)
    return any(arguments["args"] == [pk] for arguments in asked)


def _waiting() -> Any:
    return DBTaskResult.objects.ready().filter(task_path=read_peer.module_path)


def queue_hints(**signal: object) -> None:
    """Once, however much changes before the worker comes to it."""
    if not Catalog.objects.filter(driver=Catalog.Driver.PEER, state=Catalog.State.ACTIVE).exists():
        return
    if not DBTaskResult.objects.ready().filter(task_path=tell_peers.module_path).exists():
        tell_peers.enqueue()


def _tell_at_first(**signal: object) -> None:
    """At the first start of a node that has a catalogue already."""
    if not FeedState.objects.exists():
        tell_own_items.enqueue()


def connect() -> None:
    """Called when Django is ready."""
    feed_changed.connect(queue_hints, dispatch_uid="catalogue.queue_hints")
    schedule(
        "tell-own-items",
        tell_own_items,
        every=timedelta(days=1),
        title=_("Tell other nodes what is our own"),
    )
    worker_starting.connect(_tell_at_first, dispatch_uid="catalogue.tell_at_first")
    schedule("read-peers", read_due_peers, every=ROUND, title=_("Read the peers that are due"))
