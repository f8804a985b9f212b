"""The hub's pages and matching at the size of the country: 552 regions, 27,400 entries.

`python -m benchmarks.hub [ENTRIES]`: a temporary database gets every region of the list, a summary
and a node of each, 27,400 entries with an offer for every tenth, and 8,000 uses, all drawn from one
seed; each page is asked for through all middleware. Then: a matcher over all offers built and asked
for 45 needs, the summary of a region, and an inventory of 179 applications grouped.
"""

import os
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

REPEATS = 15
TARGET_MS = 200
WORDS = (
    "surat",
    "disposisi",
    "perizinan",
    "usaha",
    "obat",
    "rumah",
    "sakit",
    "rekam",
    "medis",
    "desa",
    "kelurahan",
    "pajak",
    "hotel",
    "parkir",
    "terminal",
    "siswa",
    "sekolah",
    "perpustakaan",
    "arsip",
    "pegawai",
    "kinerja",
    "presensi",
    "anggaran",
    "aset",
    "pengadaan",
    "musrenbang",
    "pengaduan",
    "antrean",
    "kependudukan",
    "akta",
    "bencana",
    "sampah",
    "jalan",
    "drainase",
    "wisata",
    "pasar",
    "harga",
    "komoditas",
    "koperasi",
    "beasiswa",
    "hibah",
    "bantuan",
    "sosial",
    "survei",
    "kepuasan",
    "hukum",
    "dokumentasi",
    "peta",
    "data",
)


def main(entries: int = 27_400) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LUMBUNG_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _country(entries)
        slow = [name for name, ms in _pages() if ms > TARGET_MS]
        _reckoning()
    print(f"pages above {TARGET_MS} ms at the median: {slow or 'none'}")


def _country(entries: int) -> None:
    from django.utils import timezone

    from lumbung.catalogue.domain.search.functions import FUNCTIONS
    from lumbung.catalogue.models import Adoption, Catalog, Entry, Offer, RegionSummary
    from lumbung.registry.actions import load_regions
    from lumbung.registry.models import Region

    chance = random.Random(13)
    load_regions(by=None)
    regions = list(Region.objects.order_by("code"))
    catalogs = Catalog.objects.bulk_create(
        Catalog(
            alternative_id=region.code,
            name=region.name,
            region=region,
            public_key="key",
            state=Catalog.State.ACTIVE,
            is_member=True,
            last_succeeded_at=timezone.now(),
        )
        for region in regions
        if region.code != "61.72"
    )
    RegionSummary.objects.bulk_create(
        RegionSummary(
            region=catalog.region,
            catalog=catalog,
            needs=45,
            unmet=9,
            saved_idr=10**9,
            functions=[
                {"function": each.key, "needs": 5, "unmet": 1, "names": ["Kebutuhan"]}
                for each in chance.sample(FUNCTIONS, 9)
            ],
        )
        for catalog in catalogs
    )

    def words(count: int) -> str:
        return " ".join(chance.sample(WORDS, count))

    known = Entry.objects.bulk_create(
        (
            Entry(name=f"Aplikasi {number}", function=words(3), catalog=chance.choice(catalogs))
            for number in range(entries)
        ),
        batch_size=2000,
    )
    offers = Offer.objects.bulk_create(
        (
            Offer(
                entry=entry,
                slug=f"offer-{number}",
                name=entry.name,
                function=entry.function,
                provider=entry.catalog.region,
                catalog=entry.catalog,
                state=Offer.State.PUBLISHED,
            )
            for number, entry in enumerate(known[::10])
        ),
        batch_size=2000,
    )
    Adoption.objects.bulk_create(
        (
            Adoption(
                entry=offer.entry,
                offer=offer,
                region=chance.choice(regions),
                status=Adoption.Status.IN_USE,
                in_use_since=date(2026, 1, 1),
                saved_idr=10**7,
            )
            for offer in chance.choices(offers, k=8000)
        ),
        batch_size=2000,
    )
    print(f"{len(regions)} regions, {len(known)} entries, {len(offers)} offers, 8000 uses")


def _pages() -> list[tuple[str, float]]:
    from django.conf import settings
    from django.test import Client

    from lumbung.core.models import Role, User

    settings.ALLOWED_HOSTS = ["testserver"]
    User.objects.create_user("cio", role=Role.CIO)
    found = []
    for who in ("visitor", "cio"):
        client = Client()
        if who == "cio":
            client.force_login(User.objects.get(username="cio"))
        for address in ("hub/", "hub/regions/32/", "hub/calls/", "hub/calls/health/"):
            ask = partial(_ask, client, f"/catalogue/{address}")
            first = _ms(ask)
            times = [_ms(ask) for _ in range(REPEATS)]
            name = f"{who} {address}"
            print(
                f"{name:30} median {median(times):6.1f} ms, slowest {max(times):6.1f},"
                f" first {first:6.1f}"
            )
            found.append((name, median(times)))
    return found


def _ask(client: Any, path: str) -> None:
    status = client.get(path).status_code
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")


def _reckoning() -> None:
    from lumbung.catalogue.domain.matching.grouping import Thing, groups, likenesses
    from lumbung.catalogue.domain.matching.matching import Matcher, OurMeans, Wanted
    from lumbung.catalogue.queries import offered_things, published_offers

    chance = random.Random(7)
    things = []
    _say("offers read for matching", lambda: things.extend(offered_things(published_offers())))
    made: list[Matcher] = []
    _say("matcher over them built", lambda: made.append(Matcher(things)))
    needs = [Wanted(str(n), " ".join(chance.sample(WORDS, 3))) for n in range(45)]
    _say("45 needs matched", lambda: [made[0].matches(need, OurMeans()) for need in needs])
    rows = [Thing(n, f"Aplikasi {n}", " ".join(chance.sample(WORDS, 2))) for n in range(179)]
    _say("179 applications grouped", lambda: groups(likenesses(rows)))


def _say(what: str, work: Callable[[], Any]) -> None:
    print(f"{what:30} {_ms(work):8.1f} ms")


def _ms(work: Callable[[], Any]) -> float:
    started = perf_counter()
    work()
    return 1000 * (perf_counter() - started)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
