"""Which offers could serve a need, best first, each with its reasons.

What the offer is for decides whether it is named at all: `similarity` compares need and offer by
the concepts they share (`meaning`). The rest of the score only orders those that are: agencies that
use it elsewhere, terms, room on our servers, prerequisites, experience. Every point of a score is
an `Evidence`, so nothing in it is hidden; its words are the reader's business.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lumbung.catalogue.domain.meaning import (
    COMMON_COUNTS,
    Bag,
    Telling,
    bag_of,
    concepts_of,
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


class Kind(StrEnum):
    """What an evidence is about."""

    FUNCTION = "function"
    AGENCY = "agency"
    FEE = "fee"
    AGREEMENT = "agreement"
    ONWARD = "onward"
    SUPPORT = "support"
    SIZE = "size"
    PREREQUISITES = "prerequisites"
    EXPERIENCE = "experience"


MOST_POINTS = {
    Kind.FUNCTION: 60,
    Kind.AGENCY: 6,
    Kind.FEE: 4,
    Kind.AGREEMENT: 4,
    Kind.ONWARD: 2,
    Kind.SUPPORT: 4,
    Kind.SIZE: 8,
    Kind.PREREQUISITES: 6,
    Kind.EXPERIENCE: 6,
}


class Reason(StrEnum):
    """What was found; the words for each are in planning.matching_words."""

    SHARED_WORDS = "shared-words"
    SAME_KIND_OF_AGENCY = "same-kind-of-agency"
    MEANT_FOR_SUCH = "meant-for-such"
    AGENCY_UNKNOWN = "agency-unknown"
    FREE = "free"
    FEE = "fee"
    FEE_UNKNOWN = "fee-unknown"
    AGREEMENT_THERE = "agreement-there"
    AGREEMENT_NEEDED = "agreement-needed"
    AGREEMENT_UNKNOWN = "agreement-unknown"
    ONWARD_ALLOWED = "onward-allowed"
    ONWARD_FORBIDDEN = "onward-forbidden"
    ONWARD_UNKNOWN = "onward-unknown"
    SUPPORT_LASTS = "support-lasts"
    SUPPORT_ENDS = "support-ends"
    SUPPORT_UNKNOWN = "support-unknown"
    FITS_A_SERVER = "fits-a-server"
    FITS_A_PURCHASE = "fits-a-purchase"
    FITS_NOWHERE = "fits-nowhere"
    SIZE_UNKNOWN = "size-unknown"
    PREREQUISITES_MET = "prerequisites-met"
    PREREQUISITES_LACKING = "prerequisites-lacking"
    PREREQUISITES_UNKNOWN = "prerequisites-unknown"
    WELL_TRIED = "well-tried"
    IN_USE = "in-use"
    POORLY_RATED = "poorly-rated"
    NO_EXPERIENCE = "no-experience"


Fact = str | int | float | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: `points` of at most MOST_POINTS[kind]; `facts` fill its sentence."""

    kind: Kind
    reason: Reason
    points: int
    facts: tuple[tuple[str, Fact], ...] = ()

    @property
    def most(self) -> int:
        return MOST_POINTS[self.kind]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need as matching sees it; `agency` is the name of the agency that states it."""

    id: str
    name: str
    service: str = ""
    note: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """What is offered. None or empty means not known, which is never held for good or bad.

    `used_by` are agencies elsewhere, `meant_for` the audiences it names, `lacking` the
    prerequisites we do not have, `demand` is (cpu millicores, memory MiB, disk GiB).
    """

    id: str
    name: str
    function: str = ""
    categories: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    text: str = ""
    used_by: tuple[str, ...] = ()
    meant_for: tuple[str, ...] = ()
    fee_idr: int | None = None
    agreement: str = ""
    has_agreement: bool = False
    onward_allowed: bool | None = None
    support_until: date | None = None
    demand: tuple[int, int, int] | None = None
    requires: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    in_use: int = 0
    rating: float | None = None


@dataclass(frozen=True, slots=True)
class OurMeans:
    """Against what size and terms are held: room free on each server now and on each kind that can
    be bought, and the last day of the horizon. Agreements of our own are in `Offered`."""

    free: tuple[tuple[int, int, int], ...] = ()
    purchasable: tuple[tuple[int, int, int], ...] = ()
    last_day: date | None = None


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
        evidence = (self._function(need, known, similarity), *_others(need, known.offered, means))
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


def _others(need: _Need, offered: Offered, means: OurMeans) -> Iterator[Evidence]:
    yield _agency(need.wanted, offered)
    yield _fee(offered)
    yield _agreement(offered)
    yield _onward(offered)
    yield _support(offered, means)
    yield _size(offered, means)
    yield _prerequisites(offered)
    yield _experience(offered)


def _agency(wanted: Wanted, offered: Offered) -> Evidence:
    """The same kind of agency uses it elsewhere, or it is meant for such."""
    ours = _kind_of_agency(wanted.agency)
    for name in offered.used_by:
        if ours & _kind_of_agency(name):
            return _full(Kind.AGENCY, Reason.SAME_KIND_OF_AGENCY, ("agency", name))
    for audience in offered.meant_for:
        if ours & _kind_of_agency(audience.replace("-", " ")):
            return Evidence(Kind.AGENCY, Reason.MEANT_FOR_SUCH, 4, (("audience", audience),))
    return Evidence(Kind.AGENCY, Reason.AGENCY_UNKNOWN, 0)


def _kind_of_agency(name: str) -> set[str]:
    """What the agency is about: `Dinas Kesehatan Kota X` and `Dinkes` alike by their subject."""
    return {concept for concept, _ in concepts_of(name)} - _AGENCY_COMMON


_AGENCY_COMMON = {
    concept
    for concept, _ in concepts_of(
        "dinas badan kantor sekretariat daerah kota kabupaten provinsi dan kecamatan bagian unit "
        "pemerintah regional local government authority services and"
    )
}


def _fee(offered: Offered) -> Evidence:
    if offered.fee_idr is None:
        return Evidence(Kind.FEE, Reason.FEE_UNKNOWN, 2)
    if offered.fee_idr == 0:
        return _full(Kind.FEE, Reason.FREE)
    return Evidence(Kind.FEE, Reason.FEE, 0, (("fee_idr", offered.fee_idr),))


def _agreement(offered: Offered) -> Evidence:
    if offered.has_agreement:
        return _full(Kind.AGREEMENT, Reason.AGREEMENT_THERE)
    if offered.agreement:
        facts: tuple[tuple[str, Fact], ...] = (("agreement", offered.agreement),)
        return Evidence(Kind.AGREEMENT, Reason.AGREEMENT_NEEDED, 1, facts)
    return Evidence(Kind.AGREEMENT, Reason.AGREEMENT_UNKNOWN, 2)


def _onward(offered: Offered) -> Evidence:
    if offered.onward_allowed is None:
        return Evidence(Kind.ONWARD, Reason.ONWARD_UNKNOWN, 1)
    if offered.onward_allowed:
        return _full(Kind.ONWARD, Reason.ONWARD_ALLOWED)
    return Evidence(Kind.ONWARD, Reason.ONWARD_FORBIDDEN, 0)


def _support(offered: Offered, means: OurMeans) -> Evidence:
    if offered.support_until is None or means.last_day is None:
        return Evidence(Kind.SUPPORT, Reason.SUPPORT_UNKNOWN, 2)
    fact = ("day", offered.support_until)
    if offered.support_until >= means.last_day:
        return _full(Kind.SUPPORT, Reason.SUPPORT_LASTS, fact)
    return Evidence(Kind.SUPPORT, Reason.SUPPORT_ENDS, 0, (fact,))


def _size(offered: Offered, means: OurMeans) -> Evidence:
    """Held against each server alone, as the planner does: an application is not split."""
    if offered.demand is None:
        return Evidence(Kind.SIZE, Reason.SIZE_UNKNOWN, 4)
    if any(_fits(offered.demand, room) for room in means.free):
        return _full(Kind.SIZE, Reason.FITS_A_SERVER)
    if any(_fits(offered.demand, room) for room in means.purchasable):
        return Evidence(Kind.SIZE, Reason.FITS_A_PURCHASE, 2)
    return Evidence(Kind.SIZE, Reason.FITS_NOWHERE, 0)


def _fits(demand: tuple[int, int, int], room: tuple[int, int, int]) -> bool:
    return all(needed <= free for needed, free in zip(demand, room, strict=True))


def _prerequisites(offered: Offered) -> Evidence:
    if offered.lacking:
        facts: tuple[tuple[str, Fact], ...] = (("lacking", offered.lacking),)
        return Evidence(Kind.PREREQUISITES, Reason.PREREQUISITES_LACKING, 0, facts)
    if offered.requires:
        fact = ("requires", offered.requires)
        return _full(Kind.PREREQUISITES, Reason.PREREQUISITES_MET, fact)
    return Evidence(Kind.PREREQUISITES, Reason.PREREQUISITES_UNKNOWN, 3)


def _experience(offered: Offered) -> Evidence:
    facts: tuple[tuple[str, Fact], ...] = (("in_use", offered.in_use),)
    if offered.rating is not None:
        facts = (*facts, ("rating", round(offered.rating, 1)))
        if offered.rating < 3:
            return Evidence(Kind.EXPERIENCE, Reason.POORLY_RATED, 0, facts)
        return _full(Kind.EXPERIENCE, Reason.WELL_TRIED, *facts)
    if offered.in_use:
        return Evidence(Kind.EXPERIENCE, Reason.IN_USE, min(5, 3 + offered.in_use), facts)
    return Evidence(Kind.EXPERIENCE, Reason.NO_EXPERIENCE, 1)


def _full(kind: Kind, reason: Reason, *facts: tuple[str, Fact]) -> Evidence:
    return Evidence(kind, reason, MOST_POINTS[kind], facts)
