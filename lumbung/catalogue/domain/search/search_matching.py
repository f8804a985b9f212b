"""Which entries match, in which order, and how many of each facet: sets of entries as the bits of
one number, so that tens of thousands of entries are joined and counted in microseconds.

An entry's place in a set is the number of its row in the index. A word's hits come as four sets,
one for each field of the index, from names to the rest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log

FIELDS = 4
FIELD_WEIGHTS = (8.0, 4.0, 2.0, 1.0)
MOST_ASKED = 8
MOST_SORTED = 1500

ONE = ord("1")

Hits = tuple[int, ...]


def bits_of(numbers: Iterable[int], size: int) -> int:
    """The set of `numbers`, each below `size`."""
    digits = bytearray(b"0") * (size + 1)
    for number in numbers:
        digits[size - number] = ONE
    return int(digits, 2)


def numbers_in(bits: int) -> list[int]:
    """The members of a set, the lowest first."""
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found


def joined(*several: Hits) -> Hits:
    """Hits of words that mean the same; the first is what was asked, and a hit of another counts
    as one field less."""
    first, *others = several
    found = list(first)
    for hits in others:
        for field, bits in enumerate(hits):
            found[min(field + 1, FIELDS - 1)] |= bits
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Matches:
    """Sets of equal score, the best first; `is_relaxed` where no entry has all the words."""

    classes: tuple[int, ...]
    is_relaxed: bool = False

    @property
    def all(self) -> int:
        found = 0
        for bits in self.classes:
            found |= bits
        return found


def matches(words: Sequence[Hits], within: int) -> Matches:
    """Entries of `within` that have every word, by where they have it; where there is none, those
    that have some of them, by how many and how rare. Words count by their rarity (idf)."""
    if not words:
        return Matches((within,))
    total = max(within.bit_count(), 1)
    rarity = [_rarity(hits, within, total) for hits in words[:MOST_ASKED]]
    classes = _classes(words[:MOST_ASKED], rarity, within, keep_missing=False)
    if classes or len(words) == 1:
        return Matches(classes)
    return Matches(_classes(words[:MOST_ASKED], rarity, within, keep_missing=True), True)


def _rarity(hits: Hits, within: int, total: int) -> float:
    found = 0
    for bits in hits:
        found |= bits
    return 1.0 + log(total / max((found & within).bit_count(), 1))


def _classes(
    words: Sequence[Hits], rarity: Sequence[float], within: int, *, keep_missing: bool
) -> tuple[int, ...]:
    """Splits `within` word by word into sets of equal score. There are never more sets than
    entries, and words that hit little are split first, so that few sets are carried on."""
    classes: dict[float, int] = {0.0: within}
    for _count, hits, weight in sorted(
        (sum(bits.bit_count() for bits in hits), hits, weight)
        for hits, weight in zip(words, rarity, strict=True)
    ):
        split: dict[float, int] = {}
        for score, bits in classes.items():
            left = bits
            for field, of_field in enumerate(hits):
                found = left & of_field
                if found:
                    left ^= found
                    better = round(score + weight * FIELD_WEIGHTS[field], 6)
                    split[better] = split.get(better, 0) | found
            if left and keep_missing:
                split[score] = split.get(score, 0) | left
        classes = split
    classes.pop(0.0, None)
    return tuple(classes[score] for score in sorted(classes, reverse=True))


def page_of(
    found: Matches,
    order: Sequence[int],
    start: int,
    count: int,
    key: Callable[[int], tuple[object, ...]],
) -> list[int]:
    """Members number `start` to `start + count`: class by class, a small one by `key`, a large one
    as in `order`, which has all entries."""
    wanted: list[int] = []
    for bits in found.classes:
        size = bits.bit_count()
        if start >= size:
            start -= size
            continue
        end = start + count - len(wanted)
        if size <= MOST_SORTED:
            wanted += sorted(numbers_in(bits), key=key)[start:end]
        else:
            wanted += islice(_in_order(bits, order), start, end)
        start = 0
        if len(wanted) >= count:
            break
    return wanted


def _in_order(bits: int, order: Sequence[int]) -> Iterator[int]:
    data = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
    most = len(data)
    return (
        number for number in order if number >> 3 < most and data[number >> 3] >> (number & 7) & 1
    )


def facet_counts(
    facets: Mapping[str, Mapping[str, int]], chosen: Mapping[str, Sequence[str]], found: int
) -> dict[str, dict[str, int]]:
    """For each facet's values: how many entries there are if the choices in the other facets stay.
    Values chosen are told even where none is left."""
    narrowed = {
        name: _any_of(facets.get(name, {}), values) for name, values in chosen.items() if values
    }
    counts: dict[str, dict[str, int]] = {}
    for name, values in facets.items():
        within = found
        for other, bits in narrowed.items():
            if other != name:
                within &= bits
        told = chosen.get(name, ())
        counted = {value: (bits & within).bit_count() for value, bits in values.items()}
        counts[name] = {value: n for value, n in counted.items() if n or value in told}
    return counts


def narrowed_by(
    facets: Mapping[str, Mapping[str, int]], chosen: Mapping[str, Sequence[str]], found: int
) -> int:
    """Entries of `found` that have one of the values chosen in every facet."""
    for name, values in chosen.items():
        if values:
            found &= _any_of(facets.get(name, {}), values)
    return found


def _any_of(values: Mapping[str, int], chosen: Iterable[str]) -> int:
    found = 0
    for value in chosen:
        found |= values.get(value, 0)
    return found
