"""What follows from every change of what the catalogue shows of an entry, in the same transaction:
here, so that no way of writing forgets one of them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from lumbung.catalogue.actions.announcing import (
    announce_entries,
    announce_entry,
    announce_gone,
    announce_publisher,
)
from lumbung.catalogue.actions.experiences import tell_experiences_of
from lumbung.catalogue.actions.own_items import tell_entry, tell_offer
from lumbung.catalogue.actions.search_index import index_entries, tell_change
from lumbung.catalogue.models import Entry, Experience, Offer, ResourceKind

_gathered: ContextVar[set[int] | None] = ContextVar("gathered", default=None)


def entry_changed(entry: Entry) -> None:
    """To be called by whoever changed an entry, its publisher or an offer of it."""
    gathered = _gathered.get()
    if gathered is not None:
        gathered.add(entry.pk)
        return
    index_entries([entry.pk])
    _tell(entry)
    announce_entry(entry)
    if entry.publisher:
        announce_publisher(entry.publisher, is_changed=False)


@contextmanager
def changes_together() -> Iterator[None]:
    """What follows from many changes follows once, when all are made: for whoever writes a page of
    copies in one transaction. What was undone meanwhile, or deleted, is passed over."""
    gathered: set[int] = set()
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    index_entries(gathered)
    entries = list(Entry.objects.filter(pk__in=gathered).select_related("publisher").order_by("pk"))
    ours = {"entry__in": gathered, "catalog": None}
    offered = set(Offer.objects.filter(**ours).values_list("entry_id", flat=True))
    known = set(Experience.objects.filter(**ours).values_list("entry_id", flat=True))
    for entry in entries:
        _tell(entry, is_offered=entry.pk in offered, is_experienced=entry.pk in known)
    announce_entries(entries)
    for publisher in {entry.publisher for entry in entries if entry.publisher}:
        announce_publisher(publisher, is_changed=False)


def _tell(entry: Entry, *, is_offered: bool = True, is_experienced: bool = True) -> None:
    """Tells other nodes what is ours of it."""
    tell_entry(entry)
    if is_offered:
        for offer in entry.offers.filter(catalog=None):
            tell_offer(offer)
    if is_experienced:
        tell_experiences_of(entry)


def entry_deleted(public_id: UUID, rows: Iterable[int]) -> None:
    """To be called by whoever deleted an entry, with the rows that it had in the index."""
    tell_change(rows)
    announce_gone(ResourceKind.SOFTWARE, public_id)
