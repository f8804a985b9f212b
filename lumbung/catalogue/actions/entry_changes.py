"""What follows from every change of what the catalogue shows of an entry, in the same transaction:
here, so that no way of writing forgets one of them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from lumbung.catalogue.actions.announcing import (
    announce_entry,
    announce_gone,
    announce_publisher,
)
from lumbung.catalogue.actions.experiences import tell_experiences_of
from lumbung.catalogue.actions.own_items import tell_entry, tell_offer
from lumbung.catalogue.actions.search_index import index_entries, tell_change
from lumbung.catalogue.models import Entry, ResourceKind

_gathered: ContextVar[set[int] | None] = ContextVar("gathered", default=None)


def entry_changed(entry: Entry) -> None:
    """To be called by whoever changed an entry, its publisher or an offer of it."""
    gathered = _gathered.get()
    if gathered is not None:
        gathered.add(entry.pk)
        return
    index_entries([entry.pk])
    _tell(entry)


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
    for entry in Entry.objects.filter(pk__in=gathered).select_related("publisher").order_by("pk"):
        _tell(entry)


def _tell(entry: Entry) -> None:
    tell_entry(entry)
    for offer in entry.offers.filter(catalog=None):
        tell_offer(offer)
    tell_experiences_of(entry)
    announce_entry(entry)
    if entry.publisher:
        announce_publisher(entry.publisher, is_changed=False)


def entry_deleted(public_id: UUID, rows: Iterable[int]) -> None:
    """To be called by whoever deleted an entry, with the rows that it had in the index."""
    tell_change(rows)
    announce_gone(ResourceKind.SOFTWARE, public_id)
