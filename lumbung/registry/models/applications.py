"""Applications as agencies really list them (blanks are normal), and the services they carry."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lumbung.registry.models.sourced import Sourced


class Application(Sourced):
    """One row of the region's inventory; of a real one two thirds have no technical detail."""

    class Class(models.TextChoices):
        GENERAL = "umum", _("General (shared by governments)")
        SPECIAL = "khusus", _("Special (of one agency)")

    class State(models.TextChoices):
        ACTIVE = "active", _("In use")
        INACTIVE = "inactive", _("Not in use")
        BUILDING = "building", _("Being built")
        UNKNOWN = "unknown", _("Unknown")

    class Operator(models.TextChoices):
        KOMINFO = "kominfo", _("Kominfo")
        AGENCY = "agency", _("The agency itself")
        VENDOR = "vendor", _("A vendor")
        MINISTRY = "ministry", _("A ministry")
        UNKNOWN = "unknown", _("Unknown")

    class Custody(models.TextChoices):
        HELD = "held", _("Held by the region")
        VENDOR = "vendor", _("With the vendor")
        OPEN = "open", _("Public repository")
        CENTRAL = "central", _("With the ministry")
        UNKNOWN = "unknown", _("Unknown")

    name = models.CharField(_("name"), max_length=200)
    function = models.CharField(_("function"), max_length=300, blank=True)
    owner = models.ForeignKey(
        "registry.Agency",
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
    )
    operator = models.CharField(
        _("run by"), max_length=10, choices=Operator, default=Operator.UNKNOWN
    )
    app_class = models.CharField(_("class"), max_length=8, choices=Class, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNKNOWN)
    source_custody = models.CharField(
        _("source code"), max_length=10, choices=Custody, default=Custody.UNKNOWN
    )
    technology = models.CharField(_("technology"), max_length=200, blank=True)
    address = models.URLField(_("address"), blank=True)
    server = models.ForeignKey(
        "registry.Server",
        verbose_name=_("server"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="applications",
    )
    contract_value_idr = models.BigIntegerField(_("contract value (Rp)"), null=True, blank=True)
    contract_until = models.DateField(_("contract until"), null=True, blank=True)
    renewal_idr = models.BigIntegerField(_("yearly renewal (Rp)"), null=True, blank=True)
    built_year = models.PositiveSmallIntegerField(_("built in"), null=True, blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = (
            models.UniqueConstraint(
                name="application_once_per_owner",
                violation_error_message=_("This owner already has an application of that name."),
                fields=("name", "owner"),
            ),
            models.UniqueConstraint(
                name="application_once_without_owner",
                violation_error_message=_(
                    "There already is an application of that name without an owner."
                ),
                fields=("name",),
                condition=models.Q(owner=None),
            ),
        )

    def __str__(self) -> str:
        return self.name


class PublicService(Sourced):
    slug = models.SlugField(_("identifier"), unique=True, max_length=80)
    name = models.CharField(_("name"), max_length=200)
    agency = models.ForeignKey(
        "registry.Agency",
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        related_name="services",
    )
    applications = models.ManyToManyField(
        Application, verbose_name=_("applications"), blank=True, related_name="services"
    )

    class Meta:
        ordering = ("name",)
        verbose_name = _("public service")
        verbose_name_plural = _("public services")

    def __str__(self) -> str:
        return self.name
