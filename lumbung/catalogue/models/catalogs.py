"""Where entries come from: nodes of other regions (peers), hubs, and other catalogues."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Catalog(models.Model):
    """A source that is read on a schedule. A peer is another node; its key proves what it signed.

    Named as in the open catalogue API (CATALOGUE.md): `alternative_id` is a peer's region code.
    """

    class Driver(models.TextChoices):
        PEER = "lumbung", _("Node of a region")
        API = "open-catalog", _("Catalogue with the open API")
        URL_LIST = "json", _("List of repository addresses")
        GIT = "git", _("Git repository")
        BUNDLE = "bundle", _("Signed file, by hand")

    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        KNOWN = "known", _("Known through a hub")
        LEFT = "left", _("Left")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    alternative_id = models.CharField(_("short identifier"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=200)
    region = models.ForeignKey(
        "registry.Region",
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    driver = models.CharField(_("kind"), max_length=16, choices=Driver, default=Driver.PEER)
    url = models.URLField(_("address"), blank=True, max_length=500)
    publishers_namespace = models.CharField(_("publishers' namespace"), max_length=200, blank=True)
    scopes = models.JSONField(_("scopes"), default=list, blank=True)
    public_key = models.CharField(_("public key"), max_length=64, blank=True)
    is_hub = models.BooleanField(_("is our hub"), default=False)
    is_member = models.BooleanField(_("is a member of our hub"), default=False)
    trusts_members = models.BooleanField(_("its list of members is trusted"), default=False)
    vouched_by = models.ForeignKey(
        "self",
        verbose_name=_("known through"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="vouched_for",
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.INVITED)
    interval_minutes = models.PositiveIntegerField(_("read every (minutes)"), default=60)
    cursor = models.CharField(max_length=200, blank=True, editable=False)
    etag = models.CharField(max_length=200, blank=True, editable=False)
    key_compared_at = models.DateTimeField(null=True, blank=True, editable=False)
    hinted_sequence = models.BigIntegerField(default=0, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    feed_id = models.CharField(max_length=36, blank=True, editable=False)
    last_full_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_hint_at = models.DateTimeField(null=True, blank=True, editable=False)
    progress = models.JSONField(default=dict, blank=True, editable=False)  # of the pull going on
    last_tried_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_succeeded_at = models.DateTimeField(null=True, blank=True, editable=False)
    next_try_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    failures = models.PositiveIntegerField(default=0, editable=False)
    last_error = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("catalogue source")
        verbose_name_plural = _("catalogue sources")
        constraints = (
            models.CheckConstraint(
                name="active_peer_has_a_key",
                condition=~Q(driver="lumbung", state="active") | ~Q(public_key=""),
            ),
        )

    def __str__(self) -> str:
        return self.name
