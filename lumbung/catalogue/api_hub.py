"""The hub over the API: figures by region, and what regions lack by field of work."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from lumbung.catalogue.queries.hub import function_needs, hub, summaries_for
from lumbung.core.access import Right, access

router = Router(tags=["hub"])


class RegionOut(Schema):
    """`needs` and `unmet` are None where the region has told no figures to the caller."""

    code: str
    name: str
    province: str
    offers: int
    used: int
    uses: int
    saved_idr: int
    needs: int | None
    unmet: int | None
    is_member: bool
    last_seen: datetime | None
    example: bool


class FunctionOut(Schema):
    """A field of work: needs, needs that nobody meets, regions that lack it, and interests."""

    key: str
    needs: int
    unmet: int
    regions: int
    interests: int


@router.get("/hub/regions", response=list[RegionOut], summary="Regions that take part, in figures")
@access(Right.SEE_OFFERS)
def list_regions(request: HttpRequest) -> Any:
    """What regions tell everyone; for those who see peers also what they tell their hub alone."""
    return [row for row in hub(request.user).regions if row.takes_part]


@router.get("/hub/functions", response=list[FunctionOut], summary="What regions lack")
@access(Right.SEE_OFFERS)
def list_functions(request: HttpRequest) -> Any:
    return function_needs(summaries_for(request.user))
