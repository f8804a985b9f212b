"""Catalogues over `/v1`: the sources this node reads, and what came from each. `∅` is its own."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from lumbung.catalogue.actions import resources
from lumbung.catalogue.models import Catalog
from lumbung.catalogue.queries import public
from lumbung.catalogue.v1 import publishers, software
from lumbung.catalogue.v1.paging import Paging, page_of
from lumbung.catalogue.v1.shapes import (
    CatalogOut,
    CatalogPage,
    CatalogPatch,
    CatalogPost,
    PublisherOut,
    PublisherPage,
    PublisherPatch,
    PublisherPost,
    SoftwareOut,
    SoftwarePage,
    SoftwarePatch,
    SoftwarePost,
)
from lumbung.catalogue.v1.shaping import DRIVERS, catalog_of, publisher_of, software_of
from lumbung.catalogue.v1.software import SoftwareQuery
from lumbung.core.access import Right, access, acting_user

router = Router(tags=["catalogs"])


@router.get("/catalogs", response=CatalogPage, auth=None, summary="Sources that are read")
@access(Right.SEE_PUBLIC)
def list_catalogs(request: HttpRequest, query: Query[Paging]) -> Any:
    found = public.public_catalogs(with_inactive=query.with_inactive)
    return page_of(request, found, query, catalog_of)


@router.get("/catalogs/{catalogId}", response=CatalogOut, auth=None, summary="One source")
@access(Right.SEE_PUBLIC)
def get_catalog(request: HttpRequest, catalogId: str) -> Any:
    """By id or alternative id (of a peer: the code of its region)."""
    return catalog_of(public.public_catalog(catalogId))


@router.get(
    "/catalogs/{catalogId}/software",
    response=SoftwarePage,
    auth=None,
    summary="Software that came from one source",
)
@access(Right.SEE_PUBLIC)
def list_software_of_catalog(
    request: HttpRequest, catalogId: str, query: Query[SoftwareQuery]
) -> Any:
    found = public.entries_of_catalog(catalogId, with_inactive=query.with_inactive)
    if query.url:
        found = public.at_address(found, query.url)
    return page_of(request, found, query, software_of)


@router.get(
    "/catalogs/{catalogId}/publishers",
    response=PublisherPage,
    auth=None,
    summary="Publishers that came from one source",
)
@access(Right.SEE_PUBLIC)
def list_publishers_of_catalog(request: HttpRequest, catalogId: str, query: Query[Paging]) -> Any:
    found = public.publishers_of_catalog(catalogId, with_inactive=query.with_inactive)
    return page_of(request, found, query, publisher_of)


@router.post("/catalogs", response=CatalogOut, summary="Add a source that is no node")
@access(Right.MANAGE_PEERS)
def post_catalog(request: HttpRequest, body: CatalogPost) -> Any:
    """Nodes of regions join by an invitation, with their key, on the node's pages."""
    fields = _fields(body.model_dump())
    return catalog_of(resources.create_catalog(fields, by=acting_user(request)))


@router.patch("/catalogs/{catalogId}", response=CatalogOut, summary="Change a source")
@access(Right.MANAGE_PEERS)
def patch_catalog(request: HttpRequest, catalogId: str, body: CatalogPatch) -> Any:
    """A JSON merge patch (RFC 7386)."""
    catalog, fields = public.public_catalog(catalogId), _fields(body.model_dump(exclude_unset=True))
    return catalog_of(resources.change_catalog(catalog, fields, by=acting_user(request)))


@router.delete("/catalogs/{catalogId}", response={204: None}, summary="Delete an empty source")
@access(Right.MANAGE_PEERS)
def delete_catalog(request: HttpRequest, catalogId: str) -> Any:
    resources.delete_catalog(public.public_catalog(catalogId), by=acting_user(request))
    return Status(204, None)


@router.post(
    "/catalogs/{catalogId}/software", response=SoftwareOut, summary="Add software of a source"
)
@access(Right.EDIT_OFFERS)
def post_software_of_catalog(request: HttpRequest, catalogId: str, body: SoftwarePost) -> Any:
    return software_of(software.created(request, body, public.origin_called(catalogId)))


@router.patch(
    "/catalogs/{catalogId}/software/{softwareId}",
    response=SoftwareOut,
    summary="Change software of a source",
)
@access(Right.EDIT_OFFERS)
def patch_software_of_catalog(
    request: HttpRequest, catalogId: str, softwareId: str, body: SoftwarePatch
) -> Any:
    entry = public.of_origin(public.public_entry(softwareId), catalogId)
    return software_of(software.changed(request, entry, body))


@router.post(
    "/catalogs/{catalogId}/publishers", response=PublisherOut, summary="Add a publisher of a source"
)
@access(Right.EDIT_OFFERS)
def post_publisher_of_catalog(request: HttpRequest, catalogId: str, body: PublisherPost) -> Any:
    return publisher_of(publishers.created(request, body, public.origin_called(catalogId)))


@router.patch(
    "/catalogs/{catalogId}/publishers/{publisherId}",
    response=PublisherOut,
    summary="Change a publisher of a source",
)
@access(Right.EDIT_OFFERS)
def patch_publisher_of_catalog(
    request: HttpRequest, catalogId: str, publisherId: str, body: PublisherPatch
) -> Any:
    publisher = public.of_origin(public.public_publisher(publisherId), catalogId)
    return publisher_of(publishers.changed(request, publisher, body))


FIELDS = {
    "name": "name",
    "alternativeId": "alternative_id",
    "publishersNamespace": "publishers_namespace",
    "scopes": "scopes",
}


def _fields(sent: dict[str, Any]) -> dict[str, Any]:
    fields = {FIELDS[name]: value for name, value in sent.items() if name in FIELDS}
    if "active" in sent:
        fields["state"] = Catalog.State.ACTIVE if sent["active"] else Catalog.State.PAUSED
    for source in sent.get("sources", ()):
        fields |= {"driver": DRIVERS[source["driver"]], "url": source["url"]}
    return fields
