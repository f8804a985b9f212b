"""Who is told when something of the catalogue changes, and what became of each message."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.models.notes import ResourceKind


class Webhook(models.Model):
    """A subscription to everything of one kind (`subject_id` empty) or to one thing.

    `sealed_secret` is the signing key, encrypted under the node's secret key; empty where messages
    go unsigned. Failures are counted for the address, not for each message, so that a dead one
    costs one attempt at a time; after the last it is paused and a person decides.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("changes of"), max_length=10, choices=ResourceKind)
    subject_id = models.UUIDField(null=True, blank=True, editable=False)
    url = models.URLField(_("address"), max_length=500)
    sealed_secret = models.TextField(blank=True, editable=False)
    is_paused = models.BooleanField(_("paused"), default=False, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    next_try_at = models.DateTimeField(null=True, blank=True, editable=False)
    busy_until = models.DateTimeField(null=True, blank=True, editable=False)
    last_error = models.JSONField(default=dict, blank=True, editable=False)  # message and facts
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("created_at", "public_id")
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = (
            models.UniqueConstraint(
                name="one_webhook_per_address_and_kind",
                fields=("kind", "url"),
                condition=models.Q(subject_id=None),
            ),
            models.UniqueConstraint(
                name="one_webhook_per_address_and_thing", fields=("kind", "subject_id", "url")
            ),
        )

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(models.Model):
    """One message to one subscriber: sent at least once; `public_id` tells it apart when twice."""

    class Event(models.TextChoices):
        CREATE = "create", _("Created")
        UPDATE = "update", _("Changed")
        DELETE = "delete", _("Deleted")
        TEST = "test", _("Test")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        GIVEN_UP = "given-up", _("Given up")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(_("event"), max_length=8, choices=Event)
    subject = models.CharField(_("subject"), max_length=200)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    error = models.JSONField(_("error"), default=dict, blank=True)  # message and facts
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        indexes = (models.Index(name="deliveries_waiting", fields=("webhook", "state")),)

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"


class Announced(models.Model):
    """What subscribers know to exist, so that a thing that everybody may no longer see is told as
    gone, one that never was to be seen is not told at all, and both only once."""

    kind = models.CharField(max_length=10, choices=ResourceKind)
    public_id = models.UUIDField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="announced_once", fields=("kind", "public_id")),
        )

    def __str__(self) -> str:
        return f"/{self.kind}/{self.public_id}"
