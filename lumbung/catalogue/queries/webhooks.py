"""Reading subscriptions and their messages."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lumbung.catalogue.models import ResourceKind, Webhook, WebhookDelivery
from lumbung.kit.errors import NotFoundError

WAITING = WebhookDelivery.State.WAITING


def webhooks(
    *, kind: ResourceKind | None = None, subject_id: UUID | None = None
) -> QuerySet[Webhook]:
    """All, those of one kind of thing, or those of one thing alone."""
    found = Webhook.objects.all()
    if kind is not None:
        found = found.filter(kind=kind)
    return found.filter(subject_id=subject_id) if subject_id else found


def webhooks_with_figures() -> QuerySet[Webhook]:
    """Each with how many of its messages wait, arrived and were given up."""
    states = WebhookDelivery.State
    return Webhook.objects.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=states.WAITING)),
        delivered=Count("deliveries", filter=Q(deliveries__state=states.DELIVERED)),
        given_up=Count("deliveries", filter=Q(deliveries__state=states.GIVEN_UP)),
    )


def webhooks_to_serve(now: datetime) -> QuerySet[Webhook]:
    """Those with something to send that may be tried now and that nobody has in hand."""
    waiting = WebhookDelivery.objects.filter(webhook=OuterRef("pk"), state=WAITING)
    return Webhook.objects.filter(
        Q(next_try_at=None) | Q(next_try_at__lte=now),
        Q(busy_until=None) | Q(busy_until__lt=now),
        Exists(waiting),
        is_paused=False,
    )


def webhook(pk: int) -> Webhook:
    """Raises NotFoundError."""
    return _one(Webhook.objects.filter(pk=pk), str(pk))


def webhook_called(identifier: str) -> Webhook:
    """By its public id. Raises NotFoundError."""
    try:
        return _one(Webhook.objects.filter(public_id=UUID(identifier)), identifier)
    except ValueError:
        raise NotFoundError(kind="webhook", key=identifier) from None


def latest_deliveries(subscription: Webhook, most: int = 50) -> QuerySet[WebhookDelivery]:
    return subscription.deliveries.all()[:most]


def _one(found: QuerySet[Webhook], key: str) -> Webhook:
    row = found.first()
    if row is None:
        raise NotFoundError(kind="webhook", key=key)
    return row
