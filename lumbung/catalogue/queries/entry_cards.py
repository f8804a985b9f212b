"""Entries as cards: what lets somebody recognise software at once, in the viewer's language. A page
of cards costs the same few queries however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lumbung.catalogue.domain.entries.entry_description import description_of, known_licence
from lumbung.catalogue.models import Entry, Offer, SearchRow
from lumbung.catalogue.queries.offers import terms_of
from lumbung.catalogue.queries.seen_entries import Viewer, entries, offers_of

_NOT_SHOWN = ("publiccode_yml", "latest_findings", "description", "aliases")


@dataclass(frozen=True, slots=True)
class EntryCard:
    """`language` is told where the texts are not in the viewer's. `uses` counts regions; `is_free`
    and `needs_pks` say that one of the offers is, or all of them do."""

    entry: Entry
    name: str
    sentence: str
    language: str
    owner: str
    uses: int
    offers: int
    is_free: bool
    needs_pks: bool
    status: str
    licence: str

    @property
    def is_example(self) -> bool:
        return self.entry.example


def entry_cards(viewer: Viewer, pks: Sequence[int], *, language: str) -> tuple[EntryCard, ...]:
    """In the order of `pks`; what the viewer may not see, or is gone, is left out."""
    rows = {row.pk: row for row in entries(viewer).filter(pk__in=pks).defer(*_NOT_SHOWN)}
    offers: dict[int, list[Offer]] = defaultdict(list)
    for offer in offers_of(viewer, rows):
        offers[offer.entry_id].append(offer)
    uses = regions_using(rows)
    return tuple(_card(rows[pk], offers[pk], uses.get(pk, 0), language) for pk in pks if pk in rows)


def regions_using(pks: Iterable[int]) -> dict[int, int]:
    """How many regions use each of these entries, as the index has counted."""
    rows = SearchRow.objects.filter(entry__in=list(pks)).values_list("entry", "uses")
    return {entry: uses for entry, uses in rows if entry is not None}


def _card(entry: Entry, offers: Sequence[Offer], uses: int, language: str) -> EntryCard:
    told = description_of(entry.facts, language)
    terms = [terms_of(offer) for offer in offers]
    return EntryCard(
        entry=entry,
        name=told.name or entry.name,
        sentence=told.function or entry.function,
        language=told.language if told.is_fallback else "",
        owner=owner_of(entry, offers),
        uses=uses,
        offers=len(offers),
        is_free=any(each.fee_idr == 0 and not each.fee_yearly_idr for each in terms),
        needs_pks=bool(terms) and all(each.agreements.get("pks") for each in terms),
        status=str(entry.facts.get("status") or ""),
        licence=known_licence(entry.facts),
    )


def owner_of(entry: Entry, offers: Sequence[Offer]) -> str:
    """Who publishes it; where nobody is named, who offers it."""
    if entry.publisher:
        return entry.publisher.name
    named = str((entry.facts.get("organisation") or {}).get("name") or "")
    return named or ", ".join(dict.fromkeys(offer.provider_title for offer in offers))
