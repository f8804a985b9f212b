"""One entry with all that its page shows, and several side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from lumbung.catalogue.domain.entries.entry_description import (
    EntryDescription,
    description_of,
    known_licence,
)
from lumbung.catalogue.domain.recipes.recipe_summary import summarise
from lumbung.catalogue.domain.search.words import plain_words
from lumbung.catalogue.kept_findings import findings_from_kept
from lumbung.catalogue.models import (
    Entry,
    EntryAddress,
    EntryLog,
    Offer,
    ResourceKind,
    SearchRow,
)
from lumbung.catalogue.queries.adoptions import Use, users_of
from lumbung.catalogue.queries.entry_cards import EntryCard, entry_cards, owner_of
from lumbung.catalogue.queries.offers import (
    OfferDetail,
    infrastructure_of,
    recipe_of,
    shared_activities_of,
    terms_of,
)
from lumbung.catalogue.queries.seen_entries import Viewer, entries, entry, offers_of
from lumbung.catalogue.queries.similar import similar_entries
from lumbung.kit.errors import Finding, Severity

MOST_OFFERS = 50
MOST_MESSAGES = 10


@dataclass(frozen=True, slots=True)
class Maintenance:
    """Who looks after it, of which kind, and until when; `is_over` where the contract has ended."""

    kind: str
    contractors: tuple[dict[str, Any], ...]
    contacts: tuple[dict[str, Any], ...]
    until: date | None

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until < timezone.localdate()


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """`told` is in the viewer's language where there is one. `twins` are the same software as other
    origins tell it; `messages` the latest of crawlers."""

    entry: Entry
    told: EntryDescription
    owner: str
    offers: tuple[OfferDetail, ...]
    users: tuple[Use, ...]
    maintenance: Maintenance
    findings: tuple[Finding, ...]
    categories: tuple[str, ...]
    similar: tuple[EntryCard, ...] = ()
    twins: tuple[Entry, ...] = ()
    messages: tuple[EntryLog, ...] = ()

    @property
    def facts(self) -> Any:
        return self.entry.facts

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def regions_using(self) -> int:
        return len({use.adoption.region_id for use in self.users})

    @property
    def licence(self) -> str:
        return known_licence(self.facts)

    @property
    def name(self) -> str:
        return self.told.name or self.entry.name

    @property
    def function(self) -> str:
        return self.told.function or self.entry.function

    @property
    def description(self) -> str:
        return self.told.description or self.entry.description

    @property
    def used_by_claims(self) -> tuple[str, ...]:
        """Users that publiccode.yml names; nobody has confirmed them here."""
        return tuple(map(str, self.facts.get("used_by") or ()))


def entry_detail(viewer: Viewer, pk: int, *, language: str) -> EntryDetail:
    """Raises NotFoundError where there is none, or none that the viewer may see."""
    found = entry(viewer, pk)
    similar = similar_entries(viewer, found)
    return _detail(
        found,
        tuple(offers_of(viewer, [pk])[:MOST_OFFERS]),
        language,
        similar=entry_cards(viewer, similar, language=language),
        twins=twins_of(viewer, found),
        messages=_messages_about(found),
    )


def compared_entries(
    viewer: Viewer, pks: Sequence[int], *, language: str
) -> tuple[EntryDetail, ...]:
    """In the order of `pks`; what the viewer may not see is left out."""
    rows = {row.pk: row for row in entries(viewer).filter(pk__in=pks)}
    return tuple(
        _detail(rows[pk], tuple(offers_of(viewer, [pk])[:MOST_OFFERS]), language)
        for pk in pks
        if pk in rows
    )


def twins_of(viewer: Viewer, found: Entry) -> tuple[Entry, ...]:
    """Entries of other origins with an address of this one."""
    addresses = EntryAddress.objects.filter(entry=found).values("normalised_url")
    same = EntryAddress.objects.filter(normalised_url__in=addresses).values("entry")
    return tuple(entries(viewer).filter(pk__in=same).exclude(pk=found.pk)[:10])


def likely_duplicates(found: Entry) -> tuple[Entry, ...]:
    """Other entries of our own, of the same kind, whose names have the same words."""
    words = " ".join(plain_words(found.name))[:200]
    named = SearchRow.objects.filter(sort_name=words).values("entry")
    rows = Entry.objects.filter(pk__in=named, catalog=None, kind=found.kind)
    return tuple(rows.exclude(pk=found.pk)[:10]) if words else ()


def _detail(
    found: Entry,
    offers: tuple[Offer, ...],
    language: str,
    *,
    similar: tuple[EntryCard, ...] = (),
    twins: tuple[Entry, ...] = (),
    messages: tuple[EntryLog, ...] = (),
) -> EntryDetail:
    return EntryDetail(
        entry=found,
        told=description_of(found.facts, language),
        owner=owner_of(found, offers),
        offers=tuple(_offer(offer) for offer in offers),
        users=users_of(found.pk),
        maintenance=_maintenance(found.facts),
        findings=tuple(findings_from_kept(found.latest_findings)),
        categories=tuple(map(str, found.facts.get("categories") or ())),
        similar=similar,
        twins=twins,
        messages=messages,
    )


def _messages_about(found: Entry) -> tuple[EntryLog, ...]:
    told = EntryLog.objects.filter(kind=ResourceKind.SOFTWARE, subject_id=found.public_id)
    return tuple(told[:MOST_MESSAGES])


def _offer(offer: Offer) -> OfferDetail:
    recipe, shared = recipe_of(offer), shared_activities_of(offer)
    return OfferDetail(
        offer=offer,
        terms=terms_of(offer),
        infrastructure=infrastructure_of(offer),
        recipe=recipe,
        shared=shared,
        summary=summarise(recipe, shared),
    )


def _maintenance(facts: dict[str, Any]) -> Maintenance:
    contractors = tuple(facts.get("contractors") or ())
    days = [day for each in contractors if (day := _day(each.get("until")))]
    return Maintenance(
        kind=str(facts.get("maintenance_type") or ""),
        contractors=contractors,
        contacts=tuple(facts.get("contacts") or ()),
        until=max(days, default=None),
    )


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
