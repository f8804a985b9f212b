"""Adoptions over the API: ask, answer, move on, confirm. An agency sees and moves its own."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.pagination import LimitOffsetPagination, paginate

from lumbung.catalogue import queries
from lumbung.catalogue.actions import adoptions as actions
from lumbung.catalogue.domain.recipes.recipe import Id
from lumbung.catalogue.models import Adoption, AdoptionAnswer
from lumbung.catalogue.queries import adoptions as reads
from lumbung.catalogue.queries.adoption_figures import sharing_figures
from lumbung.core.access import (
    Right,
    access,
    acting_user,
    require_agency,
    sees_all_agencies,
)
from lumbung.kit.api_texts import LongText, SearchText, Text
from lumbung.registry.queries import agency as agency_of_slug

router = Router(tags=["adoptions"])
StatusWord = Literal["installing", "in-use", "stopped", "withdrawn"]


class AdoptionLine(Schema):
    """An adoption in a list."""

    pk: int
    entry: str = Field(alias="entry.name")
    offer: int | None = Field(alias="offer_id")
    region: str = Field(alias="region_id")
    agency: str = Field(alias="agency_title")
    status: str
    requested_on: date
    in_use_since: date | None
    confirmed_on: date | None
    example: bool


class StepOut(Schema):
    status: str
    at: datetime


class AnswerOut(Schema):
    verdict: str
    note: str
    answered_on: date
    source: str


class AdoptionOut(AdoptionLine):
    """One adoption. `need` stays on the adopter's own node."""

    purpose: str
    users_count: int | None
    version: str
    stopped_on: date | None
    need: str = Field(alias="need_slug")
    fit_percent: int
    saved_idr: int | None
    saved_source: str
    agreement: int | None = Field(alias="agreement_id")
    is_confirmed: bool
    answer: AnswerOut | None
    steps: list[StepOut]

    @staticmethod
    def resolve_is_confirmed(adoption: Adoption) -> bool:
        return reads.confirmed(adoption)

    @staticmethod
    def resolve_answer(adoption: Adoption) -> AdoptionAnswer | None:
        return AdoptionAnswer.objects.filter(adoption=adoption).first()


class RequestIn(Schema):
    """`offer`: what is asked for. `agency`: an officer's own, where left out."""

    offer: int
    agency: Text = ""
    purpose: LongText = ""
    users_count: int | None = Field(None, ge=0)
    version: Text = ""
    need: Id | None = None
    fit_percent: int = Field(100, ge=1, le=100)


class AnswerIn(Schema):
    verdict: Literal["agreed", "declined"]
    note: LongText = ""


class LetterIn(AnswerIn):
    """An answer that came otherwise, with where it came from."""

    source: str = Field(min_length=1, max_length=300)
    answered_on: date | None = None


class MoveIn(Schema):
    status: StatusWord
    on: date | None = None
    version: Text = ""
    note: LongText = ""


class ReuseOut(Schema):
    entry: int
    name: str
    regions: int
    agencies: int
    confirmed: int
    unconfirmed: int
    under_way: int
    saved_idr: int | None
    adoptions: list[int]
    example: bool = Field(alias="rests_on_example")

    @staticmethod
    def resolve_adoptions(reuse: Any) -> list[int]:
        return [fact.pk for fact in reuse.facts]


class SpanOut(Schema):
    """Median days between two statuses, and the days of each adoption counted."""

    start: str
    end: str
    median_days: float | None
    days: list[tuple[int, int]]


class FiguresOut(Schema):
    in_use: int
    unconfirmed: int
    regions: int
    saved_idr: int | None
    entries: list[ReuseOut]
    spans: list[SpanOut]
    to_use: SpanOut


@router.get("/adoptions", response=list[AdoptionLine], summary="Our region's adoptions")
@access(Right.SEE_OFFERS)
@paginate(LimitOffsetPagination)
def list_adoptions(request: HttpRequest, text: SearchText = "", status: SearchText = "") -> Any:
    return reads.adoptions_matching(reads.adoptions(request.user), text=text, status=status)


@router.get("/adoption-requests", response=list[AdoptionLine], summary="Who asks for our offers")
@access(Right.SEE_AGREEMENTS)
@paginate(LimitOffsetPagination)
def list_requests(request: HttpRequest, text: SearchText = "", status: SearchText = "") -> Any:
    found = reads.adoption_requests(request.user)
    return reads.adoptions_matching(found, text=text, status=status)


@router.get("/adoptions/{int:pk}", response=AdoptionOut, summary="One adoption")
@access(Right.SEE_OFFERS)
def get_adoption(request: HttpRequest, pk: int) -> Any:
    return reads.adoption(request.user, pk)


@router.post("/adoptions", response={201: AdoptionOut}, summary="Ask for an offer")
@access(Right.REQUEST_ADOPTIONS)
def request_adoption(request: HttpRequest, body: RequestIn) -> Any:
    user = acting_user(request)
    agency = agency_of_slug(body.agency) if body.agency else user.agency
    if not sees_all_agencies(user):
        require_agency(
            user, agency.pk if agency else None, Right.REQUEST_ADOPTIONS, subject=request.path
        )
    fields = body.model_dump(exclude={"agency", "need", "offer"})
    fields |= {
        "offer": queries.offer(user, body.offer),
        "agency": agency,
        "need_slug": body.need or "",
    }
    return Status(201, actions.request_adoption(fields, by=user))


@router.post("/adoptions/{int:pk}/answer", response=AdoptionOut, summary="Answer a request to us")
@access(Right.APPROVE_ADOPTIONS)
def answer_adoption(request: HttpRequest, pk: int, body: AnswerIn) -> Any:
    adoption = reads.adoption(request.user, pk)
    answer = actions.Answer(body.verdict, body.note)
    actions.answer_adoption(adoption, answer, by=acting_user(request))
    return reads.adoption(request.user, pk)


@router.post(
    "/adoptions/{int:pk}/record-answer",
    response=AdoptionOut,
    summary="Write down an answer that came by letter",
)
@access(Right.EDIT_AGREEMENTS)
def record_answer(request: HttpRequest, pk: int, body: LetterIn) -> Any:
    adoption = reads.adoption(request.user, pk)
    answer = actions.Answer(body.verdict, body.note, body.answered_on, body.source)
    actions.record_answer(adoption, answer, by=acting_user(request))
    return reads.adoption(request.user, pk)


@router.post("/adoptions/{int:pk}/move", response=AdoptionOut, summary="Move an adoption on")
@access(Right.REQUEST_ADOPTIONS)
def move_adoption(request: HttpRequest, pk: int, body: MoveIn) -> Any:
    adoption = _own(request, pk)
    actions.move_adoption(adoption, by=acting_user(request), **body.model_dump())
    return reads.adoption(request.user, pk)


@router.post("/adoptions/{int:pk}/confirm", response=AdoptionOut, summary="It is still in use")
@access(Right.REQUEST_ADOPTIONS)
def confirm_adoption(request: HttpRequest, pk: int) -> Any:
    actions.confirm_adoption(_own(request, pk), by=acting_user(request))
    return reads.adoption(request.user, pk)


@router.get("/sharing-figures", response=FiguresOut, summary="Reuse, savings and times")
@access(Right.SEE_AGREEMENTS)
def get_figures(request: HttpRequest) -> Any:
    return sharing_figures()


def _own(request: HttpRequest, pk: int) -> Adoption:
    adoption = reads.adoption(request.user, pk)
    require_agency(request.user, adoption.agency_id, Right.REQUEST_ADOPTIONS, subject=request.path)
    return adoption
