"""The span of time a plan covers; money, holidays and people of that span are in the registry."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.registry.models.sourced import Sourced


class Horizon(Sourced):
    """The next plan's title and weeks. Exactly one row is the current one."""

    name = models.CharField(_("title of the plan"), max_length=200)
    region = models.ForeignKey(
        "registry.Region", verbose_name=_("region"), on_delete=models.PROTECT, related_name="+"
    )
    first_day = models.DateField(_("first Monday"))
    weeks = models.PositiveSmallIntegerField(_("weeks"))
    cost_lifetime_years = models.PositiveSmallIntegerField(
        _("years over which yearly costs are compared"), default=5
    )
    is_current = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("planning horizon")
        verbose_name_plural = _("planning horizons")
        constraints = (
            models.CheckConstraint(
                name="horizon_in_range",
                condition=Q(weeks__gte=1, weeks__lte=520)
                & Q(cost_lifetime_years__gte=1, cost_lifetime_years__lte=30),
            ),
            models.CheckConstraint(
                name="horizon_starts_on_a_monday", condition=Q(first_day__iso_week_day=1)
            ),
            models.UniqueConstraint(
                name="one_current_horizon", fields=("is_current",), condition=Q(is_current=True)
            ),
        )

    def __str__(self) -> str:
        return self.name
