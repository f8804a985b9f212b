"""Regions of the country (Kemendagri codes) and the agencies of this one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lumbung.registry.models.sourced import Sourced


class Region(models.Model):
    """A province, regency or city. Loaded from the region list (ODbL, data/regions)."""

    class Level(models.TextChoices):
        PROVINCE = "provinsi", _("Province")
        REGENCY = "kabupaten", _("Regency")
        CITY = "kota", _("City")

    code = models.CharField(_("code"), max_length=5, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", verbose_name=_("province"), null=True, blank=True, on_delete=models.PROTECT
    )

    class Meta:
        ordering = ("code",)
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return self.name


class Agency(Sourced):
    """A perangkat daerah (OPD) of the region."""

    class Kind(models.TextChoices):
        SECRETARIAT = "setda", _("Regional secretariat")
        COUNCIL_SECRETARIAT = "setwan", _("Council secretariat")
        INSPECTORATE = "inspektorat", _("Inspectorate")
        OFFICE = "dinas", _("Office (dinas)")
        BOARD = "badan", _("Board (badan)")
        HOSPITAL = "rsud", _("Regional hospital")
        UNIT = "satuan", _("Unit")
        DISTRICT = "kecamatan", _("District (kecamatan)")

    slug = models.SlugField(_("identifier"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OFFICE)

    class Meta:
        ordering = ("name",)
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def __str__(self) -> str:
        return self.name
