"""The search: which entries somebody sees that have the words and the choices asked for, ranked,
with the number of entries behind every other choice.

A word is looked for as its stem, the last one also as the beginning of a word, and with its
synonyms; one that nothing has is taken for a slip of the pen. What was done is told with the
result."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lumbung.catalogue.domain.search.search_matching import (
    MOST_ASKED,
    Hits,
    Matches,
    facet_counts,
    joined,
    matches,
    narrowed_by,
    page_of,
)
from lumbung.catalogue.domain.search.synonyms import synonyms_of
from lumbung.catalogue.domain.search.words import asked_words, stem
from lumbung.catalogue.queries.search_snapshot import Snapshot, snapshot
from lumbung.catalogue.queries.search_vocabulary import nearest_words
from lumbung.catalogue.queries.search_words import Term, hits_of
from lumbung.catalogue.queries.seen_entries import Viewer, scope_of

FACETS = (
    "kind",
    "function",
    "terms",
    "hosting",
    "status",
    "platform",
    "licence",
    "user",
    "province",
    "region",
)
PAGE_SIZE = 20
LEAST_BEGINNING = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """`chosen` has, by facet, the values of which one must hold. With `is_exact` no word is taken
    for a slip of the pen. Pages count from 1."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """`corrections` are (as typed, as searched). `is_relaxed`: no entry has all the words, so those
    that have some of them are here."""

    entries: tuple[int, ...]
    total: int
    page: int
    counts: dict[str, dict[str, int]]
    corrections: tuple[tuple[str, str], ...] = ()
    is_relaxed: bool = False

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


def search(viewer: Viewer, asked: Asked, *, page_size: int = PAGE_SIZE) -> Found:
    held = snapshot()
    within = held.seen.get(scope_of(viewer), 0)
    words = list(asked_words(asked.text)[:MOST_ASKED])
    hits = _hits(words, held)
    corrections: tuple[tuple[str, str], ...] = ()
    if not asked.is_exact:
        corrections = _corrections(words, hits, within, held)
    if corrections:
        better = dict(corrections)
        words = [better.get(word, word) for word in words]
        hits = _hits(words, held)
    found = matches(hits, within)
    everything = found.all
    narrowed = narrowed_by(held.facets, asked.chosen, everything)
    classes = tuple(left for bits in found.classes if (left := bits & narrowed))
    total = narrowed.bit_count()
    page = min(max(asked.page, 1), max(1, -(-total // page_size)))
    rows = _page(Matches(classes), held, words, page, page_size)
    return Found(
        entries=tuple(held.rows[row].entry for row in rows),
        total=total,
        page=page,
        counts=facet_counts(held.facets, asked.chosen, everything),
        corrections=corrections,
        is_relaxed=found.is_relaxed and total > 0,
    )


def _hits(words: list[str], held: Snapshot) -> list[Hits]:
    wanted = [_terms(word, is_last=word is words[-1]) for word in words]
    terms = [term for of_word in wanted for term in of_word]
    known = hits_of(terms, size=held.size, stamp=held.stamp)
    return [joined(*(known[term] for term in of_word)) for of_word in wanted]


def _terms(word: str, *, is_last: bool) -> list[Term]:
    """The stem first, then what means the same or begins so."""
    found: list[Term] = [(stem(word), False)]
    found += [(other, False) for other in sorted(synonyms_of(stem(word)))]
    if is_last and len(word) >= LEAST_BEGINNING:
        found.append((word, True))
    return found


def _corrections(
    words: list[str], hits: list[Hits], within: int, held: Snapshot
) -> tuple[tuple[str, str], ...]:
    found = []
    for word, of_word in zip(words, hits, strict=True):
        if not _seen(of_word, within):
            better = _nearest(word, within, held)
            if better:
                found.append((word, better))
    return tuple(found)


def _nearest(word: str, within: int, held: Snapshot) -> str:
    """Of the known words nearest to `word` the one that most of the entries seen have."""
    near = nearest_words(word, held)
    terms = {known: (stem(known), False) for known, _slips in near}
    hits = hits_of(terms.values(), size=held.size, stamp=held.stamp)
    ranked = [
        (slips, -count, known)
        for known, slips in near
        if (count := _seen(hits[terms[known]], within))
    ]
    return min(ranked)[2] if ranked else ""


def _seen(hits: Hits, within: int) -> int:
    found = 0
    for bits in hits:
        found |= bits
    return (found & within).bit_count()


def _page(found: Matches, held: Snapshot, words: list[str], page: int, page_size: int) -> list[int]:
    name = " ".join(words)

    def key(row: int) -> tuple[object, ...]:
        told = held.rows[row]
        return (told.sort_name != name, *told.key, row)

    return page_of(found, held.order, (page - 1) * page_size, page_size, key)
