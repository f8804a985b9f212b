"""Money by fiscal year and budget code. Code lists are data and belong to a year: two-digit
sub-kegiatan codes of 2022 became four-digit ones by 2024."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lumbung.registry.models.sourced import Sourced


class FiscalYear(Sourced):
    """A budget year, with the days on which its money may be paid out (both inclusive)."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    spend_from = models.DateField(_("money may be paid from"))
    spend_until = models.DateField(_("money may be paid until"))

    class Meta:
        ordering = ("year",)
        verbose_name = _("fiscal year")
        verbose_name_plural = _("fiscal years")
        constraints = (
            models.CheckConstraint(
                name="fiscal_year_window_in_order",
                violation_error_message=_("The first day lies after the last."),
                condition=Q(spend_from__lte=F("spend_until")),
            ),
        )

    def __str__(self) -> str:
        return str(self.year)


class Holiday(Sourced):
    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        ordering = ("day",)
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")

    def __str__(self) -> str:
        return self.name


class BudgetCode(Sourced):
    """A code of the national budget classification, as it reads in one year."""

    year = models.PositiveSmallIntegerField(_("year"))
    code = models.CharField(_("code"), max_length=60)
    level = models.CharField(_("level"), max_length=60)
    name = models.CharField(_("name"), max_length=300)
    unverified = models.BooleanField(_("not verified"), default=False)

    class Meta:
        ordering = ("year", "code")
        verbose_name = _("budget code")
        verbose_name_plural = _("budget codes")
        constraints = (
            models.UniqueConstraint(
                name="budget_code_once_a_year",
                violation_error_message=_("That year already has this code."),
                fields=("year", "code"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class BudgetLine(Sourced):
    """Money the plan may use, of one year, under one code, from one source of funds."""

    fiscal_year = models.ForeignKey(
        FiscalYear, verbose_name=_("fiscal year"), on_delete=models.PROTECT, related_name="lines"
    )
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=300, blank=True)
    source_of_funds = models.CharField(_("source of funds"), max_length=60, blank=True)
    amount_idr = models.BigIntegerField(_("amount (Rp)"))

    class Meta:
        ordering = ("fiscal_year", "code", "source_of_funds")
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        constraints = (
            models.UniqueConstraint(
                name="budget_line_once",
                violation_error_message=_(
                    "That year already has a line of this code and source of funds."
                ),
                fields=("fiscal_year", "code", "source_of_funds"),
            ),
            models.CheckConstraint(
                name="budget_line_not_negative",
                violation_error_message=_("The amount is below zero."),
                condition=Q(amount_idr__gte=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.code}"
