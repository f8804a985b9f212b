"""Entries that resemble one: by the words of their names, sentences and features that few others
have, found in the search index."""

from lumbung.catalogue.domain.search.search_matching import bits_of, joined, matches, page_of
from lumbung.catalogue.domain.search.words import stems
from lumbung.catalogue.models import Entry, SearchRow
from lumbung.catalogue.queries.search_snapshot import snapshot
from lumbung.catalogue.queries.search_words import hits_of
from lumbung.catalogue.queries.seen_entries import Viewer, scope_of

MOST_WORDS = 8
MOST_SIMILAR = 4
LEAST_SHARED = 2


def similar_entries(viewer: Viewer, entry: Entry) -> tuple[int, ...]:
    """At most MOST_SIMILAR others, of the same kind and with at least two telling words in common,
    the most alike first."""
    held = snapshot()
    own = SearchRow.objects.filter(entry=entry, pk__lt=held.size).values_list("pk", flat=True)
    within = held.seen.get(scope_of(viewer), 0) & held.facets.get("kind", {}).get(entry.kind, 0)
    within &= ~bits_of(own, held.size)
    words = _telling_words(entry)
    terms = ((word, False) for word in words)
    # Of the long text nothing is asked: there almost anything stands somewhere.
    hits = hits_of(terms, size=held.size, stamp=held.stamp, fields=3)
    found = [joined(of_word) for of_word in hits.values()]
    shared = _in_several([_any_field(of_word) for of_word in found])
    ranked = matches([*found], within & shared)
    rows = page_of(ranked, held.order, 0, MOST_SIMILAR, lambda row: (*held.rows[row].key, row))
    return tuple(held.rows[row].entry for row in rows)


def _telling_words(entry: Entry) -> tuple[str, ...]:
    """Of the sentence first, since names are often coined; each once."""
    features = " ".join(
        str(feature)
        for texts in (entry.facts.get("by_language") or {}).values()
        for feature in (texts.get("features") or ())[:4]
    )
    words = dict.fromkeys(stems(f"{entry.function} {entry.name} {features}"))
    return tuple(words)[:MOST_WORDS]


def _any_field(hits: tuple[int, ...]) -> int:
    return hits[0] | hits[1] | hits[2]


def _in_several(sets: list[int]) -> int:
    """Members of at least LEAST_SHARED of the sets."""
    once = twice = 0
    for bits in sets:
        twice |= once & bits
        once |= bits
    return twice
