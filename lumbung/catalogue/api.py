"""Offers over the API. An offer is sent as offer.yml, in YAML or JSON (which is YAML 1.2 too), so
that findings name line and column; it is answered as JSON of the same shape."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from ninja.pagination import LimitOffsetPagination, paginate

from lumbung.catalogue import actions, queries
from lumbung.catalogue.domain.offers.offer_document import OfferDocument
from lumbung.catalogue.domain.offers.terms_summary import terms_line
from lumbung.catalogue.models import Offer
from lumbung.catalogue.offer_import import read_offer_of_a_known_region
from lumbung.catalogue.phrase_words import joined
from lumbung.catalogue.queries.given_offers import advice_about
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.api_texts import LongText, SearchText
from lumbung.kit.request_body import OBJECT_BODY, body_text

router = Router(tags=["offers"])


class OfferLine(Schema):
    """An offer in a list."""

    pk: int
    slug: str
    name: str
    kind: str
    provider: str | None
    provider_title: str
    function: str
    infrastructure: str
    audience: str
    terms_line: str
    state: str
    example: bool

    @staticmethod
    def resolve_terms_line(offer: Offer) -> str:
        return joined(terms_line(queries.terms_of(offer)))

    @staticmethod
    def resolve_provider(offer: Offer) -> str | None:
        return offer.provider_id


class OfferOut(Schema):
    """One offer; `offer` is offer.yml as JSON."""

    pk: int
    state: str
    offer: dict[str, Any]
    publiccode_yml: str
    publiccode_findings: list[dict[str, Any]]


class CheckOut(Schema):
    """One thing that adopters ask for, and whether the offer tells it."""

    key: str
    label: str
    hint: str
    is_met: bool


class PubliccodeIn(Schema):
    publiccode_yml: LongText


@router.get("/offers", response=list[OfferLine], summary="Offers that the caller may see")
@access(Right.SEE_OFFERS)
@paginate(LimitOffsetPagination)
def list_offers(
    request: HttpRequest,
    text: SearchText = "",
    provider: SearchText = "",
    kind: SearchText = "",
    state: SearchText = "",
) -> Any:
    return queries.offers_matching(
        request.user, text=text, provider=provider, kind=kind, state=state
    )


@router.get("/offers/{int:pk}", response=OfferOut, summary="One offer")
@access(Right.SEE_OFFERS)
def get_offer(request: HttpRequest, pk: int) -> Any:
    return _answer(queries.offer(request.user, pk))


@router.get(
    "/offers/{int:pk}/advice",
    response=list[CheckOut],
    summary="What an offer lacks before others can decide about it",
)
@access(Right.EDIT_OFFERS)
def get_advice(request: HttpRequest, pk: int) -> Any:
    """Advice, no condition of publishing; in English, as every text of the API is."""
    return advice_about(queries.offer(request.user, pk))


@router.post(
    "/offers",
    response={200: OfferOut, 201: OfferOut},
    openapi_extra=OBJECT_BODY,
    summary="Add an offer, or replace the one of the same id",
)
@access(Right.EDIT_OFFERS)
def put_offer(request: HttpRequest, dry_run: bool = False) -> Any:
    """With `dry_run`, everything is checked and nothing stored. publiccode.yml has its own address
    and stays as it is."""
    document = read_offer_of_a_known_region(body_text(request))
    known = queries.offers(request.user).filter(slug=document.id).first()
    if dry_run:
        return Status(200, _preview(document, known))
    offer = actions.import_offer(document, by=acting_user(request))
    return Status(200 if known else 201, _answer(offer))


@router.put("/offers/{int:pk}/publiccode", response=OfferOut, summary="Keep publiccode.yml")
@access(Right.EDIT_OFFERS)
def put_publiccode(request: HttpRequest, pk: int, body: PubliccodeIn) -> Any:
    """Kept with the offer's entry; the answer tells what the validator found. A text that is not
    valid never replaces one that is."""
    offer = queries.offer(request.user, pk)
    fields = {"publiccode_yml": body.publiccode_yml}
    return _answer(actions.change_offer(offer, fields, by=acting_user(request)))


@router.post("/offers/{int:pk}/publish", response=OfferOut, summary="Publish an offer")
@access(Right.EDIT_OFFERS)
def publish_offer(request: HttpRequest, pk: int) -> Any:
    return _answer(actions.publish_offer(queries.offer(request.user, pk), by=acting_user(request)))


@router.post("/offers/{int:pk}/withdraw", response=OfferOut, summary="Withdraw an offer")
@access(Right.EDIT_OFFERS)
def withdraw_offer(request: HttpRequest, pk: int) -> Any:
    return _answer(actions.withdraw_offer(queries.offer(request.user, pk), by=acting_user(request)))


@router.delete("/offers/{int:pk}", response={204: None}, summary="Delete an unused offer")
@access(Right.EDIT_OFFERS)
def delete_offer(request: HttpRequest, pk: int) -> Any:
    actions.delete_offer(queries.offer(request.user, pk), by=acting_user(request))
    return Status(204, None)


def _answer(offer: Offer) -> dict[str, Any]:
    return {
        "pk": offer.pk,
        "state": offer.state,
        "offer": queries.offer_as_document(offer).model_dump(mode="json", exclude_defaults=True),
        "publiccode_yml": offer.entry.publiccode_yml,
        "publiccode_findings": offer.entry.latest_findings,
    }


def _preview(document: OfferDocument, known: Offer | None) -> dict[str, Any]:
    return {
        "pk": known.pk if known else 0,
        "state": known.state if known else Offer.State.DRAFT,
        "offer": document.model_dump(mode="json", exclude_defaults=True),
        "publiccode_yml": known.entry.publiccode_yml if known else "",
        "publiccode_findings": known.entry.latest_findings if known else [],
    }
