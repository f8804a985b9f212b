"""Which offers could serve which needs: the catalogue's offers held against our needs, servers,
applications and horizon. The scoring itself is catalogue.domain.matching.matching.

The matcher does not hang on who looks (published offers only), so it is kept in memory until an
offer, what is known of its use, or what we have changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q

from lumbung.catalogue.domain.matching.match_evidence import Offered, OurMeans, Wanted
from lumbung.catalogue.domain.matching.matching import MOST_TOLD, Match, Matcher
from lumbung.catalogue.queries import matching_stamp, offered_things, published_offers
from lumbung.core.models import User
from lumbung.planning.domain.scenario import OptionKind
from lumbung.planning.models import Need
from lumbung.planning.queries.needs import needs
from lumbung.planning.queries.options import current_horizon
from lumbung.planning.queries.plans import served_needs_of_published_plan
from lumbung.registry.queries import agencies, all_applications, server_purchases, servers

SHARED_KINDS = (OptionKind.ADOPT.value, OptionKind.USE.value)
COMPONENTS = ("cpu_millicores", "memory_mib", "disk_gib")


@dataclass(frozen=True, slots=True)
class OfferMatch:
    """A match with its rows; `offer` is a catalogue offer with its provider."""

    match: Match
    need: Need
    offer: Any


@dataclass(frozen=True, slots=True)
class NeedMatches:
    """A need with its best matches, none where nothing that is offered is near enough."""

    need: Need
    matches: tuple[OfferMatch, ...]

    @property
    def best(self) -> OfferMatch | None:
        return self.matches[0] if self.matches else None

    @property
    def is_met(self) -> bool:
        """By an offer, or by an option that the planner may choose."""
        return bool(self.matches) or bool(getattr(self.need, "options_count", 0))

    @property
    def is_shared(self) -> bool:
        """Somebody shares something for it: an offer near to it, or what an option adopts or uses.
        What we could only build or buy ourselves is what other regions may lack too."""
        return bool(self.matches) or bool(getattr(self.need, "shared_count", 0))


def matches_of_need(need: Need, *, most: int = MOST_TOLD) -> tuple[OfferMatch, ...]:
    """The best offers for one need; that the need may be seen is the caller's check."""
    return _matches([need], most=most)[0].matches


def matches_of_needs(viewer: User | AnonymousUser, *, most: int = 1) -> list[NeedMatches]:
    """Every need that the viewer may see and nobody withdrew, those that nothing meets first, then
    the weightiest."""
    found = _matches(needs(viewer).exclude(state=Need.State.WITHDRAWN), most=most)
    return sorted(found, key=lambda row: (row.is_met, bool(row.matches), -row.need.weight))


def matches_of_all_needs() -> list[NeedMatches]:
    """As matches_of_needs, whoever looks: for what is told of the region as a whole."""
    every = Need.objects.select_related("agency", "service").exclude(state=Need.State.WITHDRAWN)
    shared = Q(services__option__is_enabled=True, services__option__kind__in=SHARED_KINDS)
    counted = every.annotate(shared_count=Count("services", filter=shared))
    return _matches(counted.order_by("pk"), most=1)


def needs_for_offer(viewer: User | AnonymousUser, offer_pk: int) -> list[OfferMatch]:
    """The needs, of those the viewer may see, that one published offer could serve, best first."""
    rows = _matches(
        needs(viewer).exclude(state=Need.State.WITHDRAWN), most=MOST_TOLD, only=str(offer_pk)
    )
    found = [match for row in rows for match in row.matches]
    return sorted(found, key=lambda one: (-one.match.score, one.need.pk))


def offered_to_us(offer_pk: int) -> Offered | None:
    """One published offer as matching sees it, with the prerequisites that we lack."""
    return _matcher().offered(str(offer_pk))


def _matches(rows: Iterable[Need], *, most: int, only: str = "") -> list[NeedMatches]:
    matcher, means = _matcher(), our_means()
    asked = [(need, matcher.matches(_wanted(need), means, most=most, only=only)) for need in rows]
    named = {int(match.offer) for _need, matches in asked for match in matches}
    offers = published_offers().in_bulk(named)
    return [
        NeedMatches(
            need,
            tuple(
                OfferMatch(match, need, offers[int(match.offer)])
                for match in matches
                if int(match.offer) in offers
            ),
        )
        for need, matches in asked
    ]


def _wanted(need: Need) -> Wanted:
    return Wanted(
        id=str(need.pk),
        name=need.name,
        service=need.service.name if need.service else "",
        note=need.note,
        agency=need.agency.name,
    )


def our_means() -> OurMeans:
    """Room on each server of today and on each kind that can be bought, and the horizon's end."""
    horizon = current_horizon()
    last_day: date | None = None
    if horizon is not None:
        last_day = horizon.first_day + timedelta(weeks=horizon.weeks, days=-1)
    return OurMeans(
        free=tuple(_free(server, "used_") for server in servers()),
        purchasable=tuple(_free(kind) for kind in server_purchases()),
        last_day=last_day,
    )


def _free(row: Any, used: str = "") -> tuple[int, int, int]:
    """What is left of each component above the share kept free, as the planner counts it."""
    cpu, memory, disk = (
        max(
            0,
            getattr(row, name) * (100 - row.kept_free_percent) // 100
            - (getattr(row, used + name) if used else 0),
        )
        for name in COMPONENTS
    )
    return cpu, memory, disk


def _matcher() -> Matcher:
    applications = tuple(
        all_applications().order_by("pk").values_list("name", "function", "technology")
    )
    names = dict(Need.objects.order_by("pk").values_list("slug", "name"))
    horizon = current_horizon()
    places = tuple(agencies().filter(kind="kecamatan").values_list("name", flat=True))
    region = (horizon.region.name,) if horizon else ()
    return _built_matcher(
        matching_stamp(),
        applications,
        tuple(names.items()),
        (*region, *places),
        served_needs_of_published_plan(),
    )


@lru_cache(maxsize=2)
def _built_matcher(
    stamp: tuple[object, ...],
    applications: tuple[tuple[str, str, str], ...],
    needs: tuple[tuple[str, str], ...],
    places: tuple[str, ...],
    served: frozenset[str],
) -> Matcher:
    """`stamp` tells which offers it is made of."""
    names = dict(needs)
    have = " ".join(f" {name} {technology} ".lower() for name, _, technology in applications)
    offered = [_with_what_is_lacking(each, have, names, served) for each in _read_offers(stamp)]
    background = [*names.values(), *(function or name for name, function, _ in applications)]
    return Matcher(offered, background=background, ignored=places)


@lru_cache(maxsize=2)
def _read_offers(stamp: tuple[object, ...]) -> tuple[Offered, ...]:
    """Kept by themselves: a need that changes makes the matcher anew, and reads no offer again."""
    return tuple(offered_things(published_offers()))


def _with_what_is_lacking(
    offered: Offered, have: str, names: dict[str, str], served: frozenset[str]
) -> Offered:
    """A prerequisite is there where an application of ours is called so or built with it, or where
    the published plan serves the need it names."""
    lacking = tuple(
        each for each in offered.requires if each not in served and f" {each.lower()} " not in have
    )
    named = (names.get(each, each) for each in offered.requires)
    return replace(
        offered,
        requires=tuple(named),
        lacking=tuple(names.get(each, each) for each in lacking),
    )
