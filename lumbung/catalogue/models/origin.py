"""What a row is called outside this node, and whose it is."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class Shared(models.Model):
    """A row that other nodes may hold a copy of. `public_id` is the same on all of them; `catalog`
    is the origin that a copy was harvested from, and None for what is our own. A copy is changed
    by its origin alone."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    catalog = models.ForeignKey(
        "catalogue.Catalog",
        verbose_name=_("harvested from"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True

    @property
    def is_own(self) -> bool:
        return self.catalog_id is None
