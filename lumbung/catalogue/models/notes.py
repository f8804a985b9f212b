"""What crawlers and scanners say over `/v1` about the catalogue: log lines and analyses."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.kit.fields import DocumentField


class ResourceKind(models.TextChoices):
    """The kinds of thing that `/v1` serves, under the names it serves them by."""

    SOFTWARE = "software", _("Software")
    PUBLISHERS = "publishers", _("Publishers")
    CATALOGS = "catalogs", _("Catalogues")


class EntryLog(models.Model):
    """One message of a crawler, about one thing or (both fields empty) about its run as a whole."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=ResourceKind, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    message = models.CharField(_("message"), max_length=2048)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-created_at", "-public_id")
        verbose_name = _("log line")
        verbose_name_plural = _("log lines")
        indexes = (models.Index(name="log_of_a_thing", fields=("kind", "subject_id")),)
        constraints = (
            models.CheckConstraint(
                name="log_has_kind_iff_subject",
                condition=Q(kind="", subject_id=None) | (~Q(kind="") & Q(subject_id__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.message[:80]


class Analysis(models.Model):
    """What one program (`namespace`) found out about an entry. `body` is its own format; `version`
    says which."""

    entry = models.ForeignKey("catalogue.Entry", on_delete=models.CASCADE, related_name="analyses")
    namespace = models.CharField(max_length=100)
    version = models.PositiveSmallIntegerField()
    body = DocumentField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("namespace",)
        verbose_name = _("analysis")
        verbose_name_plural = _("analyses")
        constraints = (
            models.UniqueConstraint(
                name="one_analysis_per_entry_and_namespace", fields=("entry", "namespace")
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry}: {self.namespace}"
