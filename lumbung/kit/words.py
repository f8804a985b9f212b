"""Small questions about words."""

from collections.abc import Iterable
from difflib import get_close_matches

LEAST_LIKENESS = 0.6


def nearest_word(word: str, known: Iterable[str]) -> str:
    """The known word most like `word` (Ratcliff-Obershelp), or an empty text if none is like it."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=LEAST_LIKENESS)), "")
