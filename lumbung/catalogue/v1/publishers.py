"""Publishers over `/v1`."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from lumbung.catalogue.actions import resources
from lumbung.catalogue.models import Catalog, Publisher
from lumbung.catalogue.queries import public
from lumbung.catalogue.v1.paging import Paging, page_of
from lumbung.catalogue.v1.shapes import PublisherOut, PublisherPage, PublisherPatch, PublisherPost
from lumbung.catalogue.v1.shaping import publisher_of
from lumbung.core.access import Right, access, acting_user

router = Router(tags=["publishers"])


@router.get("/publishers", response=PublisherPage, auth=None, summary="Who publishes")
@access(Right.SEE_PUBLIC)
def list_publishers(request: HttpRequest, query: Query[Paging]) -> Any:
    found = public.public_publishers(with_inactive=query.with_inactive)
    return page_of(request, found, query, publisher_of)


@router.get("/publishers/{publisherId}", response=PublisherOut, auth=None, summary="One publisher")
@access(Right.SEE_PUBLIC)
def get_publisher(request: HttpRequest, publisherId: str) -> Any:
    """By id or alternative id."""
    return publisher_of(public.public_publisher(publisherId))


@router.post("/publishers", response=PublisherOut, summary="Add a publisher")
@access(Right.EDIT_OFFERS)
def post_publisher(request: HttpRequest, body: PublisherPost) -> Any:
    return publisher_of(created(request, body))


@router.patch("/publishers/{publisherId}", response=PublisherOut, summary="Change a publisher")
@access(Right.EDIT_OFFERS)
def patch_publisher(request: HttpRequest, publisherId: str, body: PublisherPatch) -> Any:
    """A JSON merge patch (RFC 7386)."""
    return publisher_of(changed(request, public.public_publisher(publisherId), body))


@router.delete(
    "/publishers/{publisherId}", response={204: None}, summary="Delete a publisher of nothing"
)
@access(Right.EDIT_OFFERS)
def delete_publisher(request: HttpRequest, publisherId: str) -> Any:
    resources.delete_publisher(public.public_publisher(publisherId), by=acting_user(request))
    return Status(204, None)


def created(request: HttpRequest, body: PublisherPost, catalog: Catalog | None = None) -> Publisher:
    fields = _fields(body.model_dump())
    return resources.create_publisher(fields, catalog=catalog, by=acting_user(request))


def changed(request: HttpRequest, publisher: Publisher, body: PublisherPatch) -> Publisher:
    fields = _fields(body.model_dump(exclude_unset=True))
    return resources.change_publisher(publisher, fields, by=acting_user(request))


FIELDS = {
    "description": "name",
    "codeHosting": "code_hosting",
    "email": "email",
    "active": "is_active",
    "alternativeId": "alternative_id",
}


def _fields(sent: dict[str, Any]) -> dict[str, Any]:
    return {FIELDS[name]: value for name, value in sent.items()}
