"""What software and infrastructure there is, whoever offers it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lumbung.catalogue.models.origin import Shared
from lumbung.kit.fields import DocumentField


class Publisher(Shared):
    """An organisation that publishes software: an agency of a region, or anybody else."""

    alternative_id = models.CharField(max_length=200, unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    region = models.ForeignKey(
        "registry.Region", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    code_hosting = models.JSONField(_("code hosting"), default=list, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")

    def __str__(self) -> str:
        return self.name


class Entry(Shared):
    """One piece of software, or of infrastructure, as the catalogue knows it.

    `publiccode_yml` is the last good copy; what the latest reading found, good or not, stands in
    `latest_findings`. `facts` is what was understood of it (domain.publiccode). Until a first copy
    is valid, the latest text is kept, so that it can be mended. `content_sha256` is of the text
    read last, whatever became of it.

    An entry that `rests_on_offers` came into being with an offer: it is seen by whoever sees one of
    its offers, and, while it has no publiccode.yml, told in the offer's words.
    """

    class Kind(models.TextChoices):
        SOFTWARE = "software", _("Software")
        INFRASTRUCTURE = "infrastructure", _("Infrastructure")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.SOFTWARE)
    name = models.CharField(_("name"), max_length=200)
    function = models.CharField(_("function"), max_length=300, blank=True)
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    publisher = models.ForeignKey(
        Publisher,
        verbose_name=_("publisher"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="entries",
    )
    url = models.URLField(_("repository"), max_length=500, blank=True)
    normalised_url = models.CharField(max_length=500, blank=True, editable=False, db_index=True)
    aliases = models.JSONField(_("former addresses"), default=list, blank=True)
    publiccode_yml = models.TextField("publiccode.yml", blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    facts = DocumentField(default=dict, blank=True, editable=False)
    latest_findings = models.JSONField(default=list, blank=True, editable=False)
    rests_on_offers = models.BooleanField(default=False, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    vitality = models.TextField(_("vitality"), max_length=99_999, blank=True)
    source = models.TextField(_("source"), blank=True)
    example = models.BooleanField(_("example"), default=False)
    last_seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_valid_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("entry")
        verbose_name_plural = _("entries")

    def __str__(self) -> str:
        return self.name


class EntryAddress(models.Model):
    """One address that an entry is or was known by, normalised (domain.addresses). Within one
    origin an address belongs to one entry; the same address at another origin is another entry."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="addresses")
    catalog = models.ForeignKey(
        "catalogue.Catalog", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    normalised_url = models.CharField(max_length=500)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="own_address_belongs_to_one_entry",
                fields=("normalised_url",),
                condition=Q(catalog=None),
            ),
            models.UniqueConstraint(
                name="address_belongs_to_one_entry_of_its_origin",
                fields=("catalog", "normalised_url"),
                condition=~Q(catalog=None),
            ),
        )

    def __str__(self) -> str:
        return self.normalised_url
