"""What this node says to others, and what it heard from them: signed items in one order.

Our own items are written by actions in the transaction of what they tell; items of others are kept
as they were signed, so that whoever may relay them passes on the origin's signature.
"""

from django.db import models
from django.db.models import Q

from lumbung.kit.fields import DocumentField


class FeedItem(models.Model):
    """The latest version of one thing, or its tombstone. `sequence` grows with every change, so a
    reader that remembers the last one it saw misses none."""

    class Kind(models.TextChoices):
        PUBLISHER = "publisher"
        ENTRY = "entry"
        OFFER = "offer"
        ADOPTION = "adoption"
        ANSWER = "answer"  # of the offering region, to a request for adoption
        EXPERIENCE = "experience"
        SUMMARY = "summary"  # of a region, for its hub

    sequence = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    public_id = models.UUIDField()
    origin = models.CharField(
        max_length=100
    )  # alternative id (region code) of the node that signed
    catalog = models.ForeignKey(
        "catalogue.Catalog", null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    item = DocumentField()  # the signed document: audience, onward, updated_at, body
    sha256 = models.CharField(max_length=64)
    signature = models.CharField(max_length=100)
    is_deleted = models.BooleanField(default=False)
    is_for_all = models.BooleanField(default=True)
    may_relay = models.BooleanField(default=False)
    updated_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("sequence",)
        constraints = (
            models.UniqueConstraint(
                name="one_item_per_origin_and_thing", fields=("origin", "kind", "public_id")
            ),
            models.CheckConstraint(name="sequence_is_positive", condition=Q(sequence__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id} ({self.origin})"
