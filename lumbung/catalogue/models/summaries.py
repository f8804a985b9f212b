"""What regions tell their hub of themselves in figures, and how ours chose to tell it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.models.origin import Shared
from lumbung.kit.fields import DocumentField


class RegionSummary(Shared):
    """One region in figures; our own has no `catalog`. `functions` and `interests` are kept as the
    signed body says them (domain.federation.bodies); our own has the names of unmet needs always,
    and whether they are told is the choice's business."""

    region = models.OneToOneField(
        "registry.Region",
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        related_name="summary",
    )
    needs = models.PositiveIntegerField(_("needs"), default=0)
    unmet = models.PositiveIntegerField(_("needs that nobody meets"), default=0)
    functions = DocumentField(default=list, blank=True)
    interests = DocumentField(default=list, blank=True)
    offers = models.PositiveIntegerField(_("offers"), default=0)
    infrastructure = models.PositiveIntegerField(_("infrastructure offered"), default=0)
    adoptions = models.PositiveIntegerField(_("applications of others in use"), default=0)
    saved_idr = models.BigIntegerField(_("saved by the published plan (Rp)"), null=True, blank=True)
    saved_from = models.CharField(max_length=200, blank=True)
    example = models.BooleanField(_("example"), default=False)
    stated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("region",)
        verbose_name = _("summary of a region")
        verbose_name_plural = _("summaries of regions")

    def __str__(self) -> str:
        return str(self.region)


class SummaryChoice(models.Model):
    """One row: to whom our summary is told, and whether with names. Nothing is told before the CIO
    has chosen."""

    class Audience(models.TextChoices):
        NOBODY = "nobody", _("Nobody")
        HUBS = "hubs", _("Our hubs only")
        EVERYONE = "everyone", _("Everyone")

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    audience = models.CharField(
        _("told to"), max_length=8, choices=Audience, default=Audience.NOBODY
    )
    with_names = models.BooleanField(_("with the names of needs that nobody meets"), default=False)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    chosen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(name="one_summary_choice", condition=models.Q(id=1)),)

    def __str__(self) -> str:
        return self.get_audience_display()


class Interest(models.Model):
    """Our region would build, or share in, what several regions lack. It goes with the summary."""

    class Way(models.TextChoices):
        BUILD = "build", _("We would build it and share it")
        JOIN = "join", _("We would take part and use it")

    function = models.CharField(max_length=40, unique=True, editable=False)
    way = models.CharField(_("how"), max_length=5, choices=Way, default=Way.JOIN)
    note = models.CharField(_("note"), max_length=500, blank=True)
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    stated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("function",)
        verbose_name = _("interest")
        verbose_name_plural = _("interests")

    def __str__(self) -> str:
        return f"{self.function}: {self.way}"
