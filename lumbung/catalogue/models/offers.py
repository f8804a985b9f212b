"""What regions offer one another, under which terms. Recipes and terms are kept as the documents
they came as, judged by `catalogue.domain` before they are stored."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.domain.recipes.recipe import ID_REGEX
from lumbung.catalogue.models.origin import Shared
from lumbung.kit.fields import DocumentField

ID_PATTERN = RegexValidator(ID_REGEX, _("Lower-case letters, digits and . _ / # - only."))


class Offer(Shared):
    """An application or infrastructure that others may adopt or use, under its provider's terms.

    What the software is and does stands in its entry, which offers of the same software share.
    `example` says that the figures of the recipe are invented; the offer itself has its `source`.
    """

    class Kind(models.TextChoices):
        APPLICATION = "application", _("Application")
        INFRASTRUCTURE = "infrastructure", _("Infrastructure")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("Everyone")
        PROVINCE = "province", _("Regions of one province")
        REGIONS = "regions", _("Named regions")

    class Infrastructure(models.TextChoices):
        SERVER_ROOM = "server-room", _("Room in the server room")
        HOSTING = "hosting", _("Hosting at the provider")
        HELP_DESK = "help-desk", _("Help desk")
        NETWORK = "network", _("Network")

    entry = models.ForeignKey(
        "catalogue.Entry",
        verbose_name=_("entry"),
        on_delete=models.PROTECT,
        related_name="offers",
    )
    slug = models.CharField(_("identifier"), max_length=100, unique=True, validators=[ID_PATTERN])
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.APPLICATION)
    infrastructure = models.CharField(
        _("what infrastructure"), max_length=12, choices=Infrastructure, blank=True
    )
    infrastructure_facts = DocumentField(_("facts"), default=dict, blank=True)
    audience = models.CharField(
        _("offered to"), max_length=10, choices=Audience, default=Audience.EVERYONE
    )
    audience_regions = models.ManyToManyField(
        "registry.Region", verbose_name=_("these regions"), blank=True, related_name="+"
    )
    provider = models.ForeignKey(
        "registry.Region",
        verbose_name=_("provider region"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="offers",
    )
    provider_name = models.CharField(_("provider, if no region"), max_length=200, blank=True)
    provider_agency = models.CharField(_("provider's agency"), max_length=200, blank=True)
    function = models.CharField(_("function"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True, max_length=10_000)
    terms = DocumentField(_("terms"), default=dict, blank=True)
    recipe = DocumentField(_("adoption recipe"), default=dict, blank=True)
    shared_activities = DocumentField(_("shared activities"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    source = models.TextField(_("source"), blank=True)
    example = models.BooleanField(_("example"), default=False)

    class Meta:
        ordering = ("name", "slug")
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = (
            models.CheckConstraint(
                name="offer_has_a_provider",
                condition=Q(provider__isnull=False) | ~Q(provider_name=""),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def provider_title(self) -> str:
        return self.provider.name if self.provider else self.provider_name
