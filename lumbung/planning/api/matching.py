"""Over the API: which offers could serve which needs, what adopting one would take, and which
applications seem to do the same."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from lumbung.core.access import Right, access
from lumbung.planning import queries
from lumbung.planning.adopting_words import adopting_sentence, lacking
from lumbung.planning.matching_words import evidence_words
from lumbung.planning.queries import AdoptingHere, Duplicates, NeedMatches, OfferMatch

router = Router(tags=["matching"])


class EvidenceOut(Schema):
    """One reason, in the caller's language, with its points of at most `most`."""

    kind: str
    reason: str
    points: int
    most: int
    words: str

    @staticmethod
    def resolve_words(evidence: Any) -> str:
        return evidence_words(evidence)


class MatchOut(Schema):
    """An offer that could serve a need; `score` is the sum of the evidence, 0-100, `similarity`
    0-1 of function alone, `fit_percent` a proposal."""

    need: str
    offer: int
    offer_slug: str
    offer_name: str
    provider: str
    score: int
    similarity: float
    fit_percent: int
    evidence: list[EvidenceOut]


class NeedMatchesOut(Schema):
    """`is_met`: by an offer near to it, or by an option that is open to the planner."""

    need: str
    is_met: bool
    matches: list[MatchOut]


class RoleYearOut(Schema):
    role: str
    year: int
    capacity_decidays: int
    booked_decidays: int
    needed_decidays: int
    outside_decidays: int


class PoolYearOut(Schema):
    code: str
    year: int
    budget_idr: int
    taken_idr: int
    needed_idr: int


class AdoptingOut(Schema):
    """`live_on` is None where it does not fit beside the plan; `lacking` says what is short."""

    sentence: str
    plan: int | None
    is_planned: bool
    fits: bool
    live_on: date | None
    earliest_on: date | None
    lacking: list[str]
    roles: list[RoleYearOut]
    money: list[PoolYearOut]
    example: bool


class DuplicatesOut(Schema):
    """Applications, by their keys, that seem to do the same; `could_save_idr` a year at most."""

    key: str
    applications: list[int]
    words: list[str]
    likeness: float
    could_save_idr: int | None
    is_same: bool


@router.get("/needs/{int:pk}/matches", response=list[MatchOut], summary="Offers for one need")
@access(Right.SEE_NEEDS)
def get_matches(request: HttpRequest, pk: int) -> Any:
    return [_match(each) for each in queries.matches_of_need(queries.need(request.user, pk))]


@router.get("/matches", response=list[NeedMatchesOut], summary="Every need with its best offers")
@access(Right.SEE_NEEDS)
@paginate(LimitOffsetPagination)
def list_matches(request: HttpRequest) -> Any:
    """Those that nothing meets first, then by weight."""
    return [_need_matches(row) for row in queries.matches_of_needs(request.user, most=3)]


@router.get(
    "/offers/{int:pk}/needs", response=list[MatchOut], summary="Needs that an offer could serve"
)
@access(Right.SEE_NEEDS)
def get_needs_of_offer(request: HttpRequest, pk: int) -> Any:
    return [_match(each) for each in queries.needs_for_offer(request.user, pk)]


@router.get(
    "/offers/{int:pk}/adopting", response=AdoptingOut, summary="What adopting it would take for us"
)
@access(Right.SEE_PLANS)
def get_adopting(request: HttpRequest, pk: int) -> Any:
    """Held against the plan that counts now. Where the plan chooses it for another agency, an
    agency officer is answered as if there were nothing to tell."""
    return _adopting(queries.adopting_here(request.user, pk))


@router.get(
    "/applications/duplicates",
    response=list[DuplicatesOut],
    summary="Applications that seem to do the same",
)
@access(Right.SEE_REGISTRY)
@paginate(LimitOffsetPagination)
def list_duplicates(request: HttpRequest) -> Any:
    return [_duplicates(each) for each in queries.duplicates(request.user)]


def _match(found: OfferMatch) -> dict[str, Any]:
    return {
        "need": found.need.slug,
        "offer": found.offer.pk,
        "offer_slug": found.offer.slug,
        "offer_name": found.offer.name,
        "provider": found.offer.provider_title,
        "score": found.match.score,
        "similarity": round(found.match.similarity, 3),
        "fit_percent": found.match.fit_percent,
        "evidence": list(found.match.evidence),
    }


def _need_matches(row: NeedMatches) -> dict[str, Any]:
    matches = [_match(each) for each in row.matches]
    return {"need": row.need.slug, "is_met": row.is_met, "matches": matches}


def _adopting(here: AdoptingHere) -> dict[str, Any]:
    answer, calendar = here.adopting, here.scenario.calendar
    plan = here.plan.pk if here.plan else None
    if here.is_hidden:
        return _nothing_to_tell(plan)
    return {
        "sentence": adopting_sentence(here.scenario, answer, with_names=here.with_names),
        "plan": plan,
        "is_planned": answer.is_planned,
        "fits": answer.fits,
        "live_on": None if answer.live_week is None else calendar.monday(answer.live_week),
        "earliest_on": None if answer.ideal_week is None else calendar.monday(answer.ideal_week),
        "lacking": lacking(here.scenario, answer, with_names=here.with_names),
        "roles": [
            {
                "role": row.role,
                "year": row.year,
                "capacity_decidays": row.capacity,
                "booked_decidays": row.booked,
                "needed_decidays": row.needed,
                "outside_decidays": row.outside,
            }
            for row in answer.roles
        ],
        "money": [
            {
                "code": row.code,
                "year": row.year,
                "budget_idr": row.budget,
                "taken_idr": row.taken,
                "needed_idr": row.needed,
            }
            for row in answer.money
        ],
        "example": answer.rests_on_example,
    }


def _nothing_to_tell(plan: int | None) -> dict[str, Any]:
    return {
        "sentence": "",
        "plan": plan,
        "is_planned": False,
        "fits": False,
        "live_on": None,
        "earliest_on": None,
        "lacking": [],
        "roles": [],
        "money": [],
        "example": False,
    }


def _duplicates(found: Duplicates) -> dict[str, Any]:
    return {
        "key": found.key,
        "applications": list(found.group.members),
        "words": list(found.group.words),
        "likeness": round(found.group.value, 3),
        "could_save_idr": found.could_save_idr,
        "is_same": found.is_same,
    }
