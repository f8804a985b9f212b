"""Agreements between regions: Kesepakatan Bersama between heads, then PKS between offices.

What a stage requires, and which stage may follow which, is decided in domain.agreement_stages.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Agreement(models.Model):
    class Kind(models.TextChoices):
        MEMORANDUM = "kb", _("Memorandum between heads of region (Kesepakatan Bersama)")
        COOPERATION = "pks", _("Cooperation agreement (PKS)")
        NOTE = "nk", _("Memorandum with a ministry (Nota Kesepakatan)")

    class Stage(models.TextChoices):
        PREPARED = "prepared", _("Prepared")
        DRAFTED = "drafted", _("Drafted")
        REVIEWED = "reviewed", _("Under legal review")
        SIGNING = "signing", _("Being signed")
        IN_FORCE = "in-force", _("In force")
        ENDED = "ended", _("Ended")
        DROPPED = "dropped", _("Dropped")

    kind = models.CharField(_("kind"), max_length=4, choices=Kind, default=Kind.COOPERATION)
    title = models.CharField(_("title"), max_length=300)
    number = models.CharField(_("our number"), max_length=100, blank=True)
    other_number = models.CharField(_("the other party's number"), max_length=100, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("under the memorandum"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    no_parent_reason = models.CharField(_("why there is no memorandum"), max_length=300, blank=True)
    offers = models.ManyToManyField(
        "catalogue.Offer", verbose_name=_("offers"), blank=True, related_name="agreements"
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.PREPARED)
    subject = models.TextField(_("subject"), max_length=4000, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(_("in force until"), null=True, blank=True)
    remind_days = models.PositiveIntegerField(_("remind before the end (days)"), default=90)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    source = models.TextField(_("source"), blank=True)
    example = models.BooleanField(_("example"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = (
            models.CheckConstraint(
                name="agreement_ends_after_its_start",
                violation_error_message=_("The agreement ends before it starts."),
                condition=models.Q(ends_on=None)
                | models.Q(starts_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        )

    def __str__(self) -> str:
        return self.title


class AgreementParty(models.Model):
    """A side of an agreement, who signs for it, and by which mandate (surat kuasa)."""

    class Side(models.TextChoices):
        PROVIDER = "provider", _("Provider")
        ADOPTER = "adopter", _("Adopter")

    class Capacity(models.TextChoices):
        REGION = "region", _("Head of the region")
        OFFICE = "office", _("Head of an office, by mandate")
        OTHER = "other", _("Another, in their own right")

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    side = models.CharField(_("side"), max_length=8, choices=Side)
    region = models.ForeignKey(
        "registry.Region",
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    name = models.CharField(_("name, if no region"), max_length=200, blank=True)
    agency_name = models.CharField(_("office"), max_length=200, blank=True)
    signatory = models.CharField(_("signatory"), max_length=200, blank=True)
    signatory_office = models.CharField(_("signatory's office"), max_length=200, blank=True)
    signs_as = models.CharField(
        _("signs as"), max_length=6, choices=Capacity, default=Capacity.OFFICE
    )
    mandate_number = models.CharField(_("mandate (surat kuasa) no."), max_length=100, blank=True)
    mandate_on = models.DateField(_("mandate of"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = (
            models.CheckConstraint(
                name="party_has_a_name",
                violation_error_message=_("Choose the party's region, or give its name."),
                condition=models.Q(region__isnull=False) | ~models.Q(name=""),
            ),
        )

    def __str__(self) -> str:
        return self.region.name if self.region else self.name


class AgreementObligation(models.Model):
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="obligations")
    side = models.CharField(_("side"), max_length=8, choices=AgreementParty.Side)
    text = models.TextField(_("obligation"), max_length=2000)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")

    def __str__(self) -> str:
        return self.text[:80]


class AgreementDocument(models.Model):
    """An attached file; its SHA-256 is taken when it arrives and shown with it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=200)
    file_name = models.CharField(max_length=200, editable=False)
    media_type = models.CharField(max_length=100, editable=False)
    size_bytes = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    content = models.BinaryField(editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("added_at", "pk")
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.title


class AgreementStep(models.Model):
    """One change of an agreement's stage; steps are added and never changed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(_("stage"), max_length=10, choices=Agreement.Stage)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(_("note"), max_length=4000, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.agreement}: {self.stage}"
