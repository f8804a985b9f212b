"""Experience over the API: what regions tell about an entry, telling it, and moderating."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from ninja.pagination import LimitOffsetPagination, paginate
from pydantic import Field

from lumbung.catalogue.actions import document_json
from lumbung.catalogue.actions import experiences as actions
from lumbung.catalogue.domain.recipes.use_report import EffortDocument
from lumbung.catalogue.models import Experience
from lumbung.catalogue.queries import experiences as reads
from lumbung.catalogue.queries import seen_entries
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.api_texts import NO_NUL, SearchText, Text

router = Router(tags=["experience"])
Words = Annotated[str, Field(max_length=10_000, pattern=NO_NUL)]


class ExperienceOut(Schema):
    """`entry`, `question` and `pk` are numbers of this node; `public_id` is the same on all."""

    pk: int
    public_id: str
    kind: str
    entry: int
    question: int | None
    region: str
    agency_name: str
    title: str
    text: str
    version: str
    users_count: int | None
    months_in_use: int | None
    effort: dict[str, Any]
    went_wrong: str
    rating: int | None
    state: str
    hidden_reason: str
    is_own: bool
    written_at: str
    example: bool


class WordsIn(Schema):
    """An agency officer speaks for the own agency, whatever `agency_name` says."""

    title: Text = ""
    text: Words = ""
    agency_name: Text = ""
    example: bool = False


class ReportIn(WordsIn):
    """`effort`: effort_days by role, total_days, weeks_to_use, once_idr and yearly_idr by kind."""

    version: Text = ""
    users_count: int | None = Field(None, ge=0, le=10**9)
    months_in_use: int | None = Field(None, ge=0, le=1200)
    effort: EffortDocument = EffortDocument()
    went_wrong: Words = ""
    rating: int | None = Field(None, ge=1, le=5)


class ReasonIn(Schema):
    reason: Text


@router.get("/experiences", response=list[ExperienceOut], summary="What regions tell")
@access(Right.SEE_OFFERS)
@paginate(LimitOffsetPagination)
def list_experiences(
    request: HttpRequest,
    text: SearchText = "",
    kind: SearchText = "",
    state: SearchText = "",
    about: SearchText = "",
) -> Any:
    """`about`: ours (what our region offers), by-us, open (questions to us without an answer), or
    flagged (for moderators)."""
    found = reads.experiences_matching(request.user, text=text, kind=kind, state=state, about=about)
    return [_answer(row) for row in found]


@router.get(
    "/entries/{int:pk}/experiences", response=list[ExperienceOut], summary="About one entry"
)
@access(Right.SEE_OFFERS)
def entry_experiences(request: HttpRequest, pk: int) -> Any:
    entry = seen_entries.entry(request.user, pk)
    rows = reads.experiences(request.user).filter(entry=entry).order_by("-written_at", "-pk")
    return [_answer(row) for row in rows]


@router.post(
    "/entries/{int:pk}/questions", response={201: ExperienceOut}, summary="Ask about an entry"
)
@access(Right.SHARE_EXPERIENCE)
def post_question(request: HttpRequest, pk: int, body: WordsIn) -> Any:
    entry = seen_entries.entry(request.user, pk)
    return _kept(actions.ask_question(entry, body.dict(), by=acting_user(request)))


@router.post(
    "/entries/{int:pk}/reports", response={201: ExperienceOut}, summary="Report the use of an entry"
)
@access(Right.SHARE_EXPERIENCE)
def post_report(request: HttpRequest, pk: int, body: ReportIn) -> Any:
    entry = seen_entries.entry(request.user, pk)
    return _kept(actions.report_use(entry, _fields(body), by=acting_user(request)))


@router.post(
    "/experiences/{int:pk}/answers", response={201: ExperienceOut}, summary="Answer a question"
)
@access(Right.SHARE_EXPERIENCE)
def post_answer(request: HttpRequest, pk: int, body: WordsIn) -> Any:
    question = reads.question(request.user, pk)
    return _kept(actions.answer_question(question, body.dict(), by=acting_user(request)))


@router.put("/experiences/{int:pk}", response=ExperienceOut, summary="Correct what we wrote")
@access(Right.SHARE_EXPERIENCE)
def put_experience(request: HttpRequest, pk: int, body: ReportIn) -> Any:
    """Of a question or an answer, the words alone are taken."""
    row = reads.experience(request.user, pk)
    fields = _fields(body)
    if row.kind != Experience.Kind.REPORT:
        fields = {name: fields[name] for name in WordsIn.model_fields}
    return _answer(actions.change_experience(row, fields, by=acting_user(request)))


@router.post("/experiences/{int:pk}/flag", response={204: None}, summary="Point it out")
@access(Right.SEE_OFFERS)
def flag_experience(request: HttpRequest, pk: int, body: ReasonIn) -> Any:
    row = reads.experience(request.user, pk)
    actions.flag_experience(row, body.reason, by=acting_user(request))
    return Status(204, None)


@router.post("/experiences/{int:pk}/hide", response=ExperienceOut, summary="Hide it, with a reason")
@access(Right.MODERATE)
def hide_experience(request: HttpRequest, pk: int, body: ReasonIn) -> Any:
    row = reads.experience(request.user, pk)
    return _answer(actions.hide_experience(row, body.reason, by=acting_user(request)))


@router.post("/experiences/{int:pk}/show", response=ExperienceOut, summary="Show it, or keep it")
@access(Right.MODERATE)
def show_experience(request: HttpRequest, pk: int) -> Any:
    row = reads.experience(request.user, pk)
    return _answer(actions.show_experience(row, by=acting_user(request)))


def _fields(body: ReportIn) -> dict[str, Any]:
    return body.dict() | {"effort": document_json(body.effort)}


def _kept(row: Experience) -> Any:
    return Status(201, _answer(row))


def _answer(row: Experience) -> dict[str, Any]:
    plain = [
        name
        for name in ExperienceOut.model_fields
        if name not in ("public_id", "entry", "question", "region", "written_at")
    ]
    return {
        **{name: getattr(row, name) for name in plain},
        "public_id": str(row.public_id),
        "entry": row.entry_id,
        "question": row.question_id,
        "region": row.region_id,
        "written_at": row.written_at.isoformat(),
    }
