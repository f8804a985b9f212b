"""Writing subscriptions, and what became of each message. Sending itself, which must not happen in
a transaction, is catalogue.jobs.webhooks."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from lumbung.catalogue.actions.announcing import queue_message
from lumbung.catalogue.domain.webhooks import GONE, is_accepted, wait_after
from lumbung.catalogue.errors import AddressSubscribed
from lumbung.catalogue.models import ResourceKind, Webhook, WebhookDelivery
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.kit.destinations import place_of
from lumbung.kit.sealing import seal

LEASE = timedelta(minutes=2)
KEEP_FINISHED = timedelta(days=30)
State = WebhookDelivery.State


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one attempt came to. `error` is an untranslated message and its facts; `refused` is what
    trying again cannot mend."""

    status: int | None = None
    error: Mapping[str, Any] = field(default_factory=dict)
    refused: bool = False

    @property
    def is_delivered(self) -> bool:
        return self.status is not None and is_accepted(self.status) and not self.error


def new_secret() -> str:
    return secrets.token_urlsafe(32)


@transaction.atomic
def subscribe(
    url: str,
    *,
    kind: ResourceKind,
    subject_id: UUID | None = None,
    secret: str = "",
    by: User | None,
) -> Webhook:
    """Raises FetchRefused for what is no address of the web, AddressSubscribed for one that has a
    subscription to the same already."""
    webhook = Webhook(
        url=str(place_of(url)),
        kind=kind,
        subject_id=subject_id,
        sealed_secret=seal(secret) if secret else "",
    )
    _store(webhook)
    record_done(by, "create-webhook", webhook, pk=webhook.pk)
    return webhook


@transaction.atomic
def change_webhook(
    webhook: Webhook, *, url: str = "", secret: str | None = None, by: User | None
) -> Webhook:
    """Raises as `subscribe`. Who changes the address or the secret wants it tried again."""
    if url:
        webhook.url = str(place_of(url))
    if secret is not None:
        webhook.sealed_secret = seal(secret) if secret else ""
    _start_afresh(webhook)
    _store(webhook)
    record_done(by, "change-webhook", webhook, pk=webhook.pk, secret=secret is not None)
    return webhook


@transaction.atomic
def renew_secret(webhook: Webhook, *, by: User | None) -> str:
    """A new secret, to be shown once; the old one signs nothing any more."""
    secret = new_secret()
    change_webhook(webhook, secret=secret, by=by)
    return secret


@transaction.atomic
def unsubscribe(webhook: Webhook, *, by: User | None) -> None:
    record_done(by, "delete-webhook", webhook, pk=webhook.pk)
    webhook.delete()


@transaction.atomic
def pause_webhook(webhook: Webhook, *, by: User | None) -> None:
    """What waits is given up: the subscriber reads anew when it comes back."""
    _pause(webhook, {})
    record_done(by, "pause-webhook", webhook, pk=webhook.pk)


@transaction.atomic
def resume_webhook(webhook: Webhook, *, by: User | None) -> None:
    _start_afresh(webhook)
    webhook.save()
    record_done(by, "resume-webhook", webhook, pk=webhook.pk)


@transaction.atomic
def send_test(webhook: Webhook, *, by: User | None) -> WebhookDelivery:
    record_done(by, "test-webhook", webhook, pk=webhook.pk)
    return queue_message(webhook, WebhookDelivery.Event.TEST, "/status")


def claim_webhook(pk: int, now: datetime) -> Webhook | None:
    """The subscription, for whoever sends its messages now and alone; None where somebody else
    does, where it is paused or gone, or must wait."""
    free = Q(busy_until=None) | Q(busy_until__lt=now)
    due = Q(next_try_at=None) | Q(next_try_at__lte=now)
    found = Webhook.objects.filter(free & due, pk=pk, is_paused=False)
    if not found.update(busy_until=now + LEASE):
        return None
    return Webhook.objects.filter(pk=pk).first()


def release_webhook(webhook: Webhook) -> None:
    Webhook.objects.filter(pk=webhook.pk).update(busy_until=None)


@transaction.atomic
def begin_attempt(webhook: Webhook, now: datetime) -> WebhookDelivery | None:
    """The oldest message that waits. Counted before it is sent: a change from now on is another."""
    delivery = webhook.deliveries.filter(state=State.WAITING).order_by("pk").first()
    if delivery is None:
        return None
    WebhookDelivery.objects.filter(pk=delivery.pk).update(attempts=F("attempts") + 1)
    Webhook.objects.filter(pk=webhook.pk).update(busy_until=now + LEASE)
    return delivery


@transaction.atomic
def record_outcome(delivery: WebhookDelivery, outcome: Outcome, now: datetime) -> bool:
    """Whether to go on with the next message."""
    webhook = Webhook.objects.filter(pk=delivery.webhook_id).first()
    if webhook is None:
        return False
    told = WebhookDelivery.objects.filter(pk=delivery.pk)
    if outcome.is_delivered:
        told.update(state=State.DELIVERED, status=outcome.status, error={}, finished_at=now)
        Webhook.objects.filter(pk=webhook.pk).update(failures=0, next_try_at=None, last_error={})
        return True
    told.update(status=outcome.status, error=outcome.error)
    webhook.failures += 1
    webhook.last_error = dict(outcome.error)
    wait = wait_after(webhook.failures)
    if wait is None or outcome.refused or outcome.status == GONE:
        _pause(webhook, outcome.error)
    else:
        webhook.next_try_at = now + wait
        webhook.save()
    return False


def forget_old_deliveries(now: datetime) -> None:
    WebhookDelivery.objects.filter(finished_at__lt=now - KEEP_FINISHED).delete()


def _pause(webhook: Webhook, error: Mapping[str, Any]) -> None:
    webhook.is_paused, webhook.last_error, webhook.next_try_at = True, dict(error), None
    webhook.save()
    webhook.deliveries.filter(state=State.WAITING).update(
        state=State.GIVEN_UP, finished_at=webhook.updated_at
    )


def _start_afresh(webhook: Webhook) -> None:
    webhook.is_paused, webhook.failures = False, 0
    webhook.next_try_at, webhook.last_error = None, {}


def _store(webhook: Webhook) -> None:
    try:
        with transaction.atomic():
            webhook.save()
    except IntegrityError:
        raise AddressSubscribed(url=webhook.url) from None
