"""Telling subscribers that something which everybody may see has come, changed or gone. Called by
whoever changed it, inside the same transaction: a message waits exactly where its change was
stored. What it says is decided by what the public sees now and what subscribers knew before."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lumbung.catalogue.models import (
    Announced,
    Catalog,
    Entry,
    FeedItem,
    Publisher,
    ResourceKind,
    Webhook,
    WebhookDelivery,
)
from lumbung.catalogue.queries import public
from lumbung.catalogue.signals import webhooks_waiting

Event = WebhookDelivery.Event


def announce_entry(entry: Entry) -> None:
    is_seen = public.public_entries().filter(pk=entry.pk).exists()
    _announce(ResourceKind.SOFTWARE, entry.public_id, is_seen=is_seen)


def announce_entries(entries: Sequence[Entry]) -> None:
    """As `announce_entry`, for a page of them, each question asked once."""
    kind, ids = ResourceKind.SOFTWARE, {entry.public_id for entry in entries}
    seen = set(
        public.public_entries().filter(public_id__in=ids).values_list("public_id", flat=True)
    )
    rows = Announced.objects.filter(kind=kind, public_id__in=ids)
    known = set(rows.values_list("public_id", flat=True))
    rows.filter(public_id__in=known - seen).delete()
    fresh = [Announced(kind=kind, public_id=each) for each in seen - known]
    Announced.objects.bulk_create(fresh, ignore_conflicts=True)
    if not Webhook.objects.filter(kind=kind, is_paused=False).exists():
        return
    for public_id in known - seen:
        queue_messages(kind, public_id, Event.DELETE)
    for public_id in seen:
        queue_messages(kind, public_id, Event.UPDATE if public_id in known else Event.CREATE)


def announce_publisher(publisher: Publisher, *, is_changed: bool = True) -> None:
    """Without `is_changed` only where it has come or gone."""
    is_seen = public.public_publishers().filter(pk=publisher.pk).exists()
    _announce(ResourceKind.PUBLISHERS, publisher.public_id, is_seen=is_seen, is_changed=is_changed)


def announce_catalog(catalog: Catalog) -> None:
    is_seen = public.public_catalogs().filter(pk=catalog.pk).exists()
    _announce(ResourceKind.CATALOGS, catalog.public_id, is_seen=is_seen)


def announce_copy(kind: str, public_id: UUID) -> None:
    """For what came from another node, once the item it came by is stored: that says who may see
    it."""
    if kind == FeedItem.Kind.ENTRY:
        for entry in Entry.objects.filter(public_id=public_id):
            announce_entry(entry)
    elif kind == FeedItem.Kind.PUBLISHER:
        for publisher in Publisher.objects.filter(public_id=public_id):
            announce_publisher(publisher)


def announce_gone(kind: ResourceKind, public_id: UUID) -> None:
    """For what was deleted."""
    _announce(kind, public_id, is_seen=False)


def _announce(
    kind: ResourceKind, public_id: UUID, *, is_seen: bool, is_changed: bool = True
) -> None:
    known = Announced.objects.filter(kind=kind, public_id=public_id)
    if not is_seen:
        if known.delete()[0]:
            queue_messages(kind, public_id, Event.DELETE)
        return
    _row, is_new = Announced.objects.get_or_create(kind=kind, public_id=public_id)
    if is_new or is_changed:
        queue_messages(kind, public_id, Event.CREATE if is_new else Event.UPDATE)


def queue_messages(kind: ResourceKind, public_id: UUID, event: Event) -> None:
    """One for each subscriber that is not paused; where the same waits already, it is enough."""
    subject = f"/{kind}/{public_id}"
    heard_by = Webhook.objects.filter(
        Q(subject_id=None) | Q(subject_id=public_id), kind=kind, is_paused=False
    )
    waiting = WebhookDelivery.objects.filter(
        state=WebhookDelivery.State.WAITING, attempts=0, event=event, subject=subject
    )
    told = set(waiting.values_list("webhook_id", flat=True))
    for webhook in heard_by.exclude(pk__in=told):
        queue_message(webhook, event, subject)


def queue_message(webhook: Webhook, event: Event, subject: str) -> WebhookDelivery:
    delivery = WebhookDelivery.objects.create(webhook=webhook, event=event, subject=subject)
    transaction.on_commit(
        lambda: webhooks_waiting.send(sender=Webhook, webhook_id=webhook.pk), robust=True
    )
    return delivery
