"""Servers that run, and kinds of server that can be bought."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.registry.models.sourced import Sourced


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
                name="server_kept_free_is_a_percentage", condition=Q(kept_free_percent__lte=100)
            ),
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
                condition=Q(kept_free_percent__lte=100)
                & Q(price_idr__gte=0)
                & Q(lead_weeks__gte=1)
                & Q(max_count__gte=1),
            ),
        )
