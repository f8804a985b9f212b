"""Logos and screenshots of entries, kept as kit.pictures drew them anew."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EntryPicture(models.Model):
    """One picture of an entry, small and without metadata. `source` is the path or address that
    publiccode.yml names."""

    class Role(models.TextChoices):
        LOGO = "logo", _("Logo")
        SCREENSHOT = "screenshot", _("Screenshot")

    entry = models.ForeignKey("catalogue.Entry", on_delete=models.CASCADE, related_name="pictures")
    role = models.CharField(max_length=10, choices=Role)
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=500)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("entry", "role", "position")
        constraints = (
            models.UniqueConstraint(
                name="one_picture_at_each_place", fields=("entry", "role", "position")
            ),
            models.CheckConstraint(
                name="an_entry_has_one_logo", condition=~Q(role="logo") | Q(position=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry_id} {self.role} {self.position}"


class PictureSearch(models.Model):
    """For which content of an entry (`content_sha256`) its pictures were sought to the end; where
    some could not be reached, when they are sought again."""

    entry = models.OneToOneField(
        "catalogue.Entry", on_delete=models.CASCADE, related_name="picture_search"
    )
    content_sha256 = models.CharField(max_length=64, blank=True)
    failures = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "picture searches"

    def __str__(self) -> str:
        return f"{self.entry_id} {self.content_sha256[:10]}"
