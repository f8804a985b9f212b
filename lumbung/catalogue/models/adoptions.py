"""Who uses what: followed from the request until it is in use, and after.

Which status may follow which is decided in domain.adoption_moves. The offering region's answer is a
row of its own, because it is said by another than the adoption.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.models.offers import ID_PATTERN
from lumbung.catalogue.models.origin import Shared


class Adoption(Shared):
    """One region's (agency's) use of one entry. Kept by the adopter's node; the offering region
    holds a copy. `need_slug` names what it is for on the adopter's own node and never leaves it."""

    class Basis(models.TextChoices):
        DECLARED = "declared", _("Declared by the adopter")
        EVIDENCE = "evidence", _("Known from published evidence")

    class Status(models.TextChoices):
        REQUESTED = "requested", _("Requested")
        AGREED = "agreed", _("Agreed")
        INSTALLING = "installing", _("Being installed")
        IN_USE = "in-use", _("In use")
        STOPPED = "stopped", _("Stopped")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    entry = models.ForeignKey(
        "catalogue.Entry",
        verbose_name=_("entry"),
        on_delete=models.PROTECT,
        related_name="adoptions",
    )
    offer = models.ForeignKey(
        "catalogue.Offer",
        verbose_name=_("offer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="adoptions",
    )
    region = models.ForeignKey(
        "registry.Region",
        verbose_name=_("adopting region"),
        on_delete=models.PROTECT,
        related_name="adoptions",
    )
    agency = models.ForeignKey(
        "registry.Agency",
        verbose_name=_("agency"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="adoptions",
    )
    agency_name = models.CharField(_("agency"), max_length=200, blank=True)
    agreement = models.ForeignKey(
        "catalogue.Agreement",
        verbose_name=_("agreement"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="adoptions",
    )
    basis = models.CharField(_("basis"), max_length=8, choices=Basis, default=Basis.DECLARED)
    need_slug = models.CharField(
        max_length=100, blank=True, editable=False, validators=[ID_PATTERN]
    )
    fit_percent = models.PositiveSmallIntegerField(
        _("fit (%)"),
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    version = models.CharField(_("version"), max_length=100, blank=True)
    purpose = models.TextField(_("what for"), max_length=4000, blank=True)
    users_count = models.PositiveIntegerField(_("users"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.REQUESTED, db_index=True
    )
    requested_on = models.DateField(_("requested on"), default=timezone.localdate)
    in_use_since = models.DateField(_("in use since"), null=True, blank=True)
    stopped_on = models.DateField(_("stopped on"), null=True, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    saved_idr = models.BigIntegerField(_("saved against building (Rp)"), null=True, blank=True)
    saved_source = models.CharField(max_length=300, blank=True, editable=False)
    source = models.TextField(_("source"), blank=True)
    example = models.BooleanField(_("example"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-requested_on", "-pk")
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        constraints = (
            models.CheckConstraint(
                name="adoption_in_use_has_its_day",
                violation_error_message=_("Tell since when it has been in use."),
                condition=~models.Q(status="in-use", basis="declared")
                | models.Q(in_use_since__isnull=False),
            ),
            models.CheckConstraint(
                name="adoption_by_evidence_has_its_source",
                violation_error_message=_("Name the source that tells of the adoption."),
                condition=~models.Q(basis="evidence") | ~models.Q(source=""),
            ),
            models.CheckConstraint(
                name="adoption_fit_is_a_percentage",
                condition=models.Q(fit_percent__gte=1, fit_percent__lte=100),
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry}, {self.region}"

    @property
    def agency_title(self) -> str:
        """The agency's name, on our node and on others'."""
        return self.agency.name if self.agency else self.agency_name


class AdoptionAnswer(Shared):
    """What the offering region says to a request. Its `public_id` is the adoption's. `source` is
    given where the adopter's staff wrote down an answer that came by letter."""

    class Verdict(models.TextChoices):
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Declined")

    adoption = models.OneToOneField(Adoption, on_delete=models.CASCADE, related_name="answer")
    verdict = models.CharField(_("answer"), max_length=8, choices=Verdict)
    note = models.TextField(_("conditions and notes"), max_length=4000, blank=True)
    answered_on = models.DateField(_("answered on"), default=timezone.localdate)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ("-answered_on", "-pk")
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return f"{self.adoption}: {self.verdict}"


class AdoptionStep(models.Model):
    """One change of an adoption's status; steps are added and never changed. `on` is the day it
    came about, as told; `at` is when it was written down."""

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(_("status"), max_length=12, choices=Adoption.Status)
    on = models.DateField(default=timezone.localdate)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(_("note"), max_length=4000, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.adoption}: {self.status}"
