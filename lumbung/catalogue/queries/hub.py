"""The hub's view: who offers, who uses, what is saved, which needs nobody meets, by region.

Reckoned by aggregates over the tables that the federation fills, one query for each kind of figure
however many regions and entries there are. Offers for everyone and what is known of their use may
be seen by all; what a region told its hub alone only by those who see peers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from heapq import nsmallest
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, Q, QuerySet, Sum

from lumbung.catalogue.models import Adoption, Catalog, FeedItem, Offer, RegionSummary
from lumbung.catalogue.queries.feed import own_code
from lumbung.catalogue.queries.offers import public_offers
from lumbung.core.access import Right, has_right
from lumbung.core.models import User
from lumbung.registry.queries import regions

MOST_FLOWS = 20
OTHER = "other"  # needs whose words point to no field of work
Viewer = User | AnonymousUser
Pair = tuple[str | None, str, int, int | None]  # provider, region, uses, saved


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """One region, or a province with all its regions. `uses`: applications of others in use there;
    `used`: uses of what it offers by others; None where it has told no summary to us."""

    code: str
    name: str
    province: str
    level: str
    offers: int = 0
    used: int = 0
    uses: int = 0
    saved_idr: int = 0
    needs: int | None = None
    unmet: int | None = None
    is_member: bool = False
    is_ours: bool = False
    last_seen: datetime | None = None
    example: bool = False

    @property
    def takes_part(self) -> bool:
        told = self.needs is not None or self.is_member or self.is_ours
        return bool(told or self.offers or self.uses or self.used)


@dataclass(frozen=True, slots=True)
class Flow:
    """Uses, in one region, of what another offers."""

    provider: str
    provider_name: str
    region: str
    region_name: str
    uses: int


@dataclass(frozen=True, slots=True)
class FunctionNeeds:
    """One field of work over all regions that tell: needs, those that nobody meets, and in how many
    regions."""

    key: str
    needs: int
    unmet: int
    regions: int
    interests: int


@dataclass(frozen=True, slots=True)
class Hub:
    """`regions` are those of the country's list, in its order; `tells` how many told a summary."""

    regions: tuple[RegionFigures, ...]
    functions: tuple[FunctionNeeds, ...]
    flows: tuple[Flow, ...]
    tells: int
    sees_all: bool
    example: bool
    by_code: Mapping[str, RegionFigures] = field(default_factory=dict)

    @property
    def total(self) -> RegionFigures:
        return _together("", "", self.regions)

    def provinces(self) -> list[RegionFigures]:
        """Each with its regencies and cities counted in."""
        inside: dict[str, list[RegionFigures]] = defaultdict(list)
        for row in self.regions:
            inside[row.province].append(row)
        return [
            replace(
                _together(row.code, row.name, inside[row.code]),
                is_ours=any(each.is_ours for each in inside[row.code]),
            )
            for row in self.regions
            if row.code == row.province
        ]

    def of_province(self, code: str) -> list[RegionFigures]:
        return [row for row in self.regions if row.province == code]


def hub(viewer: Viewer) -> Hub:
    summaries = {row.region_id: row for row in summaries_for(viewer)}
    pairs = _pairs(viewer)
    figures = _figures(viewer, summaries, pairs)
    listed = regions().order_by("code").values_list("code", "name", "parent_id", "level")
    rows = tuple(
        RegionFigures(code, name, parent or code, level, **figures.get(code, {}))
        for code, name, parent, level in listed
    )
    names = {row.code: row.name for row in rows}
    return Hub(
        regions=rows,
        functions=tuple(function_needs(summaries.values())),
        flows=tuple(_flows(pairs, names)),
        tells=len(summaries),
        sees_all=has_right(viewer, Right.SEE_PEERS),
        example=any(row.example for row in rows),
        by_code={row.code: row for row in rows},
    )


def summaries_for(viewer: Viewer) -> QuerySet[RegionSummary]:
    """All for those who see peers, else those that their region tells everyone."""
    found = RegionSummary.objects.select_related("region").order_by("region")
    if has_right(viewer, Right.SEE_PEERS):
        return found
    for_all = FeedItem.objects.filter(kind=FeedItem.Kind.SUMMARY, is_for_all=True, is_deleted=False)
    return found.filter(public_id__in=for_all.values("public_id"))


def uses_for(viewer: Viewer) -> QuerySet[Adoption]:
    """Uses that the viewer may count: of software that stands by itself, or of an offer that the
    viewer may see. A use that came by an offer to some regions only would tell that offer."""
    found = Adoption.objects.filter(status=Adoption.Status.IN_USE)
    if has_right(viewer, Right.SEE_PEERS):
        return found
    return found.filter(
        Q(entry__rests_on_offers=False) | Q(entry__in=public_offers().values("entry")),
        Q(offer=None) | Q(offer__audience=Offer.Audience.EVERYONE),
    )


def offers_for(viewer: Viewer) -> QuerySet[Offer]:
    if has_right(viewer, Right.SEE_PEERS):
        return Offer.objects.filter(state=Offer.State.PUBLISHED)
    return public_offers()


def flows_of(viewer: Viewer, region: str, names: Mapping[str, str]) -> tuple[Flow, ...]:
    """The largest flows to and from one region."""
    uses = uses_for(viewer).filter(Q(region=region) | Q(offer__provider=region))
    return tuple(_flows(_pairs(viewer, uses), names))


def _flows(pairs: Iterable[Pair], names: Mapping[str, str]) -> list[Flow]:
    """The largest first; what no known region provides is left out."""
    known = ((pair[0], *pair[1:]) for pair in pairs if pair[0] and pair[0] in names)
    largest = nsmallest(MOST_FLOWS, known, key=lambda pair: (-pair[2], pair[0], pair[1]))
    return [
        Flow(provider, names[provider], region, names[region], uses)
        for provider, region, uses, _saved in largest
    ]


def _pairs(viewer: Viewer, uses: QuerySet[Adoption] | None = None) -> list[Pair]:
    """Uses and what they save, by provider (None where there is none) and by the region that
    uses."""
    counted = (uses_for(viewer) if uses is None else uses).order_by()
    grouped = counted.values_list("offer__provider", "region")
    return list(grouped.annotate(uses=Count("pk"), saved=Sum("saved_idr")))


def function_needs(summaries: Iterable[RegionSummary]) -> list[FunctionNeeds]:
    """Fields of work, those that most regions lack first."""
    needs: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for summary in summaries:
        for row in summary.functions:
            counted = needs[row["function"]]
            counted[0] += row["needs"]
            counted[1] += row["unmet"]
            counted[2] += bool(row["unmet"])
        for row in summary.interests:
            needs[row["function"]][3] += 1
    found = [FunctionNeeds(key, *counted) for key, counted in needs.items()]
    return sorted(found, key=lambda row: (-row.regions, -row.unmet, -row.needs, row.key))


def _figures(
    viewer: Viewer, summaries: Mapping[str, RegionSummary], pairs: Iterable[Pair]
) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for code, offers, examples in _by_provider(offers_for(viewer)):
        found[code] |= {"offers": offers, "example": bool(examples)}
    for provider, region, uses, saved in pairs:
        row = found[region]
        row["uses"] = row.get("uses", 0) + uses
        row["saved_idr"] = row.get("saved_idr", 0) + (saved or 0)
        if provider:
            found[provider]["used"] = found[provider].get("used", 0) + uses
    for code, summary in summaries.items():
        row = found[code]
        row |= {"needs": summary.needs, "unmet": summary.unmet}
        row["saved_idr"] = max(row.get("saved_idr", 0), summary.saved_idr or 0)
        row["example"] = row.get("example", False) or summary.example
        row["last_seen"] = summary.stated_at
    for code, is_member, seen in _nodes() if has_right(viewer, Right.SEE_PEERS) else ():
        row = found[code]
        row["is_member"] = bool(is_member)
        row["last_seen"] = max(filter(None, (seen, row.get("last_seen"))), default=None)
    found[own_code()]["is_ours"] = True
    return found


def _by_provider(offers: QuerySet[Offer]) -> Any:
    return (
        offers.filter(provider__isnull=False)
        .order_by()
        .values_list("provider")
        .annotate(offers=Count("pk"), examples=Count("pk", filter=Q(example=True)))
    )


def _nodes() -> Any:
    """Nodes of regions: whether members of our hub, and when we last read them."""
    return (
        Catalog.objects.filter(region__isnull=False, driver=Catalog.Driver.PEER)
        .order_by()
        .values_list("region")
        .annotate(
            members=Count("pk", filter=Q(is_member=True, state=Catalog.State.ACTIVE)),
            seen=Max("last_succeeded_at"),
        )
    )


def _together(code: str, name: str, rows: Iterable[RegionFigures]) -> RegionFigures:
    known = list(rows)
    told = [row for row in known if row.needs is not None]
    return RegionFigures(
        code,
        name,
        code,
        "",
        offers=sum(row.offers for row in known),
        used=sum(row.used for row in known),
        uses=sum(row.uses for row in known),
        saved_idr=sum(row.saved_idr for row in known),
        needs=sum(row.needs or 0 for row in told) if told else None,
        unmet=sum(row.unmet or 0 for row in told) if told else None,
        is_member=any(row.is_member for row in known),
        last_seen=max((row.last_seen for row in known if row.last_seen), default=None),
        example=any(row.example for row in known),
    )
