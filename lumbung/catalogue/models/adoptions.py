"""Who uses what: followed from the request until it is in use, and after."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.models.origin import Shared


class Adoption(Shared):
    """One region's (agency's) use of one entry. Kept by the adopter's node; the offering region
    reads it there, and its answer is kept with it."""

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
    version = models.CharField(_("version"), max_length=100, blank=True)
    purpose = models.TextField(_("what for"), max_length=4000, blank=True)
    users_count = models.PositiveIntegerField(_("users"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.REQUESTED)
    requested_on = models.DateField(_("requested on"), default=timezone.localdate)
    in_use_since = models.DateField(_("in use since"), null=True, blank=True)
    stopped_on = models.DateField(_("stopped on"), null=True, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    answer_note = models.TextField(_("provider's answer"), max_length=4000, blank=True)
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

    def __str__(self) -> str:
        return f"{self.entry}, {self.region}"


class AdoptionStep(models.Model):
    """One change of an adoption's status; steps are added and never changed."""

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(_("status"), max_length=12, choices=Adoption.Status)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(_("note"), max_length=4000, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.adoption}: {self.status}"
