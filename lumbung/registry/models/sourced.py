"""What every fact carries: where it comes from, and whether it is invented."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sourced(models.Model):
    """`example` rows are shown with the mark `contoh` wherever a figure of theirs is shown."""

    source = models.TextField(_("source"), blank=True)
    example = models.BooleanField(_("example"), default=False)

    class Meta:
        abstract = True
