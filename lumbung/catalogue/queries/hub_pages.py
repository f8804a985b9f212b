"""One region, and one field of work, as the hub's pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from lumbung.catalogue.domain.search.functions import BY_KEY, functions_of
from lumbung.catalogue.domain.search.words import stems
from lumbung.catalogue.models import Catalog, Interest, Offer, RegionSummary
from lumbung.catalogue.queries.hub import OTHER, Viewer, offers_for, summaries_for, uses_for
from lumbung.catalogue.queries.summaries import summary_choice
from lumbung.core.access import Right, has_right
from lumbung.kit.errors import NotFoundError

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Use:
    """What a region uses of another, and since when."""

    entry_pk: int
    name: str
    provider: str
    since: date | None
    example: bool


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """One field of work of one region; `names` only where the region tells them."""

    key: str
    needs: int
    unmet: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionDetail:
    """`node` only for those who see peers."""

    offers: Sequence[Offer]
    uses: Sequence[Use]
    summary: RegionSummary | None
    functions: tuple[FunctionRow, ...]
    node: Catalog | None


@dataclass(frozen=True, slots=True)
class Lacking:
    """What one region lacks in a field of work."""

    region_code: str
    region: str
    unmet: int
    names: tuple[str, ...]
    example: bool


@dataclass(frozen=True, slots=True)
class Interested:
    region_code: str
    region: str
    way: str
    note: str


@dataclass(frozen=True, slots=True)
class Call:
    """One field of work: who lacks what, who would build or join, and what is offered near it."""

    key: str
    lacking: tuple[Lacking, ...]
    interested: tuple[Interested, ...]
    offers: tuple[Offer, ...]

    @property
    def unmet(self) -> int:
        return sum(each.unmet for each in self.lacking)


def region_detail(viewer: Viewer, code: str) -> RegionDetail:
    """Of this region alone, also where it is a province."""
    summary = summaries_for(viewer).filter(region=code).first()
    uses = uses_for(viewer).filter(region=code).order_by("in_use_since", "pk")
    columns = ("entry", "entry__name", "offer__provider__name", "in_use_since", "example")
    node = None
    if has_right(viewer, Right.SEE_PEERS):
        node = Catalog.objects.filter(region=code, driver=Catalog.Driver.PEER).first()
    return RegionDetail(
        offers=list(offers_for(viewer).filter(provider=code).order_by("name")[:MOST_ROWS]),
        uses=[
            Use(pk, name, provider or "", since, example)
            for pk, name, provider, since, example in uses.values_list(*columns)[:MOST_ROWS]
        ],
        summary=summary,
        functions=tuple(_function_rows(summary, viewer)) if summary else (),
        node=node,
    )


def _function_rows(summary: RegionSummary, viewer: Viewer) -> list[FunctionRow]:
    rows = [
        FunctionRow(
            row["function"],
            row["needs"],
            row["unmet"],
            tuple(row["names"]) if _may_see_names(summary, viewer) else (),
        )
        for row in summary.functions
    ]
    return sorted(rows, key=lambda row: (-row.unmet, -row.needs, row.key))


def _may_see_names(summary: RegionSummary, viewer: Viewer) -> bool:
    """A copy holds the names only where its region tells them. Our own row always does: for those
    who see peers, and for others where we tell them."""
    if not summary.is_own or has_right(viewer, Right.SEE_PEERS):
        return True
    return summary_choice().with_names


def call(viewer: Viewer, function: str) -> Call:
    """Raises NotFoundError for what is no field of work."""
    if function not in BY_KEY and function != OTHER:
        raise NotFoundError(kind="function", key=function)
    lacking: list[Lacking] = []
    interested: list[Interested] = []
    for summary in summaries_for(viewer):
        for row in summary.functions:
            if row["function"] == function and row["unmet"]:
                names = tuple(row["names"]) if _may_see_names(summary, viewer) else ()
                lacking.append(
                    Lacking(
                        summary.region_id, summary.region.name, row["unmet"], names, summary.example
                    )
                )
        for row in summary.interests:
            if row["function"] == function:
                way = str(Interest.Way(row["way"]).label)
                interested.append(
                    Interested(summary.region_id, summary.region.name, way, row["note"])
                )
    return Call(
        function,
        tuple(sorted(lacking, key=lambda row: (-row.unmet, row.region_code))),
        tuple(interested),
        tuple(_offers_of(viewer, function)),
    )


def _offers_of(viewer: Viewer, function: str) -> list[Offer]:
    """Offers whose own words point to the field of work first."""
    if function == OTHER:
        return []
    rows = offers_for(viewer).order_by("name", "pk").values_list("pk", "name", "function")
    keys = [pk for pk, name, text in rows if _field_of(f"{name} {text}") == function][:MOST_ROWS]
    offers = Offer.objects.select_related("provider").in_bulk(keys)
    return [offers[key] for key in keys]


@lru_cache(maxsize=20_000)
def _field_of(text: str) -> str:
    return next(iter(functions_of(stems(text), ())), OTHER)
