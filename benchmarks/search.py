"""Search with facets, and an entry's page, in a catalogue of 27,400 entries of 552 regions, on
SQLite and, where it is installed, on PostgreSQL.

`python -m benchmarks.search [--database sqlite|postgresql] [--entries N] [--queries N]`: a process
for each database, different queries (words of all kinds, names, beginnings, typos, no words at
all), most with choices; the query layer with the cards of the page
(target: p95 of at most 50 ms), then whole pages through all middleware (an entry: at most 100 ms).
The first search of a process, which reads the index into memory, and searches right after a change
are told apart. Beside the time that passed stands the processor time, of this process and of its
PostgreSQL backend: on a machine that does other work at once, the first has that work in it.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time

ROOT = Path(__file__).parents[1]
DATABASES = ("sqlite", "postgresql")
QUERIES = 600
LEAST_ENTRIES, LEAST_QUERIES = 100, 18  # fewer have no percentiles
PAGES = 60
SEARCH_TARGET_MS, ENTRY_TARGET_MS = 50, 100


def main() -> None:
    given = _given()
    if "LUMBUNG_BENCHMARK_INSIDE" in os.environ:
        _measure(given.entries, given.queries)
        return
    for database in DATABASES if given.database is None else (given.database,):
        if database == "postgresql" and not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
            print("PostgreSQL is not installed here: not measured")
            continue
        print(f"\n{database}", flush=True)
        command = [str(ROOT / "tools/with-postgres")] if database == "postgresql" else []
        with tempfile.TemporaryDirectory() as folder:
            settings = {"LUMBUNG_DATA_DIR": folder, "LUMBUNG_BENCHMARK_INSIDE": "1"}
            sizes = [f"--entries={given.entries}", f"--queries={given.queries}"]
            inside = [sys.executable, "-m", "benchmarks.search", *sizes]
            known = {key: v for key, v in os.environ.items() if key != "LUMBUNG_DATABASE_URL"}
            subprocess.run([*command, *inside], env=known | settings, cwd=ROOT, check=True)


def _given() -> argparse.Namespace:
    from benchmarks._many_entries import ENTRIES

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", choices=DATABASES, help="only this one (both)")
    parser.add_argument(
        "--entries", type=int, default=ENTRIES, help="in the catalogue (%(default)s)"
    )
    parser.add_argument("--queries", type=int, default=QUERIES, help="asked (%(default)s)")
    given = parser.parse_args()
    if given.entries < LEAST_ENTRIES or given.queries < LEAST_QUERIES:
        parser.error(f"at least {LEAST_ENTRIES} entries and {LEAST_QUERIES} queries")
    return given


def _measure(entries: int, count: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks._many_entries import make_catalogue
    from lumbung.catalogue.actions.search_index import rebuild_index

    call_command("migrate", verbosity=0)
    words, made_s = _timed(lambda: make_catalogue(entries))
    _indexed, index_s = _timed(rebuild_index)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    print(f"{entries} entries made in {made_s:.0f} s, indexed in {index_s:.0f} s")
    _searches(words, count)
    _pages(words)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the process, making the catalogue included: {peak:.0f} MiB")


def _searches(words, count: int) -> None:
    from django.contrib.auth.models import AnonymousUser

    from lumbung.catalogue.actions.search_index import index_entries
    from lumbung.catalogue.models import Entry
    from lumbung.catalogue.queries.entry_cards import entry_cards
    from lumbung.catalogue.queries.search import search

    public = AnonymousUser()

    def ask(asked) -> int:
        found = search(public, asked)
        return len(entry_cards(public, found.entries, language="id"))

    queries = list(_queries(words, count))
    _cards, first_s = _timed(lambda: ask(queries[0][1]))
    times: dict[str, list[float]] = {}
    used: list[float] = []
    for kind, asked in queries:
        started = _processor_s()
        times.setdefault(kind, []).append(1000 * _timed(lambda asked=asked: ask(asked))[1])
        used.append(1000 * (_processor_s() - started))
    everything = [each for of_kind in times.values() for each in of_kind]
    for kind, of_kind in times.items():
        _tell(f"search: {kind}", of_kind)
    _tell("search: all", everything, SEARCH_TARGET_MS)
    _tell("search: all, processor time", used)
    print(f"first search of the process: {1000 * first_s:.0f} ms")
    changed = []
    for entry, (_kind, asked) in zip(Entry.objects.all()[:30], queries, strict=False):
        Entry.objects.filter(pk=entry.pk).update(function=words.some(6, 10))
        index_entries([entry.pk])
        changed.append(1000 * _timed(lambda asked=asked: ask(asked))[1])
    _tell("search right after a change", changed)


def _queries(words, count: int):
    """Of all kinds in turn. Typos are made in words that stand in some entry's name or sentence."""
    from benchmarks._many_entries import LICENCES, PLATFORMS, place_names
    from lumbung.catalogue.models import Entry
    from lumbung.catalogue.queries.search import Asked

    draw, places = words.random, place_names()
    told = list(Entry.objects.values_list("name", "function")[:3000])
    kinds: dict[str, Callable[[], str]] = {
        "broad word": lambda: draw.choice(words.known_often),
        "word": lambda: draw.choice(words.known),
        "two or three words": lambda: words.some(2, 3),
        "name": lambda: draw.choice(told)[0],
        "beginning": lambda: draw.choice(words.known)[:4],
        "typo": lambda: _mistyped(draw, draw.choice(draw.choice(told)[1].split())),
        "two words, one mistyped": lambda: (
            f"{draw.choice(words.known)} {_mistyped(draw, draw.choice(words.known))}"
        ),
        "place": lambda: draw.choice(places),
        "no words": lambda: "",
    }
    words.known_often = words.known[:20]
    for number in range(count):
        kind = list(kinds)[number % len(kinds)]
        chosen: dict[str, tuple[str, ...]] = {}
        if draw.random() < 0.5:
            chosen["licence"] = tuple(draw.sample(LICENCES, 2))
        if draw.random() < 0.3:
            chosen["platform"] = (draw.choice(PLATFORMS),)
        if draw.random() < 0.2:
            chosen["terms"] = ("free",)
        yield kind, Asked(kinds[kind](), chosen, draw.choice((1, 1, 1, 2, 3)))


def _mistyped(draw, word: str) -> str:
    place = draw.randrange(max(1, len(word) - 1))
    swapped = word[:place] + word[place + 1 : place + 2] + word[place : place + 1]
    return draw.choice((swapped + word[place + 2 :], word[:place] + word[place + 1 :]))


def _pages(words) -> None:
    from django.conf import settings
    from django.test import Client

    from lumbung.catalogue.models import Entry

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    pks = list(Entry.objects.values_list("pk", flat=True))
    entries = [f"/catalogue/entries/{words.random.choice(pks)}/" for _ in range(PAGES)]
    searches = [f"/catalogue/?text={words.some(1, 2)}" for _ in range(PAGES)]
    for name, addresses, target in (
        ("page of an entry", entries, ENTRY_TARGET_MS),
        ("page of a search", searches, None),
    ):
        client.get(addresses[0])
        times, used = [], []
        for address in addresses:
            started = _processor_s()
            answer, seconds = _timed(lambda address=address: client.get(address))
            assert answer.status_code == 200, address
            times.append(1000 * seconds)
            used.append(1000 * (_processor_s() - started))
        _tell(name, times, target)
        _tell(f"{name}, processor time", used)


def _processor_s() -> float:
    """Of this process and, where the kernel tells it, of the database's process that serves it."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return process_time()
    backend = connection.connection.info.backend_pid
    told = Path(f"/proc/{backend}/schedstat")
    return process_time() + (int(told.read_text().split()[0]) / 1e9 if told.exists() else 0)


def _timed(work):
    started = perf_counter()
    done = work()
    return done, perf_counter() - started


def _tell(name: str, times_ms: list[float], target_ms: float | None = None) -> None:
    cuts = quantiles(times_ms, n=100)
    verdict = ""
    if target_ms is not None:
        verdict = f"  target p95 {target_ms} ms: {'met' if cuts[94] <= target_ms else 'MISSED'}"
    print(
        f"{name:34} {len(times_ms):4} × median {cuts[49]:6.1f}  p95 {cuts[94]:6.1f}"
        f"  max {max(times_ms):6.1f} ms{verdict}"
    )


if __name__ == "__main__":
    main()
