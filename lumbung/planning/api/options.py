"""Options over the API, in the shape that scenario.yml gives them."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from ninja.pagination import LimitOffsetPagination, paginate

from lumbung.catalogue.domain.recipes.sharpening import Change, Sharpened
from lumbung.catalogue.queries import offer_detail
from lumbung.core.access import Right, access, acting_user, sees_all_agencies
from lumbung.kit.api_texts import SearchText, Text
from lumbung.kit.errors import NotFoundError
from lumbung.kit.request_body import OBJECT_BODY, body_text
from lumbung.planning import actions, queries
from lumbung.planning.models import Need, Option
from lumbung.planning.option_documents import option_as_document, read_option

router = Router(tags=["options"])


class OptionOut(Schema):
    """`option` as in scenario.yml; `offer` is the number of the offer it was made from."""

    pk: int
    is_enabled: bool
    offer: int | None
    option: dict[str, Any]


class ServiceIn(Schema):
    need: Text
    fit_percent: int


class FromOffer(Schema):
    """`kind`: adopt or use. Name and identifier are the offer's where left out. `sharpened`: effort
    and cost as reports of use correct them, where there are any."""

    kind: Text
    serves: list[ServiceIn]
    slug: Text = ""
    name: Text = ""
    sharpened: bool = True


class SharpenedChange(Schema):
    """Person-days of a role, or rupiah. `in_option` is null where the option has no such role."""

    kind: str
    role: str
    offered: float
    experienced: float | None
    reports: int
    expected: float
    in_option: float | None = None


class SharpeningOut(Schema):
    """What reports of use would change. `missing` is told of, and not part of the recipe; `slope`
    is told where reports were brought to our own size."""

    reports: list[str]
    changes: list[SharpenedChange]
    missing: list[SharpenedChange]
    slope: float | None
    example: bool
    is_news: bool


class Retake(Schema):
    sharpened: bool = False


class Enabled(Schema):
    is_enabled: bool


@router.get("/options", response=list[OptionOut], summary="Options that the caller may see")
@access(Right.SEE_PLANS)
@paginate(LimitOffsetPagination)
def list_options(
    request: HttpRequest,
    text: SearchText = "",
    kind: SearchText = "",
    agency: SearchText = "",
    enabled: SearchText = "",
) -> Any:
    found = queries.options_matching(
        request.user, text=text, kind=kind, agency=agency, enabled=enabled
    )
    return [_answer(request, option) for option in found]


@router.get("/options/{int:pk}", response=OptionOut, summary="One option")
@access(Right.SEE_PLANS)
def get_option(request: HttpRequest, pk: int) -> Any:
    return _answer(request, queries.option(request.user, pk))


@router.post(
    "/options",
    response={201: OptionOut},
    openapi_extra=OBJECT_BODY,
    summary="Add an option of our own",
)
@access(Right.EDIT_PLANS)
def post_option(request: HttpRequest) -> Any:
    """The body is an entry of scenario.yml's `options`, in JSON or YAML."""
    fields, services = read_option(body_text(request))
    option = actions.create_option(fields, services, by=acting_user(request))
    return Status(201, _answer(request, option))


@router.put(
    "/options/{int:pk}",
    response=OptionOut,
    openapi_extra=OBJECT_BODY,
    summary="Replace an option",
)
@access(Right.EDIT_PLANS)
def put_option(request: HttpRequest, pk: int) -> Any:
    """The body is an entry of scenario.yml's `options`, in JSON or YAML."""
    fields, services = read_option(body_text(request))
    option = queries.option(request.user, pk)
    return _answer(
        request, actions.change_option(option, fields, services, by=acting_user(request))
    )


@router.post(
    "/offers/{int:pk}/options", response={201: OptionOut}, summary="Put an offer into the plan"
)
@access(Right.EDIT_PLANS)
def post_option_from_offer(request: HttpRequest, pk: int, body: FromOffer) -> Any:
    detail = offer_detail(request.user, pk)
    named = {name: value for name in ("slug", "name") if (value := getattr(body, name))}
    services = [(_need(each.need), each.fit_percent) for each in body.serves]
    fields = {"kind": body.kind} | named
    option = actions.create_option_from_offer(
        detail, fields, services, by=acting_user(request), sharpened=body.sharpened
    )
    return Status(201, _answer(request, option))


@router.get(
    "/offers/{int:pk}/sharpening",
    response=SharpeningOut,
    summary="What reports of use would change in an offer's recipe",
)
@access(Right.SEE_OFFERS)
def get_offer_sharpening(request: HttpRequest, pk: int) -> Any:
    found = queries.offer_sharpening(offer_detail(request.user, pk)).sharpened
    return _sharpening(found, [(change, None) for change in found.changes], bool(found.reports))


@router.get(
    "/options/{int:pk}/sharpening",
    response=SharpeningOut,
    summary="An option beside what its offer and reports of use say today",
)
@access(Right.EDIT_PLANS)
def get_option_sharpening(request: HttpRequest, pk: int) -> Any:
    """Nothing is changed; `POST …/retake` does that."""
    detail = queries.option_detail(request.user, pk)
    proposal = queries.sharpening_proposal(acting_user(request), detail)
    if proposal is None:
        raise NotFoundError(kind="report of use", key=pk)
    return _sharpening(proposal.sharpening.sharpened, proposal.rows, proposal.is_news)


@router.post(
    "/options/{int:pk}/retake", response=OptionOut, summary="Take the offer's recipe again"
)
@access(Right.EDIT_PLANS)
def retake_option(request: HttpRequest, pk: int, body: Retake) -> Any:
    option = queries.option(request.user, pk)
    retaken = actions.retake_recipe(option, by=acting_user(request), sharpened=body.sharpened)
    return _answer(request, retaken)


@router.post("/options/{int:pk}/enable", response=OptionOut, summary="Open or keep back")
@access(Right.EDIT_PLANS)
def enable_option(request: HttpRequest, pk: int, body: Enabled) -> Any:
    option = queries.option(request.user, pk)
    actions.set_option_enabled(option, body.is_enabled, by=acting_user(request))
    return _answer(request, option)


@router.delete("/options/{int:pk}", response={204: None}, summary="Delete an option")
@access(Right.EDIT_PLANS)
def delete_option(request: HttpRequest, pk: int) -> Any:
    actions.delete_option(queries.option(request.user, pk), by=acting_user(request))
    return Status(204, None)


def _need(slug: str) -> Need:
    need = Need.objects.filter(slug=slug).first()
    if need is None:
        raise NotFoundError(kind="need", key=slug)
    return need


def _sharpening(found: Sharpened, rows: Iterable[tuple[Change, Any]], is_news: bool) -> Any:
    return {
        "reports": [report.label for report in found.reports],
        "changes": [asdict(change) | {"in_option": today} for change, today in rows],
        "missing": [asdict(change) for change in found.missing],
        "slope": found.slope,
        "example": found.is_example,
        "is_news": is_news,
    }


def _answer(request: HttpRequest, option: Option) -> dict[str, Any]:
    own = None if sees_all_agencies(request.user) else getattr(request.user, "agency_id", -1)
    return {
        "pk": option.pk,
        "is_enabled": option.is_enabled,
        "offer": option.offer_id,
        "option": option_as_document(option, agency_id=own),
    }
