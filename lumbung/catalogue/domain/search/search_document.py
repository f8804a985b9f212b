"""What search knows of one entry: its words in four fields, and its facets. Plain values in, plain
values out; the same text gives the same document on every database.

The fields are ranked by where people expect a word to stand: names, then what it is for in a
sentence, then features and categories, then all the rest (long descriptions, owners, users).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lumbung.catalogue.domain.entries.entry_description import known_licence
from lumbung.catalogue.domain.offers.terms import TermsDocument
from lumbung.catalogue.domain.offers.terms_summary import terms_facets
from lumbung.catalogue.domain.search.categories import NAMES
from lumbung.catalogue.domain.search.functions import functions_of
from lumbung.catalogue.domain.search.words import plain_words, stem

LEAST_VOCABULARY_LETTERS = 4
MOST_REST_WORDS = 1500
MOST_PLATFORMS = 12
_HOSTING = {"data-adopter": "here", "data-provider": "provider"}


@dataclass(frozen=True, slots=True)
class OfferTold:
    """One offer as somebody sees it. `terms` is the offer's document; regions are codes."""

    name: str
    function: str
    description: str
    provider: str
    province: str
    provider_title: str
    agency: str
    terms: Mapping[str, Any]
    infrastructure: str = ""


@dataclass(frozen=True, slots=True)
class EntryTold:
    """One entry as somebody sees it: with the offers, and the regions using it, that they see."""

    kind: str
    name: str
    function: str
    description: str
    publisher: str
    facts: Mapping[str, Any]
    offers: tuple[OfferTold, ...]
    users: tuple[tuple[str, str], ...]  # region code, name


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """Texts are distinct words with a space between; `words` are as people write them, for
    corrections. Facets are `name:value`. `uses` counts regions."""

    names: str
    functions: str
    features: str
    rest: str
    words: str
    facets: tuple[str, ...]
    uses: int
    sort_name: str


def search_document(told: EntryTold) -> SearchDocument:
    names, functions = list(_names(told)), list(_functions(told))
    features, rest = list(_features(told)), list(_rest(told))
    spoken = plain_words(" \n ".join((*names, *functions, *features)))
    return SearchDocument(
        names=_text(names, as_written=True),
        functions=_text(functions, as_written=True),
        features=_text(features, as_written=True),
        rest=_text(rest),
        words=" ".join(sorted({word for word in spoken if len(word) >= LEAST_VOCABULARY_LETTERS})),
        facets=tuple(sorted(set(_facets(told, (*names, *functions, *features))))),
        uses=len(told.users),
        sort_name=" ".join(plain_words(told.name))[:200],
    )


def _text(texts: Iterable[str], *, as_written: bool = False) -> str:
    """Stems of all words; also the words as written where a beginning of one is searched for."""
    words = [word for text in texts for word in plain_words(text)][:MOST_REST_WORDS]
    found = {stem(word) for word in words}
    return " ".join(sorted(found | set(words) if as_written else found))


def _languages(told: EntryTold) -> Iterable[Mapping[str, Any]]:
    return (told.facts.get("by_language") or {}).values()


def _names(told: EntryTold) -> Iterator[str]:
    yield told.name
    yield str(told.facts.get("name") or "")
    for texts in _languages(told):
        yield str(texts.get("localised_name") or "")
    for offer in told.offers:
        yield offer.name


def _functions(told: EntryTold) -> Iterator[str]:
    yield told.function
    for texts in _languages(told):
        yield str(texts.get("short_description") or "")
    for offer in told.offers:
        yield offer.function


def _features(told: EntryTold) -> Iterator[str]:
    for texts in _languages(told):
        yield from map(str, texts.get("features") or ())
    for category in told.facts.get("categories") or ():
        yield from (str(category), *NAMES.get(str(category), ()))


def _rest(told: EntryTold) -> Iterator[str]:
    facts = told.facts
    yield told.publisher
    yield str((facts.get("organisation") or {}).get("name") or "")
    for offer in told.offers:
        yield from (offer.provider_title, offer.agency, offer.infrastructure)
    yield from (name for _code, name in told.users)
    for key in ("licence", "copyright_owner", "application_suite", "software_type", "status"):
        yield str(facts.get(key) or "")
    for key in ("platforms", "scopes", "used_by"):
        yield from map(str, facts.get(key) or ())
    for named in ("contractors", "contacts", "depends_on"):
        yield from (str(each.get("name") or "") for each in facts.get(named) or ())
    yield told.description
    for texts in _languages(told):
        yield str(texts.get("long_description") or "")
    for offer in told.offers:
        yield offer.description


def _facets(told: EntryTold, spoken: Iterable[str]) -> Iterator[str]:
    facts = told.facts
    yield f"kind:{told.kind}"
    words = (stem(word) for text in spoken for word in plain_words(text))
    for key in functions_of(words, map(str, facts.get("categories") or ())):
        yield f"function:{key}"
    licence = known_licence(facts)
    if licence:
        yield f"licence:{licence}"
    if facts.get("status"):
        yield f"status:{facts['status']}"
    for platform in list(facts.get("platforms") or ())[:MOST_PLATFORMS]:
        yield f"platform:{str(platform).strip().lower()[:60]}"
    for code, _name in told.users:
        yield f"user:{code}"
    for offer in told.offers:
        yield from _offer_facets(offer)
    if told.kind == "software" and facts.get("url") and licence:
        yield "hosting:here"


def _offer_facets(offer: OfferTold) -> Iterator[str]:
    for fact in terms_facets(TermsDocument.model_validate(offer.terms, strict=False)):
        if fact in _HOSTING:
            yield f"hosting:{_HOSTING[fact]}"
        else:
            yield f"terms:{fact}"
    if offer.infrastructure == "hosting":
        yield "hosting:provider"
    if offer.terms.get("data_in_country"):
        yield "hosting:in-country"
    if offer.provider:
        yield f"region:{offer.provider}"
    if offer.province:
        yield f"province:{offer.province}"
