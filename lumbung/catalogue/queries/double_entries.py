"""Entries that seem to be one piece of software entered twice: found by aggregates over the index
of names and the table of addresses, never by comparing each with each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from lumbung.catalogue.models import Entry, EntryAddress, SearchRow

MOST_GROUPS = 200


@dataclass(frozen=True, slots=True)
class DoubleEntries:
    """Entries of one kind under one name, or at one address. Our own can be merged into one;
    copies of others are their origins' to mend."""

    entries: tuple[Entry, ...]
    address: str = ""
    same_publisher: bool = False

    @property
    def own(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.is_own)

    @property
    def kept(self) -> Entry | None:
        """The one to keep: with publiccode.yml before one without, the older of equals."""
        known = sorted(self.own, key=lambda entry: (not entry.publiccode_yml, entry.pk))
        return known[0] if len(known) > 1 else None

    @property
    def merged(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.own if self.kept and entry.pk != self.kept.pk)


def double_entries() -> list[DoubleEntries]:
    """By name first (ours alone), then by address (whoever keeps them)."""
    return [*_by_name(), *_by_address()]


def _by_name() -> list[DoubleEntries]:
    own = SearchRow.objects.filter(entry__catalog=None, entry__is_active=True).exclude(sort_name="")
    named = own.order_by().values_list("sort_name", "entry__kind")
    twice = named.annotate(entries=Count("entry", distinct=True)).filter(entries__gt=1)
    names = [(name, kind) for name, kind, _count in twice.order_by("sort_name")[:MOST_GROUPS]]
    rows = own.filter(sort_name__in={name for name, _kind in names})
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for name, kind, entry in rows.values_list("sort_name", "entry__kind", "entry"):
        found[name, kind].add(entry)
    entries = _entries({pk for key in names for pk in found[key]})
    groups = [[entries[pk] for pk in sorted(found[key])] for key in names]
    return [DoubleEntries(tuple(group), same_publisher=_one_publisher(group)) for group in groups]


def _by_address() -> list[DoubleEntries]:
    """An address belongs to one entry within an origin; at two origins it is two entries."""
    twice = (
        EntryAddress.objects.order_by()
        .values_list("normalised_url")
        .annotate(entries=Count("entry", distinct=True))
        .filter(entries__gt=1)
    )
    addresses = [address for address, _count in twice.order_by("normalised_url")[:MOST_GROUPS]]
    found: dict[str, set[int]] = defaultdict(set)
    rows = EntryAddress.objects.filter(normalised_url__in=addresses)
    for address, entry in rows.values_list("normalised_url", "entry"):
        found[address].add(entry)
    entries = _entries({pk for group in found.values() for pk in group})
    return [
        DoubleEntries(tuple(entries[pk] for pk in sorted(found[address])), address=address)
        for address in addresses
    ]


def _entries(keys: set[int]) -> dict[int, Entry]:
    return Entry.objects.select_related("publisher", "catalog").defer("facts").in_bulk(keys)


def _one_publisher(entries: Sequence[Entry]) -> bool:
    publishers = {entry.publisher_id for entry in entries}
    return len(publishers) == 1 and None not in publishers
