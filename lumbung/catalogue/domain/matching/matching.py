"""Which offers could serve a need, best first, each with its reasons.

What the offer is for decides whether it is named at all: `similarity` compares need and offer by
the concepts they share (`meaning`). The rest of the score only orders those that are: agencies that
use it elsewhere, terms, room on our servers, prerequisites, experience. Every point of a score is
an `Evidence`, so nothing in it is hidden; its words are the reader's business.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lumbung.catalogue.domain.matching.match_evidence import (
    MOST_POINTS,
    Evidence,
    Kind,
    Offered,
    OurMeans,
    Reason,
    Wanted,
    evidence_beside_function,
)
from lumbung.catalogue.domain.matching.meaning import (
    COMMON_COUNTS,
    Bag,
    Telling,
    bag_of,
    is_neighbourhood,
    parts_of,
)

# Chosen on the example city, where the options tell which offer serves which need, and checked on
# needs and applications it was not chosen on (planning/tests/test_matching_measured.py).
LEAST_SIMILARITY = 0.4
GOOD_SIMILARITY = 0.65
# What must be shared at least, in words that say what it is about (an act counts half).
LEAST_SHARED = 0.95
NEED_SHARE = 0.5  # of the similarity: how much of the need is met; the rest: of the offer, used
PART_COUNTS = 0.8  # one of an offer's several functions met
ENOUGH_TELLING = 0.5  # shared words less telling than this in all lower the similarity
MOST_TOLD = 5

# How much the texts of an offer count beside its function.
FIELD_COUNTS = {"function": 1.0, "name": 0.9, "categories": 0.8, "features": 0.7, "text": 0.4}
NOTE_COUNTS = 0.4


@dataclass(frozen=True, slots=True)
class Match:
    """`similarity` 0-1 is of function alone; `score` 0-100 is the sum of the evidence."""

    need: str
    offer: str
    similarity: float
    evidence: tuple[Evidence, ...]

    @property
    def score(self) -> int:
        return sum(one.points for one in self.evidence)

    @property
    def is_good(self) -> bool:
        return self.similarity >= GOOD_SIMILARITY

    @property
    def fit_percent(self) -> int:
        """A proposal for the option's fit, in fives; people decide."""
        return min(90, max(30, 5 * round((30 + 60 * self.similarity) / 5)))


class _Known:
    """An offer with its texts read once: all of it, its function alone, and that in parts."""

    def __init__(self, offered: Offered) -> None:
        self.offered = offered
        headline = offered.function or offered.name
        texts = [
            (offered.function, FIELD_COUNTS["function"]),
            (offered.name, FIELD_COUNTS["name"]),
            (offered.text, FIELD_COUNTS["text"]),
            *((each, FIELD_COUNTS["categories"]) for each in offered.categories),
            *((each, FIELD_COUNTS["features"]) for each in offered.features),
        ]
        self.bag = bag_of(texts)
        self.head = bag_of([(headline, 1.0)])
        self.parts = [bag_of([(part, 1.0)]) for part in parts_of(headline)]


class Matcher:
    """Offers ready to be asked for many needs. `background` are further texts of the same world
    (needs, applications), by which words are told to be rare or not; `ignored` are words that say
    where and not what, such as our own place names."""

    def __init__(
        self,
        offers: Sequence[Offered],
        *,
        background: Iterable[str] = (),
        ignored: Iterable[str] = (),
    ) -> None:
        self._known = [_Known(offered) for offered in offers]
        others = [bag_of([(text, 1.0)]) for text in background if text]
        self._telling = Telling([*(known.bag for known in self._known), *others], ignored)
        self._having: dict[str, list[int]] = {}
        for number, known in enumerate(self._known):
            for concept in known.bag:
                if self._telling.kind_counts(concept) > COMMON_COUNTS:
                    self._having.setdefault(concept, []).append(number)

    def offered(self, id: str) -> Offered | None:
        return next((each.offered for each in self._known if each.offered.id == id), None)

    def matches(
        self, wanted: Wanted, means: OurMeans, *, most: int = MOST_TOLD, only: str = ""
    ) -> list[Match]:
        """The best `most` offers for one need; empty where none is near enough. `only` asks about
        the offer of that id alone."""
        need = _Need(wanted)
        numbers = {number for concept in need.bag for number in self._having.get(concept, ())}
        found = [
            match
            for number in sorted(numbers)
            if not only or self._known[number].offered.id == only
            if (match := self._match(need, self._known[number], means))
        ]
        return sorted(found, key=lambda one: (-one.score, -one.similarity, one.offer))[:most]

    def _match(self, need: "_Need", known: _Known, means: OurMeans) -> Match | None:
        similarity = self._similarity(need, known)
        if similarity < LEAST_SIMILARITY:
            return None
        evidence = (
            self._function(need, known, similarity),
            *evidence_beside_function(need.wanted, known.offered, means),
        )
        return Match(need.wanted.id, known.offered.id, similarity, evidence)

    def _similarity(self, need: "_Need", known: _Known) -> float:
        telling, counts = self._telling.of, self._telling.kind_counts
        shared = [concept for concept in need.bag if concept in known.bag]
        subjects = [concept for concept in shared if counts(concept) > COMMON_COUNTS]
        if sum(map(counts, subjects)) < LEAST_SHARED:
            return 0.0
        whole = self._covered(need.bag, known.bag)
        best = max(self._covered(text, known.bag) for text in need.texts)
        of_offer = max(
            [self._covered(known.head, need.bag)]
            + [PART_COUNTS * self._covered(part, need.bag) for part in known.parts]
        )
        of_need = (whole + best) / 2
        told = min(1.0, sum(map(telling, subjects)) / ENOUGH_TELLING)
        return (NEED_SHARE * of_need + (1 - NEED_SHARE) * of_offer) * told

    def _covered(self, text: Bag, other: Bag) -> float:
        """The share of `text` that `other` says too, each concept by how telling it is."""
        telling = self._telling.of
        total = sum(
            telling(concept) * mention.counts
            for concept, mention in text.items()
            if not is_neighbourhood(concept)
        )
        said = sum(
            telling(concept) * mention.counts * other[concept].counts
            for concept, mention in text.items()
            if concept in other
        )
        return min(1.0, said / total) if total else 0.0

    def _function(self, need: "_Need", known: _Known, similarity: float) -> Evidence:
        """The words that need and offer share, the most telling first, each as both write it."""
        telling, counts = self._telling.of, self._telling.kind_counts
        shared = sorted(
            (
                concept
                for concept in need.bag
                if concept in known.bag and counts(concept) > COMMON_COUNTS
            ),
            key=lambda concept: (-telling(concept), concept),
        )
        told: dict[str, str] = {}
        for concept in shared:
            ours, theirs = need.bag[concept].words, known.bag[concept].words
            told.setdefault(ours, ours if ours == theirs else f"{ours} ≈ {theirs}")
        points = round(MOST_POINTS[Kind.FUNCTION] * similarity)
        words = tuple(told.values())[:MOST_TOLD]
        return Evidence(Kind.FUNCTION, Reason.SHARED_WORDS, points, (("words", words),))


class _Need:
    """A need with its texts read once."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        texts = [(wanted.name, 1.0), (wanted.service, 0.8), (wanted.note, NOTE_COUNTS)]
        self.bag = bag_of((text, counts) for text, counts in texts if text)
        self.texts = [bag_of([(text, 1.0)]) for text in (wanted.name, wanted.service) if text]
