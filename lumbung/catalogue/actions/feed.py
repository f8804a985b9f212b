"""Telling others: what changes here becomes a signed item of our feed, in the same transaction as
the change itself, so that the feed never tells less, or more, than what is stored."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lumbung.catalogue.domain.federation.audience import Audience, AudienceKind, union
from lumbung.catalogue.domain.federation.signed_item import (
    Item,
    Signed,
    canonical,
    item_document,
    read_item,
    sign,
)
from lumbung.catalogue.models import FeedItem, FeedState
from lumbung.catalogue.node_key import node_key
from lumbung.catalogue.queries.feed import own_code
from lumbung.catalogue.signals import feed_changed

LEAST_STEP = timedelta(microseconds=1)


def publish_item(
    kind: str,
    public_id: UUID,
    body: Mapping[str, Any],
    *,
    audience: Audience,
    may_relay: bool,
) -> FeedItem:
    """Signs `body` (JSON) and puts it into our feed. Called inside the caller's transaction, last:
    it holds the feed's lock until the transaction ends.

    What is equal to the item already there is not said again. Where fewer may see it than before,
    those who no longer may are told that it is gone. Raises ItemInvalid for a body that is no JSON
    or too large.
    """
    sequence_lock()
    known = _known(kind, public_id)
    if known and not known.is_deleted and _says_the_same(known, body, audience, may_relay):
        return known
    return _store(known, kind, public_id, body, audience=audience, may_relay=may_relay)


def retract_item(kind: str, public_id: UUID) -> FeedItem | None:
    """Leaves a tombstone for everybody who may have a copy; None where nothing was ever told.
    Called inside the caller's transaction, last."""
    sequence_lock()
    known = _known(kind, public_id)
    if known is None or known.is_deleted:
        return known
    told, relayed = _reach(known)
    return _store(known, kind, public_id, None, audience=told, may_relay=relayed)


def sequence_lock() -> FeedState:
    """Writers of the feed one after another, until their transactions end. On SQLite every
    transaction that writes already is the only one."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("the feed is written inside a transaction")
    FeedState.objects.get_or_create(pk=1)
    return FeedState.objects.select_for_update().get(pk=1)


def next_sequence() -> int:
    """The next number of the feed; the caller holds `sequence_lock`."""
    FeedState.objects.filter(pk=1).update(last_sequence=F("last_sequence") + 1)
    return FeedState.objects.get(pk=1).last_sequence


def _known(kind: str, public_id: UUID) -> FeedItem | None:
    own = FeedItem.objects.filter(origin=own_code(), kind=kind, public_id=public_id)
    return own.filter(catalog=None).first()


def _says_the_same(
    known: FeedItem, body: Mapping[str, Any], audience: Audience, may_relay: bool
) -> bool:
    item = Item.model_validate(known.item)
    same_reach = item.audience.audience() == audience and item.may_relay == may_relay
    return same_reach and canonical(item.body) == canonical(dict(body))


def _reach(known: FeedItem) -> tuple[Audience, bool]:
    """Everybody who may have a copy, and whether relays may."""
    items = [Item.model_validate(known.item)]
    if known.withdrawal:
        items.append(Item.model_validate(known.withdrawal["document"]))
    told = union(item.audience.audience() for item in items)
    if told is None:
        raise AssertionError("an item has an audience")
    return told, any(item.may_relay for item in items)


def _store(
    known: FeedItem | None,
    kind: str,
    public_id: UUID,
    body: Mapping[str, Any] | None,
    *,
    audience: Audience,
    may_relay: bool,
) -> FeedItem:
    at = _now_after(known)
    document = item_document(
        kind,
        str(public_id),
        own_code(),
        audience=audience,
        may_relay=may_relay,
        updated_at=at,
        body=body,
    )
    read_item(document)
    signed = sign(document, node_key())
    withdrawal = None
    if known is not None and body is not None:
        withdrawal = _withdrawal(known, audience, may_relay, at)
    stored, _ = FeedItem.objects.update_or_create(
        origin=own_code(),
        kind=kind,
        public_id=public_id,
        defaults=columns(signed, withdrawal) | {"sequence": next_sequence(), "catalog": None},
    )
    transaction.on_commit(partial(feed_changed.send, sender=FeedItem), robust=True)
    return stored


def columns(signed: Signed, withdrawal: dict[str, Any] | None = None) -> dict[str, Any]:
    """What a FeedItem keeps of a signed item."""
    item = Item.model_validate(signed.document)
    return {
        "item": signed.document,
        "sha256": signed.sha256,
        "signature": signed.signature,
        "is_deleted": item.deleted,
        "is_for_all": item.audience.audience().kind is AudienceKind.EVERYONE,
        "may_relay": item.may_relay,
        "updated_at": item.updated,
        "withdrawal": withdrawal,
    }


def _withdrawal(
    known: FeedItem, audience: Audience, may_relay: bool, at: datetime
) -> dict[str, Any] | None:
    """A tombstone for those who had it and may no longer, or through a relay that may no longer."""
    told, relayed = _reach(known)
    if audience.covers(told) and (may_relay or not relayed):
        return None
    document = item_document(
        known.kind,
        str(known.public_id),
        own_code(),
        audience=told,
        may_relay=relayed,
        updated_at=at,
        body=None,
    )
    signed = sign(document, node_key())
    return {
        "document": signed.document,
        "signature": signed.signature,
        "sha256": signed.sha256,
    }


def _now_after(known: FeedItem | None) -> datetime:
    """Later than the version before, even where the clock went back."""
    now = timezone.now()
    return now if known is None else max(now, known.updated_at + LEAST_STEP)
