"""Sending what waits for subscribers, outside any transaction. A message is sent at least once: a
worker that dies after sending and before writing that down sends it again, under the same id."""

import logging
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_tasks import task

from lumbung.catalogue.actions import webhooks as actions
from lumbung.catalogue.actions.webhooks import Outcome
from lumbung.catalogue.domain.webhooks import (
    DELIVERY_HEADER,
    SIGNATURE_HEADER,
    is_accepted,
    message,
    signature,
)
from lumbung.catalogue.kept_errors import error_as_kept
from lumbung.catalogue.models import Webhook, WebhookDelivery
from lumbung.catalogue.queries.webhooks import webhooks_to_serve
from lumbung.catalogue.signals import webhooks_waiting
from lumbung.core.schedule import schedule
from lumbung.kit.errors import LumbungError, gettext_noop
from lumbung.kit.fetching import FetchLimits, FetchRefused, fetch
from lumbung.kit.sealing import SealBroken, unseal

logger = logging.getLogger(__name__)
LIMITS = FetchLimits(bytes=64 * 1024, seconds=10, redirects=0)
MOST_IN_ONE_GO = 50
ANSWERED = gettext_noop("The answer was %(status)s.")


@task()
def send_webhook(webhook_id: int) -> None:
    """Safe to run twice: one worker at a time has a subscription in hand."""
    webhook = actions.claim_webhook(webhook_id, timezone.now())
    if webhook is None:
        return
    try:
        for _number in range(MOST_IN_ONE_GO):
            delivery = actions.begin_attempt(webhook, timezone.now())
            if delivery is None:
                break
            outcome = _send(webhook, delivery)
            if not actions.record_outcome(delivery, outcome, timezone.now()):
                break
    finally:
        actions.release_webhook(webhook)
    if webhooks_to_serve(timezone.now()).filter(pk=webhook_id).exists():
        send_webhook.enqueue(webhook_id)


@task()
def send_waiting_webhooks() -> None:
    """The sweep: whatever is due, whoever forgot to queue it."""
    now = timezone.now()
    for webhook in webhooks_to_serve(now):
        send_webhook.enqueue(webhook.pk)
    actions.forget_old_deliveries(now)


def _send(webhook: Webhook, delivery: WebhookDelivery) -> Outcome:
    body = message(delivery.event, delivery.subject)
    headers = {"Content-Type": "application/json", DELIVERY_HEADER: str(delivery.public_id)}
    try:
        if webhook.sealed_secret:
            headers[SIGNATURE_HEADER] = signature(unseal(webhook.sealed_secret), body)
        answer = fetch(webhook.url, method="POST", headers=headers, body=body, limits=LIMITS)
    except (FetchRefused, SealBroken) as error:
        return Outcome(error=error_as_kept(error), refused=True)
    except LumbungError as error:
        return Outcome(error=error_as_kept(error))
    if is_accepted(answer.status):
        return Outcome(status=answer.status)
    told = {"message": ANSWERED, "facts": {"status": str(answer.status)}}
    return Outcome(status=answer.status, error=told)


def _queue(sender: Any, webhook_id: int, **signal: object) -> None:
    send_webhook.enqueue(webhook_id)


def connect() -> None:
    webhooks_waiting.connect(_queue, dispatch_uid="catalogue.send_webhook")
    schedule(
        "send-waiting-webhooks",
        send_waiting_webhooks,
        every=timedelta(minutes=1),
        title=gettext_lazy("Send waiting messages to subscribers of the catalogue"),
    )
