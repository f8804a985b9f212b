"""A text as the things it is about: stems, abbreviations written out, words of equal meaning made
one, neighbours noted; and how telling each of them is among many texts.

Pure counting (inverse document frequency, Spärck Jones 1972, over a thesaurus); nothing is learned
and nothing is random, so that whoever asks why two texts match gets the words themselves.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from lumbung.catalogue.domain.matching.concepts import ABBREVIATIONS, ACTS, COMMON, RELATED, SAME
from lumbung.catalogue.domain.search.words import stems

WORD = re.compile(r"\w+")
COMMON_COUNTS = 0.15
ACT_COUNTS = 0.5
RELATED_COUNTS = 0.3
FEWEST_TEXTS = 50  # among fewer, chance would make words look common
PART = re.compile(r"[;:,()/.]|\bdan\b|\band\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a concept stands in a text: how much it counts there, and the words as written."""

    counts: float
    words: str


Bag = Mapping[str, Mention]


def bag_of(fields: Iterable[tuple[str, float]]) -> Bag:
    """The concepts of several texts, each text with how much it counts (0-1); of several mentions
    the one that counts most."""
    found: dict[str, Mention] = {}
    for text, counts in fields:
        for concept, words in concepts_of(text):
            _keep(found, concept, Mention(counts, words))
            for neighbourhood in _neighbourhoods().get(concept, ()):
                _keep(found, neighbourhood, Mention(counts, words))
    return found


def _keep(found: dict[str, Mention], concept: str, mention: Mention) -> None:
    known = found.get(concept)
    if known is None or known.counts < mention.counts:
        found[concept] = mention


def concepts_of(text: str) -> list[tuple[str, str]]:
    """Concepts in order, each with the words that say it; pairs of words first."""
    words = list(_stemmed(text))
    same, pairs = _same(), _pairs()
    found = []
    at = 0
    while at < len(words):
        stem, word = words[at]
        pair = f"{stem} {words[at + 1][0]}" if at + 1 < len(words) else ""
        if pair in pairs:
            written = word if words[at + 1][1] == word else f"{word} {words[at + 1][1]}"
            found.append((same.get(pair, pair), written))
            at += 2
        else:
            found.append((same.get(stem, stem), word))
            at += 1
    return found


def parts_of(text: str) -> list[str]:
    """A list of functions taken apart: `Surat, disposisi dan arsip` are three."""
    return [part for part in PART.split(text) if part.strip()]


def is_neighbourhood(concept: str) -> bool:
    return concept.startswith("~")


class Telling:
    """How telling each concept is, 0 (in every text) to 1, among the texts it is made from."""

    def __init__(self, bags: Sequence[Bag], ignored: Iterable[str] = ()) -> None:
        self._texts = max(len(bags), FEWEST_TEXTS)
        self._in = Counter(concept for bag in bags for concept in bag)
        self._ignored = frozenset(concept for text in ignored for concept, _ in concepts_of(text))
        self._known: dict[str, float] = {}

    def of(self, concept: str) -> float:
        """Rarity, lowered for common words, acts and mere neighbours; 0 for ignored ones."""
        known = self._known.get(concept)
        if known is None:
            rarity = log(1 + self._texts / (1 + self._in[concept])) / log(1 + self._texts)
            known = self._known[concept] = min(rarity, 1.0) * self.kind_counts(concept)
        return known

    def kind_counts(self, concept: str) -> float:
        if concept in self._ignored:
            return 0.0
        if is_neighbourhood(concept):
            return RELATED_COUNTS
        return _kinds().get(concept, 1.0)


def _stemmed(text: str) -> Iterable[tuple[str, str]]:
    for word in WORD.findall(text.lower()):
        for stem in _stems_of(word):
            yield stem, word


@cache
def _stems_of(word: str) -> tuple[str, ...]:
    return stems(ABBREVIATIONS.get(word, word))


@cache
def _same() -> dict[str, str]:
    """Each word or pair, stemmed, to the first of its group."""
    found: dict[str, str] = {}
    for group in SAME:
        first = " ".join(stems(group[0]))
        for words in group:
            found.setdefault(" ".join(stems(words)), first)
    return found


@cache
def _neighbourhoods() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for number, group in enumerate(RELATED):
        for words in group:
            key = " ".join(stems(words))
            concept = _same().get(key, key)
            if f"~{number}" not in found.get(concept, ()):
                found[concept] = (*found.get(concept, ()), f"~{number}")
    return found


@cache
def _pairs() -> frozenset[str]:
    known = {*_same(), *_neighbourhoods()}
    return frozenset(words for words in known if " " in words)


@cache
def _kinds() -> dict[str, float]:
    """What common words and acts count; a word of both lists is common."""
    acts = {concept: ACT_COUNTS for word in ACTS.split() for concept, _ in concepts_of(word)}
    return acts | {
        concept: COMMON_COUNTS for word in COMMON.split() for concept, _ in concepts_of(word)
    }
