"""The nearest known word to one that nothing has: for mistyped searches.

Each process remembers the words of the index as people write them, read when a first search goes
astray, and reads those of changed rows later. A word whose rows are gone may linger; it is offered
to nobody, since a correction must have hits that the viewer sees.
"""

from collections.abc import Iterator
from threading import Lock
from uuid import UUID

from rapidfuzz import process
from rapidfuzz.distance import OSA

from lumbung.catalogue.models import SearchText
from lumbung.catalogue.queries.search_snapshot import Snapshot

LEAST_LETTERS = 4
LONG_LETTERS = 7
MOST_CANDIDATES = 12
READ_AT_ONCE = 400

_lock = Lock()
_words: dict[str, None] = {}
_read: dict[int, str] = {}  # row -> its stamp when its words were read
_known: list[tuple[UUID | None, list[str]]] = [(None, [])]


def nearest_words(word: str, held: Snapshot) -> tuple[tuple[str, int], ...]:
    """Known words at most two slips away (one for a short word), with the number of slips: letters
    left out, added, changed, or two swapped. The nearest first."""
    if len(word) < LEAST_LETTERS:
        return ()
    most = 1 if len(word) < LONG_LETTERS else 2
    found = process.extract(
        word,
        _vocabulary(held),
        scorer=OSA.distance,
        score_cutoff=most,
        limit=MOST_CANDIDATES,
    )
    return tuple((known, int(slips)) for known, slips, _index in found)


def _vocabulary(held: Snapshot) -> list[str]:
    with _lock:
        stamp, words = _known[0]
        if held.stamp is not None and stamp == held.stamp:
            return words
        changed = [pk for pk, row in held.rows.items() if _read.get(pk) != row.stamp]
        for text in _texts(changed, all_of_it=len(changed) > READ_AT_ONCE):
            _words.update(dict.fromkeys(text.split()))
        for pk in changed:
            _read[pk] = held.rows[pk].stamp
        _known[0] = held.stamp, list(_words)
        return _known[0][1]


def _texts(pks: list[int], *, all_of_it: bool) -> Iterator[str]:
    found = SearchText.objects.values_list("words", flat=True)
    if all_of_it:
        yield from found.iterator()
    elif pks:
        yield from found.filter(pk__in=pks)
