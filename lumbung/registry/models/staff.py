"""Who can work on the plan: roles, people by post (in examples never by name), and absences."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.registry.models.sourced import Sourced

MOST_DECIDAYS_PER_WEEK = 50


class StaffRole(Sourced):
    """A kind of work, and what a day of it costs when bought outside."""

    slug = models.SlugField(_("identifier"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    day_value_idr = models.BigIntegerField(_("value of a day (Rp)"), default=0)
    outside_day_price_idr = models.BigIntegerField(
        _("price of an outside day (Rp)"), null=True, blank=True
    )
    outside_days_per_year = models.PositiveIntegerField(_("outside days a year"), default=0)
    outside_budget_code = models.CharField(
        _("budget code for outside days"), max_length=60, blank=True
    )

    class Meta:
        ordering = ("name",)
        verbose_name = _("staff role")
        verbose_name_plural = _("staff roles")
        constraints = (
            models.CheckConstraint(
                name="staff_role_prices_not_negative",
                violation_error_message=_("A price is below zero."),
                condition=Q(day_value_idr__gte=0)
                & (Q(outside_day_price_idr=None) | Q(outside_day_price_idr__gte=0)),
            ),
        )

    def __str__(self) -> str:
        return self.name


class StaffMember(Sourced):
    """A post and the part of its week that other duties leave for the plan (0-5 days)."""

    slug = models.SlugField(_("identifier"), unique=True)
    post = models.CharField(_("post"), max_length=100)
    role = models.ForeignKey(
        StaffRole, verbose_name=_("role"), on_delete=models.PROTECT, related_name="members"
    )
    decidays_per_week = models.PositiveSmallIntegerField(_("tenths of a day per week"))
    from_day = models.DateField(_("from"), null=True, blank=True)
    until_day = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ("role__name", "post")
        verbose_name = _("staff member")
        verbose_name_plural = _("staff members")
        constraints = (
            models.CheckConstraint(
                name="staff_member_week_has_five_days",
                violation_error_message=_("A week has at most five days."),
                condition=Q(decidays_per_week__lte=MOST_DECIDAYS_PER_WEEK),
            ),
            models.CheckConstraint(
                name="staff_member_dates_in_order",
                violation_error_message=_("The first day lies after the last."),
                condition=Q(from_day=None) | Q(until_day=None) | Q(from_day__lte=F("until_day")),
            ),
        )

    def __str__(self) -> str:
        return self.post


class Absence(models.Model):
    """Leave, training or another duty; both days inclusive."""

    member = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="absences")
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ("from_day",)
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = (
            models.CheckConstraint(
                name="absence_dates_in_order",
                violation_error_message=_("The first day lies after the last."),
                condition=Q(from_day__lte=F("until_day")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_day} – {self.until_day}"

    @property
    def example(self) -> bool:
        """An absence of an invented post is invented too."""
        return self.member.example
