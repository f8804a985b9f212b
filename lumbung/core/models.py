"""The only tables every room may use: who signs in, in which role, and what was done or refused."""

import hashlib
import secrets

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in the region's IT (DESIGN: the people). A visitor who is not signed in is
    the public and has no row here."""

    CIO = "cio", _("CIO")
    INTEGRATOR = "integrator", _("Integrator")
    AGENCY = "agency", _("Agency officer")
    AUDITOR = "auditor", _("Auditor")


class User(AbstractUser):
    """A person who signs in. An agency officer belongs to exactly one agency, others to none."""

    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.AGENCY)
    agency = models.ForeignKey(
        "registry.Agency",
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="officers",
    )

    class Meta(AbstractUser.Meta):
        constraints = (
            models.CheckConstraint(
                name="user_agency_iff_agency_officer",
                violation_error_message=_(
                    "An agency officer belongs to an agency, and nobody else does."
                ),
                condition=models.Q(role=Role.AGENCY, agency__isnull=False)
                | (~models.Q(role=Role.AGENCY) & models.Q(agency__isnull=True)),
            ),
        )


class ApiToken(models.Model):
    """A person's key to the API. Only its SHA-256 is kept; the token is shown once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def digest_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    @staticmethod
    def new_token() -> str:
        return f"lmb_{secrets.token_urlsafe(32)}"


class AuditEntry(models.Model):
    """One thing done or refused. Entries are written and never changed."""

    class Outcome(models.TextChoices):
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")

    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, editable=False)
    action = models.CharField(max_length=60, editable=False)
    subject = models.CharField(max_length=200, editable=False)
    outcome = models.CharField(max_length=8, choices=Outcome, editable=False)
    facts = models.JSONField(default=dict, editable=False)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject}"


class ScheduledJob(models.Model):
    """When a recurring job (core.schedule) is due next, and the task it was last queued as."""

    name = models.CharField(max_length=60, unique=True, editable=False)
    due_at = models.DateTimeField(editable=False)
    queued_at = models.DateTimeField(null=True, editable=False)
    task_id = models.UUIDField(null=True, editable=False)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
