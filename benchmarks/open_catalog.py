"""The public catalogue API in a catalogue of 27,400 entries: every page of `/v1/software`, software
by its address, and the unpaged list of addresses, through all middleware, on SQLite.

`python -m benchmarks.open_catalog`: pages of 100 are followed from the first to the last, so that
it is seen that a page far down costs no more than the first.
"""

import os
import tempfile
from statistics import median, quantiles
from time import perf_counter

SIZE = 100
BY_ADDRESS = 200
PAGE_TARGET_MS = 100


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LUMBUNG_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.ALLOWED_HOSTS = ["testserver"]
        call_command("migrate", verbosity=0)
        addresses = _make()
        _measure(addresses)


def _make() -> list[str]:
    """The country's catalogue, each entry at an address of its own and with a publiccode.yml."""
    from benchmarks._many_entries import make_catalogue
    from lumbung.catalogue.domain.entries.addresses import normalised_url
    from lumbung.catalogue.models import Entry, EntryAddress

    make_catalogue()
    entries = list(Entry.objects.only("url"))
    for entry in entries:
        entry.url = f"https://git.example.id/bench/{entry.pk}"
    Entry.objects.bulk_update(entries, ["url"], batch_size=500)
    Entry.objects.update(kind=Entry.Kind.SOFTWARE, is_active=True, rests_on_offers=False)
    EntryAddress.objects.bulk_create(
        (EntryAddress(entry=entry, normalised_url=normalised_url(entry.url)) for entry in entries),
        batch_size=1000,
        ignore_conflicts=True,
    )
    return [entry.url for entry in entries]


def _measure(addresses: list[str]) -> None:
    from django.core.cache import cache
    from django.test import Client

    client, link, times, found = Client(), f"?page[size]={SIZE}", [], 0
    while link:
        cache.clear()  # the limit of calls is not what is measured
        started = perf_counter()
        page = client.get("/v1/software" + link).json()
        times.append(1000 * (perf_counter() - started))
        found += len(page["data"])
        link = page["links"]["next"]
    _tell(f"{len(times)} pages, {found} entries", times, PAGE_TARGET_MS)
    print(f"first page {times[0]:.0f} ms, last page {times[-1]:.0f} ms")
    by_address = []
    for url in addresses[:: max(1, len(addresses) // BY_ADDRESS)]:
        cache.clear()
        started = perf_counter()
        assert len(client.get("/v1/software", {"url": url}).json()["data"]) == 1
        by_address.append(1000 * (perf_counter() - started))
    _tell("by address", by_address)
    started = perf_counter()
    body = b"".join(client.get("/v1/software-urls").streaming_content)
    took = 1000 * (perf_counter() - started)
    print(f"all addresses at once: {took:.0f} ms, {len(body) / 1024:.0f} KiB")


def _tell(what: str, times: list[float], target_ms: float | None = None) -> None:
    p95 = quantiles(times, n=20)[-1]
    judged = "" if target_ms is None else f" (target {target_ms:.0f} ms)"
    print(f"{what}: median {median(times):.1f} ms, p95 {p95:.1f} ms{judged}")


if __name__ == "__main__":
    main()
