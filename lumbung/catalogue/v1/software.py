"""Software over `/v1`."""

from typing import Any, cast

from django.http import HttpRequest
from ninja import Body, Query, Router, Status
from pydantic import Field

from lumbung.catalogue.actions import notes, resources
from lumbung.catalogue.models import Catalog, Entry
from lumbung.catalogue.queries import public
from lumbung.catalogue.v1.paging import Paging, page_of
from lumbung.catalogue.v1.shapes import (
    AnalysisIn,
    AnalysisOut,
    SoftwareOut,
    SoftwarePage,
    SoftwarePatch,
    SoftwarePost,
)
from lumbung.catalogue.v1.shaping import analyses_of, software_of
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.api_texts import NO_NUL

router = Router(tags=["software"])


class SoftwareQuery(Paging):
    url: str = Field(
        "", max_length=500, pattern=NO_NUL, description="Only what is, or was, at this address"
    )


@router.get("/software", response=SoftwarePage, auth=None, summary="Software that all may see")
@access(Right.SEE_PUBLIC)
def list_software(request: HttpRequest, query: Query[SoftwareQuery]) -> Any:
    found = public.public_entries(with_inactive=query.with_inactive)
    if query.url:
        found = public.at_address(found, query.url)
    return page_of(request, found, query, software_of)


@router.get("/software/{softwareId}", response=SoftwareOut, auth=None, summary="One software")
@access(Right.SEE_PUBLIC)
def get_software(request: HttpRequest, softwareId: str) -> Any:
    return software_of(public.public_entry(softwareId))


@router.post("/software", response=SoftwareOut, summary="Add software")
@access(Right.EDIT_OFFERS)
def post_software(request: HttpRequest, body: SoftwarePost) -> Any:
    return software_of(created(request, body))


@router.patch("/software/{softwareId}", response=SoftwareOut, summary="Change software")
@access(Right.EDIT_OFFERS)
def patch_software(request: HttpRequest, softwareId: str, body: SoftwarePatch) -> Any:
    """A JSON merge patch (RFC 7386). An invalid publiccode.yml leaves the last good copy."""
    return software_of(changed(request, public.public_entry(softwareId), body))


@router.delete("/software/{softwareId}", response={204: None}, summary="Delete unused software")
@access(Right.EDIT_OFFERS)
def delete_software(request: HttpRequest, softwareId: str) -> Any:
    resources.delete_software(public.public_entry(softwareId), by=acting_user(request))
    return Status(204, None)


@router.get(
    "/software/{softwareId}/analysis",
    response=AnalysisOut,
    auth=None,
    summary="What programs found out about it, by program",
)
@access(Right.SEE_PUBLIC)
def get_analysis(request: HttpRequest, softwareId: str) -> Any:
    return analyses_of(public.public_entry(softwareId))


@router.patch(
    "/software/{softwareId}/analysis",
    response=AnalysisOut,
    summary="Keep what programs found out",
)
@access(Right.EDIT_OFFERS)
def patch_analysis(request: HttpRequest, softwareId: str, body: Body[AnalysisIn]) -> Any:
    """Programs named replace what they had said; others stay. Each says by `v` which version of its
    own format it writes; `t`, when it was kept, is ours."""
    entry = public.public_entry(softwareId)
    found = cast(dict[str, dict[str, Any]], body)  # what its validator makes of it
    notes.keep_analyses(entry, found, by=acting_user(request))
    return analyses_of(entry)


def created(request: HttpRequest, body: SoftwarePost, catalog: Catalog | None = None) -> Entry:
    return resources.create_software(
        url=body.url,
        aliases=body.aliases,
        publiccode_yml=body.publiccodeYml,
        is_active=body.active,
        vitality=body.vitality,
        catalog=catalog,
        by=acting_user(request),
    )


FIELDS = {
    "url": "url",
    "aliases": "aliases",
    "publiccodeYml": "publiccode_yml",
    "active": "is_active",
    "vitality": "vitality",
}


def changed(request: HttpRequest, entry: Entry, body: SoftwarePatch) -> Entry:
    sent = body.model_dump(exclude_unset=True)
    changes = {FIELDS[name]: value for name, value in sent.items()}
    return resources.change_software(entry, changes, by=acting_user(request))
