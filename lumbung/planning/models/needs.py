"""What agencies want served."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.domain.recipes.recipe import ID_REGEX
from lumbung.registry.models.sourced import Sourced

MOST_WEIGHT = 1000
ID_PATTERN = RegexValidator(ID_REGEX, _("Lower-case letters, digits and . _ / # - only."))


class Need(Sourced):
    """An agency states it; the integrator weighs it, and only accepted needs go into a plan."""

    class State(models.TextChoices):
        STATED = "stated", _("Stated")
        ACCEPTED = "accepted", _("Accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    slug = models.CharField(_("identifier"), max_length=100, unique=True, validators=[ID_PATTERN])
    agency = models.ForeignKey(
        "registry.Agency",
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        related_name="needs",
    )
    name = models.CharField(_("need"), max_length=200)
    service = models.ForeignKey(
        "registry.PublicService",
        verbose_name=_("public service"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="needs",
    )
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WEIGHT)],
    )
    mandatory = models.BooleanField(_("mandatory"), default=False)
    deadline = models.DateField(_("must be live by"), null=True, blank=True)
    note = models.TextField(_("explanation"), blank=True, max_length=4000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STATED)
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("stated by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    stated_at = models.DateTimeField(_("stated at"), default=timezone.now, editable=False)

    class Meta:
        ordering = ("agency__name", "name")
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        constraints = (
            models.CheckConstraint(
                name="need_weight_in_range", condition=Q(weight__gte=1, weight__lte=MOST_WEIGHT)
            ),
        )

    def __str__(self) -> str:
        return self.name
