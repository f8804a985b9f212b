"""Subscriptions over `/v1`: to everything of a kind, or to one thing. Messages are signed with the
secret given here, which is never told again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from lumbung.catalogue.actions import webhooks as writing
from lumbung.catalogue.models import ResourceKind
from lumbung.catalogue.queries import public
from lumbung.catalogue.queries import webhooks as reading
from lumbung.catalogue.v1.paging import Paging, page_of
from lumbung.catalogue.v1.shapes import WebhookOut, WebhookPage, WebhookPatch, WebhookPost
from lumbung.catalogue.v1.shaping import webhook_of
from lumbung.core.access import Right, access, acting_user

router = Router(tags=["webhooks"])
SUBJECTS: dict[ResourceKind, Callable[[str], Any]] = {
    ResourceKind.SOFTWARE: public.public_entry,
    ResourceKind.PUBLISHERS: public.public_publisher,
    ResourceKind.CATALOGS: public.public_catalog,
}


@router.get("/webhooks/{webhookId}", response=WebhookOut, summary="One subscription")
@access(Right.MANAGE_PEERS)
def get_webhook(request: HttpRequest, webhookId: str) -> Any:
    return webhook_of(reading.webhook_called(webhookId))


@router.patch("/webhooks/{webhookId}", response=WebhookOut, summary="Change a subscription")
@access(Right.MANAGE_PEERS)
def patch_webhook(request: HttpRequest, webhookId: str, body: WebhookPatch) -> Any:
    """A JSON merge patch (RFC 7386). Messages that waited for a paused one are not sent again."""
    webhook, sent = reading.webhook_called(webhookId), body.model_dump(exclude_unset=True)
    if "secret" in sent:
        sent["secret"] = sent["secret"] or ""
    return webhook_of(writing.change_webhook(webhook, **sent, by=acting_user(request)))


@router.delete("/webhooks/{webhookId}", response={204: None}, summary="End a subscription")
@access(Right.MANAGE_PEERS)
def delete_webhook(request: HttpRequest, webhookId: str) -> Any:
    writing.unsubscribe(reading.webhook_called(webhookId), by=acting_user(request))
    return Status(204, None)


def _add_operations(kind: ResourceKind) -> None:
    """Subscriptions to all things of `kind`, and to one."""

    @router.get(
        f"/{kind}/webhooks",
        response=WebhookPage,
        operation_id=f"list-{kind}-webhooks",
        summary="Subscriptions to all changes",
    )
    @access(Right.MANAGE_PEERS)
    def list_for_all(request: HttpRequest, query: Query[Paging]) -> Any:
        return page_of(request, reading.webhooks(kind=kind), query, webhook_of)

    @router.post(
        f"/{kind}/webhooks",
        response=WebhookOut,
        operation_id=f"create-{kind}-webhook",
        summary="Subscribe to all changes",
    )
    @access(Right.MANAGE_PEERS)
    def post_for_all(request: HttpRequest, body: WebhookPost) -> Any:
        return webhook_of(_subscribed(request, body, kind, None))

    @router.get(
        f"/{kind}/{{subjectId}}/webhooks",
        response=WebhookPage,
        operation_id=f"list-one-{kind}-webhooks",
        summary="Subscriptions to its changes",
    )
    @access(Right.MANAGE_PEERS)
    def list_for_one(request: HttpRequest, subjectId: str, query: Query[Paging]) -> Any:
        subject_id = SUBJECTS[kind](subjectId).public_id
        found = reading.webhooks(kind=kind, subject_id=subject_id)
        return page_of(request, found, query, webhook_of)

    @router.post(
        f"/{kind}/{{subjectId}}/webhooks",
        response=WebhookOut,
        operation_id=f"create-one-{kind}-webhook",
        summary="Subscribe to its changes",
    )
    @access(Right.MANAGE_PEERS)
    def post_for_one(request: HttpRequest, subjectId: str, body: WebhookPost) -> Any:
        return webhook_of(_subscribed(request, body, kind, SUBJECTS[kind](subjectId).public_id))


for _kind in ResourceKind:
    _add_operations(_kind)


def _subscribed(
    request: HttpRequest, body: WebhookPost, kind: ResourceKind, subject_id: UUID | None
) -> Any:
    return writing.subscribe(
        body.url,
        kind=kind,
        subject_id=subject_id,
        secret=body.secret or "",
        by=acting_user(request),
    )
