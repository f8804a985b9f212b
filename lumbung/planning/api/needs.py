"""Needs over the API. Agencies, services and needs are named by their identifiers."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.pagination import LimitOffsetPagination, paginate

from lumbung.core.access import Right, access, acting_user, sees_all_agencies
from lumbung.kit.api_texts import LongText, SearchText, Text
from lumbung.kit.errors import NotFoundError
from lumbung.planning import actions, queries
from lumbung.planning.models import Need
from lumbung.registry.queries import agency as agency_of_slug
from lumbung.registry.queries import public_services

router = Router(tags=["needs"])


class NeedOut(Schema):
    pk: int
    slug: str
    name: str
    agency: str = Field(alias="agency.slug")
    service: str | None = None
    weight: int
    mandatory: bool
    deadline: date | None
    note: str
    state: str
    source: str
    example: bool

    @staticmethod
    def resolve_service(need: Need) -> str | None:
        return need.service.slug if need.service else None


class NeedIn(Schema):
    name: Text
    agency: Text = ""  # an agency officer's own, where left out
    service: Text | None = None
    note: LongText = ""


class NeedPatch(Schema):
    """What is left out stays as it is."""

    name: Text | None = None
    service: Text | None = None
    note: LongText | None = None


class Weighing(Schema):
    """What is left out stays as it is."""

    weight: int | None = None
    mandatory: bool | None = None
    deadline: date | None = None


@router.get("/needs", response=list[NeedOut], summary="Needs that the caller may see")
@access(Right.SEE_NEEDS)
@paginate(LimitOffsetPagination)
def list_needs(
    request: HttpRequest, text: SearchText = "", agency: SearchText = "", state: SearchText = ""
) -> Any:
    return queries.needs_matching(request.user, text=text, agency=agency, state=state)


@router.get("/needs/{int:pk}", response=NeedOut, summary="One need")
@access(Right.SEE_NEEDS)
def get_need(request: HttpRequest, pk: int) -> Any:
    return queries.need(request.user, pk)


@router.post("/needs", response={201: NeedOut}, summary="State a need")
@access(Right.EDIT_NEEDS)
def post_need(request: HttpRequest, body: NeedIn) -> Any:
    own = acting_user(request).agency
    agency = agency_of_slug(body.agency) if body.agency or own is None else own
    fields = {"agency": agency, "name": body.name, "note": body.note}
    need = actions.state_need(fields | _service(request, body.service), by=acting_user(request))
    return Status(201, queries.need(request.user, need.pk))


@router.patch("/needs/{int:pk}", response=NeedOut, summary="Change a need's words")
@access(Right.EDIT_NEEDS)
def patch_need(request: HttpRequest, pk: int, body: NeedPatch) -> Any:
    sent = body.dict(exclude_unset=True)
    service = _service(request, sent.pop("service")) if "service" in sent else {}
    actions.edit_need(queries.need(request.user, pk), sent | service, by=acting_user(request))
    return queries.need(request.user, pk)


@router.post("/needs/{int:pk}/accept", response=NeedOut, summary="Weigh and accept a need")
@access(Right.EDIT_PLANS)
def accept_need(request: HttpRequest, pk: int, body: Weighing) -> Any:
    weighing = body.dict(exclude_unset=True)
    actions.accept_need(queries.need(request.user, pk), by=acting_user(request), **weighing)
    return queries.need(request.user, pk)


@router.post("/needs/{int:pk}/withdraw", response=NeedOut, summary="Withdraw a need")
@access(Right.EDIT_NEEDS)
def withdraw_need(request: HttpRequest, pk: int) -> Any:
    actions.withdraw_need(queries.need(request.user, pk), by=acting_user(request))
    return queries.need(request.user, pk)


def _service(request: HttpRequest, slug: str | None) -> dict[str, Any]:
    """The service of that identifier; of an agency officer's own agency only."""
    if not slug:
        return {"service": None}
    found = public_services().filter(slug=slug)
    if not sees_all_agencies(request.user):
        found = found.filter(agency=acting_user(request).agency)
    service = found.first()
    if service is None:
        raise NotFoundError(kind="service", key=slug)
    return {"service": service}
