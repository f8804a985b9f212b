"""Which applications seem to do the same: groups by what they are for, with the words they share.

Two are near where most of what both say of their function is said by both (Dice's coefficient and
the overlap coefficient in equal parts, each concept by how telling it is); a name speaks only where
no function is stated. A group holds only what is near to every other in it, so that no
chain of half-likenesses grows. Pairs are looked for through the concepts they share, not each with
each.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from lumbung.catalogue.domain.matching.meaning import (
    COMMON_COUNTS,
    Bag,
    Telling,
    bag_of,
    concepts_of,
    is_neighbourhood,
)

LEAST_LIKENESS = 0.68
LEAST_SHARED = 0.95
TECHNOLOGY_ADDS = 0.05
MOST_WORDS = 4
MOST_IN_ONE_BLOCK = 400  # a concept that more than these share tells nothing


@dataclass(frozen=True, slots=True)
class Thing:
    """An application as grouping sees it; blanks are normal."""

    id: int
    name: str
    function: str = ""
    technology: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two that seem to do the same: how near (0-1), the words they share, and the technology."""

    first: int
    second: int
    value: float
    words: tuple[str, ...]
    technology: tuple[str, ...] = ()

    @property
    def pair(self) -> tuple[int, int]:
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class Group:
    """At least two things, each near to every other; `words` are shared by the nearest pair."""

    members: tuple[int, ...]
    likenesses: tuple[Likeness, ...]

    @property
    def value(self) -> float:
        return max(each.value for each in self.likenesses)

    @property
    def words(self) -> tuple[str, ...]:
        return max(self.likenesses, key=lambda each: each.value).words

    @property
    def technology(self) -> tuple[str, ...]:
        shared = {word for each in self.likenesses for word in each.technology}
        return tuple(sorted(shared))


def likenesses(things: Sequence[Thing], *, ignored: Iterable[str] = ()) -> list[Likeness]:
    """All pairs that are near enough, the nearest first. `ignored`: words that say where."""
    known = [_Read(thing) for thing in things]
    telling = Telling([each.bag for each in known], ignored)
    found = [
        likeness
        for first, second in sorted(_pairs(known, telling))
        if (likeness := _likeness(known[first], known[second], telling))
    ]
    return sorted(found, key=lambda each: (-each.value, each.pair))


def groups(
    likenesses: Iterable[Likeness], *, different: Collection[tuple[int, int]] = ()
) -> list[Group]:
    """Groups in which each is near to every other. Pairs that people called different, in either
    order, are never in one group."""
    apart = {*different, *((second, first) for first, second in different)}
    near = {each.pair: each for each in likenesses if each.pair not in apart}
    of: dict[int, set[int]] = {}
    for first, second in near:
        one, other = of.setdefault(first, {first}), of.setdefault(second, {second})
        if one is not other and all(_pair(a, b) in near for a in one for b in other):
            one |= other
            of.update(dict.fromkeys(other, one))
    distinct = {id(members): members for members in of.values() if len(members) > 1}
    found = [
        Group(
            tuple(sorted(members)),
            tuple(near[_pair(a, b)] for a, b in combinations(sorted(members), 2)),
        )
        for members in distinct.values()
    ]
    return sorted(found, key=lambda group: (-len(group.members), -group.value, group.members))


class _Read:
    def __init__(self, thing: Thing) -> None:
        self.thing = thing
        self.bag: Bag = bag_of([(thing.function or thing.name, 1.0)])
        self.technology = dict(concepts_of(thing.technology))


def _pairs(known: Sequence[_Read], telling: Telling) -> set[tuple[int, int]]:
    having: dict[str, list[int]] = {}
    for number, each in enumerate(known):
        for concept in each.bag:
            if telling.kind_counts(concept) > COMMON_COUNTS and not is_neighbourhood(concept):
                having.setdefault(concept, []).append(number)
    return {
        pair
        for numbers in having.values()
        if len(numbers) <= MOST_IN_ONE_BLOCK
        for pair in combinations(numbers, 2)
    }


def _likeness(first: _Read, second: _Read, telling: Telling) -> Likeness | None:
    shared = [
        concept
        for concept in first.bag
        if concept in second.bag and telling.kind_counts(concept) > COMMON_COUNTS
    ]
    if sum(map(telling.kind_counts, shared)) < LEAST_SHARED:
        return None
    weights = [_weight(each.bag, telling) for each in (first, second)]
    common = sum(map(telling.of, shared))
    near = (2 * common / sum(weights) + common / min(weights)) / 2 if min(weights) else 0.0
    technology = tuple(
        sorted(word for key, word in first.technology.items() if key in second.technology)
    )
    value = min(1.0, near + (TECHNOLOGY_ADDS if technology else 0.0))
    if value < LEAST_LIKENESS:
        return None
    ids = sorted((first.thing.id, second.thing.id))
    return Likeness(
        ids[0], ids[1], value, tuple(_words(first, second, shared, telling)), technology
    )


def _weight(bag: Bag, telling: Telling) -> float:
    return sum(
        telling.of(concept) * mention.counts
        for concept, mention in bag.items()
        if not is_neighbourhood(concept)
    )


def _words(first: _Read, second: _Read, shared: Iterable[str], telling: Telling) -> Iterator[str]:
    told: dict[str, None] = {}
    for concept in sorted(shared, key=lambda each: (-telling.of(each), each)):
        ours, theirs = first.bag[concept].words, second.bag[concept].words
        told.setdefault(ours if ours == theirs else f"{ours} ≈ {theirs}")
    yield from list(told)[:MOST_WORDS]


def _pair(first: int, second: int) -> tuple[int, int]:
    return (first, second) if first < second else (second, first)
