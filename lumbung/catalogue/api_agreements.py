"""Agreements over the API: the register, stages, obligations, documents, drafts, reminders."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, File, Router, Schema, Status, UploadedFile
from ninja.pagination import LimitOffsetPagination, paginate

from lumbung.catalogue import queries
from lumbung.catalogue.actions import agreements as actions
from lumbung.catalogue.domain.agreements.document_kinds import MOST_BYTES
from lumbung.catalogue.errors import DocumentTooLarge
from lumbung.catalogue.models import Agreement, AgreementParty
from lumbung.catalogue.queries import agreements as reads
from lumbung.catalogue.queries.reminders import reminders
from lumbung.core.access import Right, access, acting_user, require_right
from lumbung.kit.api_texts import LongText, SearchText, Text
from lumbung.registry.queries import region

router = Router(tags=["agreements"])
Side = Literal["provider", "adopter"]


class PartyBody(Schema):
    side: Side
    region: Text | None = None
    name: Text = ""
    agency_name: Text = ""
    address: Text = ""
    signatory: Text = ""
    signatory_office: Text = ""
    signs_as: Literal["region", "office", "other"] = "office"
    mandate_number: Text = ""
    mandate_on: date | None = None

    @staticmethod
    def resolve_region(party: Any) -> str | None:
        return party.region_id if isinstance(party, AgreementParty) else party.get("region")


class AgreementBody(Schema):
    """`parent` is the memorandum's number here (pk); `offers` are those of the catalogue."""

    kind: Literal["kb", "pks", "nk"] = "pks"
    title: str = Field(min_length=1, max_length=300)
    subject: LongText = ""
    number: Text = ""
    other_number: Text = ""
    parent: int | None = None
    no_parent_reason: Text = ""
    offers: list[int] = []
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    remind_days: int = Field(90, ge=0, le=3650)
    source: LongText = ""
    example: bool = False
    parties: list[PartyBody] = Field([], max_length=6)


class AgreementLine(Schema):
    pk: int
    kind: str
    title: str
    number: str
    stage: str
    starts_on: date | None
    ends_on: date | None
    parties: list[str]
    example: bool

    @staticmethod
    def resolve_parties(agreement: Agreement) -> list[str]:
        return [str(party) for party in agreement.parties.all()]


class ObligationOut(Schema):
    pk: int
    side: str
    text: str
    due_on: date | None
    done_on: date | None


class DocumentOut(Schema):
    pk: int
    title: str
    file_name: str
    media_type: str
    size_bytes: int
    sha256: str
    added_at: datetime


class StageOut(Schema):
    stage: str
    at: datetime
    note: str


class AgreementOut(Schema):
    pk: int
    stage: str
    agreement: AgreementBody
    obligations: list[ObligationOut]
    documents: list[DocumentOut]
    steps: list[StageOut]


class MoveIn(Schema):
    stage: Text
    note: LongText = ""


class ObligationIn(Schema):
    side: Side
    text: str = Field(min_length=1, max_length=2000)
    due_on: date | None = None


class DoneIn(Schema):
    """The day it was done; null takes the mark away."""

    done_on: date | None


class ReminderOut(Schema):
    """`pk` is the agreement's, or, of a confirmation, the adoption's."""

    kind: str
    day: date
    days_left: int
    pk: int
    about: str
    detail: str


@router.get("/agreements", response=list[AgreementLine], summary="The register of agreements")
@access(Right.SEE_AGREEMENTS)
@paginate(LimitOffsetPagination)
def list_agreements(
    request: HttpRequest,
    text: SearchText = "",
    kind: SearchText = "",
    stage: SearchText = "",
    partner: SearchText = "",
    ending: Literal["", "soon", "past"] = "",
) -> Any:
    return reads.agreements_matching(
        text=text, kind=kind, stage=stage, partner=partner, ending=ending
    )


@router.get("/agreements/{int:pk}", response=AgreementOut, summary="One agreement")
@access(Right.SEE_AGREEMENTS)
def get_agreement(request: HttpRequest, pk: int) -> Any:
    return _answer(pk)


@router.post("/agreements", response={201: AgreementOut}, summary="Record an agreement")
@access(Right.EDIT_AGREEMENTS)
def create_agreement(request: HttpRequest, body: AgreementBody) -> Any:
    fields = _fields(request, body)
    kept = actions.create_agreement(fields, _parties(body), by=acting_user(request))
    return Status(201, _answer(kept.pk))


@router.put("/agreements/{int:pk}", response=AgreementOut, summary="Replace an agreement's record")
@access(Right.EDIT_AGREEMENTS)
def change_agreement(request: HttpRequest, pk: int, body: AgreementBody) -> Any:
    agreement, fields = reads.agreement(pk), _fields(request, body)
    actions.change_agreement(agreement, fields, _parties(body), by=acting_user(request))
    return _answer(pk)


@router.post("/agreements/{int:pk}/move", response=AgreementOut, summary="Move to another stage")
@access(Right.EDIT_AGREEMENTS)
def move_agreement(request: HttpRequest, pk: int, body: MoveIn) -> Any:
    """To have it signed, to let it enter into force and to end it is the CIO's to decide."""
    agreement = reads.agreement(pk)
    reads.require_stage(body.stage)
    require_right(request.user, reads.right_to_move(body.stage), subject=request.path)
    actions.move_agreement(agreement, body.stage, note=body.note, by=acting_user(request))
    return _answer(pk)


@router.post(
    "/agreements/{int:pk}/obligations", response={201: AgreementOut}, summary="Add an obligation"
)
@access(Right.EDIT_AGREEMENTS)
def add_obligation(request: HttpRequest, pk: int, body: ObligationIn) -> Any:
    agreement = reads.agreement(pk)
    actions.add_obligation(agreement, body.model_dump(), by=acting_user(request))
    return Status(201, _answer(pk))


@router.post(
    "/agreements/{int:pk}/obligations/{int:row}/done",
    response=AgreementOut,
    summary="Mark an obligation as done",
)
@access(Right.EDIT_AGREEMENTS)
def finish_obligation(request: HttpRequest, pk: int, row: int, body: DoneIn) -> Any:
    obligation = reads.obligation(pk, row)
    actions.finish_obligation(obligation, body.done_on, by=acting_user(request))
    return _answer(pk)


@router.post(
    "/agreements/{int:pk}/documents", response={201: DocumentOut}, summary="Attach a document"
)
@access(Right.EDIT_AGREEMENTS)
def attach_document(
    request: HttpRequest, pk: int, file: File[UploadedFile], title: SearchText = ""
) -> Any:
    if (file.size or 0) > MOST_BYTES:
        raise DocumentTooLarge(most=MOST_BYTES // (1024 * 1024))
    agreement, by = reads.agreement(pk), acting_user(request)
    kept = actions.attach_document(agreement, title, file.name or "", file.read(), by=by)
    return Status(201, kept)


@router.get("/agreements/{int:pk}/documents/{int:row}", summary="The file as it was attached")
@access(Right.SEE_AGREEMENTS)
def get_document(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Its SHA-256 is checked first."""
    found = reads.document(pk, row)
    response = HttpResponse(reads.document_content(found), content_type=found.media_type)
    response.headers["Content-Disposition"] = "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@router.get("/reminders", response=list[ReminderOut], summary="What ends or falls due")
@access(Right.SIGNED_IN)
def list_reminders(request: HttpRequest) -> Any:
    return list(reminders(request.user))


def _fields(request: HttpRequest, body: AgreementBody) -> dict[str, Any]:
    fields = body.model_dump(exclude={"parties", "offers", "parent"})
    return fields | {
        "parent": reads.agreement(body.parent) if body.parent else None,
        "offers": [queries.offer(request.user, pk) for pk in body.offers],
    }


def _parties(body: AgreementBody) -> list[dict[str, Any]]:
    return [
        party.model_dump() | {"region": region(party.region) if party.region else None}
        for party in body.parties
    ]


def _answer(pk: int) -> dict[str, Any]:
    detail = reads.agreement_detail(pk)
    agreement = detail.agreement
    plain = [name for name in AgreementBody.model_fields if name not in _JOINED]
    body = {name: getattr(agreement, name) for name in plain} | {
        "parent": agreement.parent_id,
        "offers": [offer.pk for offer in agreement.offers.all()],
        "parties": [PartyBody.from_orm(party).model_dump() for party in detail.parties],
    }
    return {
        "pk": agreement.pk,
        "stage": agreement.stage,
        "agreement": body,
        "obligations": detail.obligations,
        "documents": detail.documents,
        "steps": detail.steps,
    }


_JOINED = frozenset({"parent", "offers", "parties"})
