"""What crawlers say, over `/v1`; the newest first."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status
from pydantic import Field

from lumbung.catalogue.actions import notes
from lumbung.catalogue.models import ResourceKind
from lumbung.catalogue.queries import public
from lumbung.catalogue.v1.paging import Paging, page_of
from lumbung.catalogue.v1.shapes import LogIn, LogOut, LogPage
from lumbung.catalogue.v1.shaping import log_of
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.api_texts import NO_NUL

router = Router(tags=["logs"])
SUBJECTS: dict[ResourceKind, Callable[[str], Any]] = {
    ResourceKind.SOFTWARE: public.public_entry,
    ResourceKind.PUBLISHERS: public.public_publisher,
    ResourceKind.CATALOGS: public.public_catalog,
}


class LogQuery(Paging):
    search: str = Field(
        "", max_length=200, pattern=NO_NUL, description="Only messages with this text"
    )


@router.get("/logs", response=LogPage, auth=None, summary="Messages of crawlers")
@access(Right.SEE_PUBLIC)
def list_logs(request: HttpRequest, query: Query[LogQuery]) -> Any:
    return _page(request, query)


@router.post("/logs", response=LogOut, summary="Say something about a run as a whole")
@access(Right.EDIT_OFFERS)
def post_log(request: HttpRequest, body: LogIn) -> Any:
    return log_of(notes.write_log(body.message, by=acting_user(request)))


@router.get("/logs/{logId}", response=LogOut, auth=None, summary="One message")
@access(Right.SEE_PUBLIC)
def get_log(request: HttpRequest, logId: str) -> Any:
    return log_of(public.public_log(logId))


@router.patch("/logs/{logId}", response=LogOut, summary="Change a message")
@access(Right.EDIT_OFFERS)
def patch_log(request: HttpRequest, logId: str, body: LogIn) -> Any:
    line = public.public_log(logId)
    return log_of(notes.change_log(line, body.message, by=acting_user(request)))


@router.delete("/logs/{logId}", response={204: None}, summary="Delete a message")
@access(Right.EDIT_OFFERS)
def delete_log(request: HttpRequest, logId: str) -> Any:
    notes.delete_log(public.public_log(logId), by=acting_user(request))
    return Status(204, None)


def _add_operations(kind: ResourceKind) -> None:
    """Messages about one thing of `kind`."""

    @router.get(
        f"/{kind}/{{subjectId}}/logs",
        response=LogPage,
        auth=None,
        operation_id=f"list-{kind}-logs",
        summary="Messages about it",
    )
    @access(Right.SEE_PUBLIC)
    def list_about(request: HttpRequest, subjectId: str, query: Query[LogQuery]) -> Any:
        subject = SUBJECTS[kind](subjectId)
        return _page(request, query, kind=kind, subject_id=subject.public_id)

    @router.post(
        f"/{kind}/{{subjectId}}/logs",
        response=LogOut,
        operation_id=f"create-{kind}-log",
        summary="Say something about it",
    )
    @access(Right.EDIT_OFFERS)
    def post_about(request: HttpRequest, subjectId: str, body: LogIn) -> Any:
        subject, by = SUBJECTS[kind](subjectId), acting_user(request)
        line = notes.write_log(body.message, kind=kind, subject_id=subject.public_id, by=by)
        return log_of(line)


for _kind in ResourceKind:
    _add_operations(_kind)


def _page(request: HttpRequest, query: LogQuery, **about: Any) -> Any:
    found = public.public_logs().filter(**about)
    if query.search:
        found = found.filter(message__icontains=query.search)
    return page_of(request, found, query, log_of, newest_first=True)
