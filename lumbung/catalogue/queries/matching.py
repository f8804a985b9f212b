"""Published offers as matching sees them: their texts, terms, who uses them and how it went."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Max, QuerySet

from lumbung.catalogue.domain.matching.match_evidence import Offered
from lumbung.catalogue.domain.offers.terms import TermsDocument
from lumbung.catalogue.models import Adoption, Agreement, Entry, Experience, Offer

COMPONENTS = ("cpu_millicores", "memory_mib", "disk_gib")
MOST_TEXT = 2000
# Legal terms without an honest translation stay as they are.
AGREEMENTS = {"kb": "Kesepakatan Bersama", "pks": "PKS", "mandate": "surat kuasa"}


@dataclass(frozen=True, slots=True)
class _Use:
    """What is known of an entry's use elsewhere."""

    agencies: tuple[str, ...] = ()
    in_use: int = 0
    rating: float | None = None


def published_offers() -> QuerySet[Offer]:
    return (
        Offer.objects.filter(state=Offer.State.PUBLISHED)
        .select_related("provider", "entry")
        .defer("entry__publiccode_yml")
        .order_by("pk")
    )


def matching_stamp() -> tuple[object, ...]:
    """Changes whenever what `offered_things` tells may have changed."""
    changed = (
        Offer.objects.filter(state=Offer.State.PUBLISHED),
        Entry.objects.filter(offers__state=Offer.State.PUBLISHED),
        Adoption.objects.all(),
        Experience.objects.all(),
        Agreement.objects.all(),
    )
    return tuple(
        value
        for rows in changed
        for value in rows.order_by().aggregate(rows=Count("pk"), last=Max("updated_at")).values()
    )


def offered_things(offers: Iterable[Offer]) -> list[Offered]:
    """Each by its pk as text. Prerequisites are named, and which of them we lack is not told: only
    an upper room knows what we have."""
    uses = _uses()
    providers = _regions_with_an_agreement()
    return [_offered(offer, uses.get(offer.entry_id or 0, _Use()), providers) for offer in offers]


def _offered(offer: Offer, use: _Use, providers: frozenset[str]) -> Offered:
    terms = TermsDocument.model_validate(offer.terms, strict=False)
    facts = offer.entry.facts if offer.entry else {}
    described = _descriptions(facts)
    demand = offer.recipe.get("demand")
    return Offered(
        id=str(offer.pk),
        name=offer.name,
        function=offer.function,
        categories=_words(facts.get("categories")),
        features=tuple(each for text in described for each in _words(text.get("features"))),
        text=" ".join(
            [offer.description, *(str(text.get("short_description", "")) for text in described)]
        )[:MOST_TEXT],
        used_by=use.agencies,
        meant_for=_words(facts.get("scopes")),
        fee_idr=terms.fee_idr,
        agreement=_agreement(terms),
        has_agreement=offer.provider_id in providers,
        onward_allowed=terms.onward_sharing_allowed,
        support_until=terms.support_until,
        demand=tuple(demand.get(name, 0) for name in COMPONENTS) if demand else None,
        requires=(*_dependencies(facts), *offer.recipe.get("requires_needs", ())),
        in_use=use.in_use,
        rating=use.rating,
    )


def _uses() -> dict[int, _Use]:
    """By entry: agencies that have it in use, how many, and how those that tell rate it."""
    agencies: dict[int, list[str]] = defaultdict(list)
    in_use = Adoption.objects.filter(status=Adoption.Status.IN_USE).order_by("pk")
    for entry, own, other in in_use.values_list("entry_id", "agency__name", "agency_name"):
        agencies[entry].append(own or other)
    rated = Experience.objects.filter(state=Experience.State.VISIBLE, rating__isnull=False)
    ratings = dict(
        rated.order_by()
        .values("entry_id")
        .annotate(mean=Avg("rating"))
        .values_list("entry_id", "mean")
    )
    return {
        entry: _Use(
            tuple(dict.fromkeys(name for name in agencies[entry] if name)),
            len(agencies[entry]),
            ratings.get(entry),
        )
        for entry in {*agencies, *ratings}
    }


def _regions_with_an_agreement() -> frozenset[str]:
    """Regions with which a PKS of ours is in force, as their provider or through an offer."""
    in_force = Agreement.objects.filter(
        stage=Agreement.Stage.IN_FORCE, kind=Agreement.Kind.COOPERATION
    )
    named = in_force.filter(parties__side="provider").values_list("parties__region", flat=True)
    offered = in_force.values_list("offers__provider", flat=True)
    return frozenset(code for code in (*named, *offered) if code)


def _agreement(terms: TermsDocument) -> str:
    needed = [AGREEMENTS[kind] for kind, is_needed in terms.agreements.items() if is_needed]
    return ", ".join(needed) or terms.agreement


def _descriptions(facts: dict[str, Any]) -> list[dict[str, Any]]:
    return [text for text in _mapping(facts.get("by_language")).values() if isinstance(text, dict)]


def _dependencies(facts: dict[str, Any]) -> tuple[str, ...]:
    """Names of the software it cannot do without; hardware and what is optional left out."""
    return tuple(
        str(row["name"])
        for row in facts.get("depends_on") or ()
        if isinstance(row, dict)
        and row.get("name")
        and not row.get("is_optional")
        and row.get("kind") != "hardware"
    )


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()
