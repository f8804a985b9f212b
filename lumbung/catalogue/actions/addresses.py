"""Which addresses an entry is known by. Called inside the transaction that stores the entry."""

from lumbung.catalogue.domain.entries.addresses import normalised_url
from lumbung.catalogue.models import Catalog, Entry, EntryAddress


def entry_at(url: str, catalog: Catalog | None) -> Entry | None:
    """The entry of this origin that is or was known by `url`."""
    wanted = normalised_url(url)
    found = EntryAddress.objects.select_related("entry").filter(
        catalog=catalog, normalised_url=wanted
    )
    known = found.first() if wanted else None
    return known.entry if known else None


def keep_addresses(entry: Entry, *urls: str) -> None:
    """Makes the first of `urls` the entry's address, and the others, with the one it had, its
    former ones. An address that is another entry's stays there: nobody takes over an entry by
    naming its address."""
    taken = set(_kept(entry, urls))
    wanted = next((url for url in urls if normalised_url(url) in taken), entry.url)
    former = [*entry.aliases, entry.url, *urls]
    distinct = {
        normalised_url(url): url for url in reversed(former) if normalised_url(url) in taken
    }
    distinct.pop(normalised_url(wanted), None)
    aliases = list(reversed(distinct.values()))
    if (entry.url, entry.aliases) != (wanted, aliases) or not entry.normalised_url:
        entry.url, entry.aliases = wanted, aliases
        entry.normalised_url = normalised_url(wanted)
        entry.save(update_fields=["url", "aliases", "normalised_url", "updated_at"])


def _kept(entry: Entry, urls: tuple[str, ...]) -> list[str]:
    """Of these and of those the entry had, normalised, the ones that are its own now."""
    origin = {"catalog_id": entry.catalog_id}
    wanted = {normalised_url(url) for url in (*urls, entry.url, *entry.aliases)} - {""}
    known = dict(
        EntryAddress.objects.filter(**origin, normalised_url__in=wanted).values_list(
            "normalised_url", "entry_id"
        )
    )
    EntryAddress.objects.bulk_create(
        EntryAddress(entry=entry, normalised_url=address, **origin)
        for address in sorted(wanted - known.keys())
    )
    return [address for address in wanted if known.get(address, entry.pk) == entry.pk]
