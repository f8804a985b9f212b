"""A catalogue of the whole country for benchmarks: 27,400 entries of 552 regions, made from the
words of the example city, the standard's categories and the list of regions. The same seed gives
the same catalogue. Everything in it is invented and marked as an example."""

import csv
import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CITY = ROOT / "examples" / "singkawang"
ENTRIES, OFFERS, ADOPTIONS = 27_400, 6_000, 20_000
BATCH = 1000
HEADS = ("Sistem Informasi", "Aplikasi", "SI", "Portal", "e-", "Layanan", "Smart", "Si")
SYLLABLES = [c + v for v in "aiu" for c in "bcdgklmnprstw"]
LICENCES = ("AGPL-3.0-or-later", "GPL-3.0-only", "MIT", "EUPL-1.2", "Apache-2.0", "BSD-3-Clause")
STATUSES = ("stable", "stable", "stable", "beta", "development", "obsolete", "concept")
PLATFORMS = ("web", "android", "linux", "ios", "windows")


class Words:
    """Real words, drawn as people use them: few often, most seldom (Zipf); and names, which are
    new for each entry."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.known = _real_words()
        self.random.shuffle(self.known)
        self.weights = [1 / (rank + 5) for rank in range(len(self.known))]

    def some(self, least: int, most: int) -> str:
        count = self.random.randint(least, most)
        return " ".join(self.random.choices(self.known, self.weights, k=count))

    def name(self) -> str:
        return "".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))).capitalize()


def _real_words() -> list[str]:
    texts = [file.read_text("utf-8") for file in sorted(CITY.glob("offers/*/*.yml"))]
    texts += [(CITY / name).read_text("utf-8") for name in ("services.csv", "agencies.csv")]
    from lumbung.catalogue.domain.search.categories import NAMES

    texts += [f"{indonesian} {english}" for indonesian, english in NAMES.values()]
    return sorted(set(re.findall(r"[A-Za-z]{3,}", " ".join(texts).lower())))


def make_catalogue(count: int = ENTRIES, seed: int = 1) -> Words:
    """Fills an empty, migrated database, with offers and adoptions in proportion; the search
    index is not made here."""
    from lumbung.catalogue.models import Adoption, Entry, Offer, Publisher
    from lumbung.registry.actions import load_regions
    from lumbung.registry.queries import regions

    load_regions(by=None)
    places = list(regions())
    words = Words(seed)
    publishers = Publisher.objects.bulk_create(
        Publisher(name=f"Diskominfo {place.name}", region=place) for place in places
    )
    entries = Entry.objects.bulk_create(
        (Entry(**each) for each in _entries(words, publishers, count)), batch_size=BATCH
    )
    Offer.objects.bulk_create(
        (Offer(**each) for each in _offers(words, entries, places)), batch_size=BATCH
    )
    Adoption.objects.bulk_create(
        (Adoption(**each) for each in _adoptions(words, entries, places)), batch_size=BATCH
    )
    return words


def _entries(words: Words, publishers: list[Any], count: int) -> Iterator[dict[str, Any]]:
    from lumbung.catalogue.domain.search.categories import NAMES

    draw, categories = words.random, sorted(NAMES)
    for number in range(count):
        head = draw.choice(HEADS)
        name = f"{head}{'' if head.endswith('-') else ' '}{words.some(1, 2).title()} {words.name()}"
        url = f"https://git.example.org/daerah/{number}"
        texts = {
            "id": {
                "short_description": words.some(6, 14).capitalize(),
                "long_description": words.some(60, 180).capitalize(),
                "features": [words.some(2, 5) for _ in range(draw.randint(2, 7))],
            }
        }
        if draw.random() < 0.3:
            texts["en"] = {"short_description": words.some(6, 12), "features": [words.some(2, 4)]}
        facts = {
            "name": name,
            "url": url,
            "by_language": texts,
            "licence": draw.choice(LICENCES),
            "status": draw.choice(STATUSES),
            "platforms": draw.sample(PLATFORMS, draw.randint(1, 2)),
            "categories": draw.sample(categories, draw.randint(0, 3)),
            "software_type": "standalone/web",
        }
        yield {
            "name": name,
            "function": texts["id"]["short_description"],
            "description": texts["id"]["long_description"],
            "publisher": draw.choice(publishers),
            "url": url,
            "normalised_url": url,
            "publiccode_yml": "publiccodeYmlVersion: '0.7'\n" + words.some(100, 200),
            "facts": facts,
            "example": True,
        }


def _offers(words: Words, entries: list[Any], places: list[Any]) -> Iterator[dict[str, Any]]:
    draw = words.random
    for number, entry in enumerate(draw.sample(entries, len(entries) * OFFERS // ENTRIES)):
        terms: dict[str, Any] = {"agreements": {"pks": draw.random() < 0.6}}
        if draw.random() < 0.7:
            terms["fee_idr"] = 0
        yield {
            "entry": entry,
            "slug": f"offer-{number}",
            "name": entry.name,
            "function": entry.function,
            "description": words.some(20, 60),
            "provider": draw.choice(places),
            "terms": terms,
            "state": "draft" if draw.random() < 0.05 else "published",
            "example": True,
        }


def _adoptions(words: Words, entries: list[Any], places: list[Any]) -> Iterator[dict[str, Any]]:
    draw = words.random
    for _number in range(len(entries) * ADOPTIONS // ENTRIES):
        yield {
            "entry": entries[int(len(entries) * draw.random() ** 3)],
            "region": draw.choice(places),
            "status": "in-use",
            "in_use_since": date(2024, 1, 1),
            "source": "contoh",
            "example": True,
        }


def place_names() -> list[str]:
    with (ROOT / "lumbung/registry/data/regions/regions.csv").open(encoding="utf-8") as lines:
        return [row["name"].removeprefix("Kabupaten ") for row in csv.DictReader(lines)]
