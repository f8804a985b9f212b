"""Small questions about words."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

LEAST_LIKENESS = 0.6
MOST_COMPARED = 1000
MOST_CHARACTERS = 200


def nearest_word(word: str, known: Iterable[str]) -> str:
    """The known word most like `word` (Ratcliff-Obershelp), or an empty text if none is like it.

    Bounded, since both may come from a hostile file: words beyond MOST_COMPARED are not looked at,
    and a word longer than any name of ours is like none.
    """
    if len(word) > MOST_CHARACTERS:
        return ""
    compared = list(islice(known, MOST_COMPARED))
    return next(iter(get_close_matches(word, compared, n=1, cutoff=LEAST_LIKENESS)), "")
