"""Ways to serve needs, and the work that several of them share.

A recipe is kept as a document (catalogue.domain.recipes). An option made from an offer takes a copy
of the offer's recipe, so that what the region changes never changes what the provider states.
`reports_known` names the reports of use that were there when the copy was taken, whether it was
corrected by them or not, each with the mark of the figures it had then.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.kit.fields import DocumentField
from lumbung.planning.domain.scenario import OptionKind
from lumbung.planning.models.needs import ID_PATTERN, Need
from lumbung.registry.models.sourced import Sourced

KIND_LABELS = {
    OptionKind.ADOPT: _("Adopt and host here"),
    OptionKind.USE: _("Use at the provider's data centre"),
    OptionKind.BUILD: _("Build"),
    OptionKind.BUY: _("Buy"),
    OptionKind.KEEP: _("Keep what runs today"),
}
OWN_KINDS = (OptionKind.BUILD.value, OptionKind.BUY.value, OptionKind.KEEP.value)


class SharedActivity(models.Model):
    """Work done once for all options that use it; `document` is a recipe.ActivityDocument."""

    slug = models.CharField(_("identifier"), max_length=100, unique=True, validators=[ID_PATTERN])
    document = DocumentField(_("activity"))

    class Meta:
        ordering = ("pk",)
        verbose_name = _("shared activity")
        verbose_name_plural = _("shared activities")

    def __str__(self) -> str:
        return str(self.document.get("name", self.slug))


class Option(Sourced):
    """`left_out`: shared activities that an agreement in force makes needless, each as what it was
    called, who waited for it, and the agreement (actions.leaving_out)."""

    slug = models.CharField(_("identifier"), max_length=100, unique=True, validators=[ID_PATTERN])
    kind = models.CharField(
        _("way"), max_length=8, choices=[(kind.value, KIND_LABELS[kind]) for kind in OptionKind]
    )
    name = models.CharField(_("name"), max_length=200)
    offer = models.ForeignKey(
        "catalogue.Offer",
        verbose_name=_("offer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="options",
    )
    provider = models.ForeignKey(
        "registry.Region",
        verbose_name=_("provider region"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    provider_name = models.CharField(_("provider"), max_length=200, blank=True)
    terms = models.TextField(_("terms"), blank=True)
    recipe = DocumentField(_("recipe"), default=dict, blank=True)
    left_out = DocumentField(_("left out"), default=list, blank=True, editable=False)
    reports_known = DocumentField(default=dict, blank=True, editable=False)
    is_enabled = models.BooleanField(_("open to the planner"), default=True)
    needs = models.ManyToManyField(Need, through="OptionService", related_name="options")

    class Meta:
        ordering = ("name", "slug")
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = (
            models.CheckConstraint(
                name="option_of_our_own_has_no_offer",
                condition=~Q(kind__in=OWN_KINDS) | Q(offer=None),
            ),
        )

    def __str__(self) -> str:
        return self.name


class OptionService(models.Model):
    """An option serves a need, with a fit of 1-100 percent."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="services")
    need = models.ForeignKey(
        Need, verbose_name=_("need"), on_delete=models.CASCADE, related_name="services"
    )
    fit_percent = models.PositiveSmallIntegerField(
        _("fit (%)"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = _("served need")
        verbose_name_plural = _("served needs")
        constraints = (
            models.UniqueConstraint(name="need_once_per_option", fields=("option", "need")),
            models.CheckConstraint(
                name="fit_is_a_percentage", condition=Q(fit_percent__gte=1, fit_percent__lte=100)
            ),
        )

    def __str__(self) -> str:
        return f"{self.option} {self.fit_percent}%"
