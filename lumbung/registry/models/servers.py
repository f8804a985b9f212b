"""Servers that run, and kinds of server that can be bought."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lumbung.registry.models.sourced import Sourced


@dataclass(frozen=True, slots=True)
class Fill:
    """How full a server is in one respect, in percents of its total."""

    name: str | Promise
    used_percent: int
    kept_free_percent: int

    @property
    def free_percent(self) -> int:
        return max(0, 100 - self.used_percent - self.kept_free_percent)

    @property
    def kept_free_from(self) -> int:
        return 100 - self.kept_free_percent

    @property
    def is_full(self) -> bool:
        return self.free_percent == 0


class HasCapacity(Sourced):
    """CPU in thousandths of a core, memory in MiB, disk in GiB."""

    slug = models.SlugField(_("identifier"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    cpu_millicores = models.PositiveIntegerField(_("CPU (thousandths of a core)"))
    memory_mib = models.PositiveIntegerField(_("memory (MiB)"))
    disk_gib = models.PositiveIntegerField(_("disk (GiB)"))
    kept_free_percent = models.PositiveSmallIntegerField(_("kept free (%)"), default=0)

    class Meta:
        abstract = True
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Server(HasCapacity):
    """A server of Kominfo's, with what its applications use today."""

    location = models.CharField(_("location"), max_length=100, blank=True)
    used_cpu_millicores = models.PositiveIntegerField(_("CPU in use"), default=0)
    used_memory_mib = models.PositiveIntegerField(_("memory in use"), default=0)
    used_disk_gib = models.PositiveIntegerField(_("disk in use"), default=0)

    class Meta(HasCapacity.Meta):
        verbose_name = _("server")
        verbose_name_plural = _("servers")
        constraints = (
            models.CheckConstraint(
                name="server_kept_free_is_a_percentage",
                violation_error_message=_("What is kept free is a percentage, from 0 to 100."),
                condition=Q(kept_free_percent__lte=100),
            ),
        )

    @property
    def fills(self) -> tuple[Fill, ...]:
        """CPU, memory and disk, in this order."""
        pairs = (
            (_("CPU"), self.used_cpu_millicores, self.cpu_millicores),
            (_("Memory"), self.used_memory_mib, self.memory_mib),
            (_("Disk"), self.used_disk_gib, self.disk_gib),
        )
        return tuple(
            Fill(name, min(100, used * 100 // total) if total else 100, self.kept_free_percent)
            for name, used, total in pairs
        )


class ServerPurchase(HasCapacity):
    """A kind of server that the region could buy."""

    price_idr = models.BigIntegerField(_("price (Rp)"))
    budget_code = models.CharField(_("budget code"), max_length=60)
    lead_weeks = models.PositiveSmallIntegerField(_("delivery time (weeks)"))
    max_count = models.PositiveSmallIntegerField(_("at most"), default=1)

    class Meta(HasCapacity.Meta):
        verbose_name = _("server that can be bought")
        verbose_name_plural = _("servers that can be bought")
        constraints = (
            models.CheckConstraint(
                name="server_purchase_in_range",
                violation_error_message=_("Price, weeks, number or percentage are out of range."),
                condition=Q(kept_free_percent__lte=100)
                & Q(price_idr__gte=0)
                & Q(lead_weeks__gte=1)
                & Q(max_count__gte=1),
            ),
        )
