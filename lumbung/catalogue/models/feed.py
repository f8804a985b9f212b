"""What this node says to others, and what it heard from them: signed items in one order.

Our own items are written by actions in the transaction of what they tell; items of others are kept
as they were signed, so that whoever may relay them passes on the origin's signature.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

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
    received_from = models.ForeignKey(
        "catalogue.Catalog", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # the peer that gave it to us: the origin itself, or a relay
    item = DocumentField()  # the signed document: audience, onward, updated_at, body
    sha256 = models.CharField(max_length=64)
    signature = models.CharField(max_length=100)
    is_deleted = models.BooleanField(default=False)
    # False where what it is about is not known here yet: tried again after each reading.
    is_applied = models.BooleanField(default=True)
    is_for_all = models.BooleanField(default=True)
    may_relay = models.BooleanField(default=False)
    # Where fewer may see the thing than before: a signed tombstone for those who no longer may.
    withdrawal = DocumentField(null=True, blank=True)
    updated_at = models.DateTimeField(db_index=True)
    seen_at = models.DateTimeField(null=True, blank=True)  # last listed by whom we have it from

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


class FeedState(models.Model):
    """One row: the last sequence given out. Its lock puts writers in a row, so that no reader ever
    sees a number whose predecessor is still to come. `feed_id` tells readers that the feed they
    remember is not this one any more (a database made anew)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    feed_id = models.UUIDField(default=uuid4)
    last_sequence = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.CheckConstraint(name="one_feed_state", condition=Q(id=1)),)

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.last_sequence}"


class RefusedItem(models.Model):
    """An item that a peer gave us and that we did not take, and why; gone once a good one comes."""

    catalog = models.ForeignKey(
        "catalogue.Catalog", on_delete=models.CASCADE, related_name="refused_items"
    )
    origin = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    public_id = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=500)
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-last_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="one_refusal_per_item", fields=("catalog", "origin", "kind", "public_id")
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}: {self.reason}"


class KeyChange(models.Model):
    """Our own change of key, as the old key signed it; told to whoever still knows the old one."""

    statement = DocumentField()
    signature = models.CharField(max_length=100)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class SeenNonce(models.Model):
    """Of a signed request that changes something: it is heard once."""

    key_id = models.CharField(max_length=200)
    nonce = models.CharField(max_length=100)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="nonce_is_heard_once", fields=("key_id", "nonce")),
        )

    def __str__(self) -> str:
        return self.nonce
