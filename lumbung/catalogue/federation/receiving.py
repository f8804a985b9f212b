"""Taking in what a peer, or a bundle file, gave us: each item is judged on its own, so that one
that is forged or broken stops none of the others; what is refused is kept as a line to be seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from lumbung.catalogue.actions.announcing import announce_copy
from lumbung.catalogue.actions.entry_changes import changes_together
from lumbung.catalogue.actions.feed import columns, next_sequence, sequence_lock
from lumbung.catalogue.actions.pulls import PullCounts, accept_again, refuse
from lumbung.catalogue.domain.federation.audience import province_of
from lumbung.catalogue.domain.federation.judging import (
    ORIGIN_UNKNOWN,
    ItemRefused,
    Judgement,
    Known,
    Ours,
    judge,
)
from lumbung.catalogue.domain.federation.node_documents import read_envelope
from lumbung.catalogue.domain.federation.signed_item import (
    Item,
    ItemInvalid,
    Signed,
    canonical,
    check_signature,
    read_item,
)
from lumbung.catalogue.errors import ReferenceMissing
from lumbung.catalogue.federation.kinds import KINDS
from lumbung.catalogue.federation.receiver import Received
from lumbung.catalogue.models import Catalog, FeedItem
from lumbung.catalogue.queries.feed import own_code
from lumbung.kit.errors import LumbungError, gettext_noop

MOST_WAITING = 2000
ITEM_KEY = ("origin", "kind", "public_id")
KIND_UNKNOWN = gettext_noop("this node does not know items of this kind")
BODY_INVALID = gettext_noop("its content is not as this kind of item must be")
WITHDRAWAL_INVALID = gettext_noop("its withdrawal does not belong to it")
# What one item may do wrong; anything else is a fault of ours and stops the reading.
FAULTS = (LumbungError, DataError, IntegrityError, ValueError)


@dataclass(frozen=True, slots=True)
class _Origin:
    catalog: Catalog
    key: str


def receive(events: Iterable[object], giver: Catalog, counts: PullCounts) -> None:
    """Takes a page of events. Called inside the transaction that stores the cursor with them."""
    sequence_lock()
    with changes_together():
        for event in events:
            try:
                with transaction.atomic():
                    _receive_one(event, giver, counts)
            except FAULTS as error:
                _note_refusal(event, giver, counts, error)


def _receive_one(event: object, giver: Catalog, counts: PullCounts) -> None:
    signed, withdrawal = _read_event(event)
    claimed = str(signed.document.get("origin", ""))
    origin = origin_known(claimed, giver)
    known = _known(signed)
    item, judgement = judge(
        signed,
        ours=_ours(),
        giver=giver.alternative_id,
        origin_key=origin.key if origin else None,
        known=_version(known),
    )
    if origin is None:
        raise AssertionError("an item without a known origin is refused")
    if judgement is Judgement.OLDER:
        counts.skipped += 1
        return
    if judgement is Judgement.SAME and known is not None:
        _see_again(known, signed)
        return
    if withdrawal is not None:
        _require_withdrawal_of(item, withdrawal, origin.key)
    _take(item, signed, withdrawal, origin=origin.catalog, giver=giver, known=known)
    accept_again(item.origin, item.kind, item.public_id)
    counts.taken += not item.deleted
    counts.removed += item.deleted


def _read_event(event: object) -> tuple[Signed, Signed | None]:
    if not isinstance(event, dict):
        raise ItemInvalid(reason="not an object")
    signed = read_envelope({key: event.get(key) for key in ("document", "signature")})
    withdrawal = event.get("withdrawal")
    return signed, None if withdrawal is None else read_envelope(withdrawal)


def origin_known(code: str, giver: Catalog) -> _Origin | None:
    """The node of that code whose key we know: the giver, another peer, or a node that a hub
    vouches for whose word we take."""
    if code == giver.alternative_id:
        return _Origin(giver, giver.public_key)
    vouched = Q(state=Catalog.State.KNOWN, vouched_by__trusts_members=True)
    found = (
        Catalog.objects.filter(Q(state=Catalog.State.ACTIVE) | vouched)
        .filter(driver__in=(Catalog.Driver.PEER, Catalog.Driver.BUNDLE), alternative_id=code)
        .exclude(public_key="")
        .first()
    )
    return _Origin(found, found.public_key) if found else None


def _ours() -> Ours:
    return Ours(own_code(), province_of(own_code()), timezone.now())


def _known(signed: Signed) -> FeedItem | None:
    document = signed.document
    try:
        public_id = UUID(str(document.get("public_id", "")))
    except ValueError:
        return None
    return FeedItem.objects.filter(
        origin=str(document.get("origin", ""))[:100],
        kind=str(document.get("kind", ""))[:12],
        public_id=public_id,
    ).first()


def _version(known: FeedItem | None) -> Known | None:
    if known is None:
        return None
    return Known(known.sha256, known.updated_at, known.is_deleted)


def _see_again(known: FeedItem, signed: Signed) -> None:
    """Nothing new, but it is still said. After a change of key the signature is another one, and
    whoever reads it from us needs that one."""
    changed: dict[str, Any] = {"seen_at": timezone.now()}
    if known.sha256 == signed.sha256 and known.signature != signed.signature:
        changed |= {"signature": signed.signature, "sequence": next_sequence()}
    FeedItem.objects.filter(pk=known.pk).update(**changed)


def _require_withdrawal_of(item: Item, withdrawal: Signed, key: str) -> None:
    gone = read_item(withdrawal.document)
    check_signature(withdrawal, key)
    if gone.key != item.key or not gone.deleted or gone.updated_at != item.updated_at:
        raise ItemRefused(reason=WITHDRAWAL_INVALID)


def _take(
    item: Item,
    signed: Signed,
    withdrawal: Signed | None,
    *,
    origin: Catalog,
    giver: Catalog,
    known: FeedItem | None,
) -> None:
    if item.kind not in KINDS:
        raise ItemRefused(reason=KIND_UNKNOWN)
    values = columns(signed, _kept(withdrawal)) | {
        "sequence": next_sequence(),
        "catalog": origin,
        "received_from": giver,
        "seen_at": timezone.now(),
        "is_applied": _apply(item, origin),
    }
    if known is not None:
        FeedItem.objects.filter(pk=known.pk).update(**values)
    else:
        public_id = UUID(item.public_id)
        FeedItem.objects.create(origin=item.origin, kind=item.kind, public_id=public_id, **values)
    _announce(item)


def _kept(withdrawal: Signed | None) -> dict[str, Any] | None:
    if withdrawal is None:
        return None
    return {
        "document": withdrawal.document,
        "signature": withdrawal.signature,
        "sha256": withdrawal.sha256,
    }


def _apply(item: Item, origin: Catalog) -> bool:
    """False where what it is about is not here yet. Raises what makes the item unfit."""
    receiver = KINDS[FeedItem.Kind(item.kind)]
    received = Received(UUID(item.public_id), origin, item.origin, item.updated)
    if item.body is None:
        receiver.remove(received)
        return True
    try:
        body = receiver.schema.model_validate_json(canonical(item.body))
    except ValueError:
        raise ItemRefused(reason=BODY_INVALID) from None
    try:
        with transaction.atomic():
            receiver.apply(body, received)
    except ReferenceMissing:
        return False
    return True


@transaction.atomic
def apply_waiting() -> int:
    """Tries once more what came before that which it is about. Tells how many found it now."""
    waiting = FeedItem.objects.filter(is_applied=False).select_related("catalog")
    ordered = sorted(waiting[:MOST_WAITING], key=lambda found: kind_rank(found.kind))
    with changes_together():
        return sum(map(_apply_waiting_one, ordered))


def _apply_waiting_one(found: FeedItem) -> bool:
    item = Item.model_validate(found.item)
    try:
        with transaction.atomic():
            is_applied = found.catalog is not None and _apply(item, found.catalog)
    except FAULTS as error:
        if found.received_from is not None:
            _note(found.received_from, *item.key, _reason(error))
        return False
    if is_applied:
        FeedItem.objects.filter(pk=found.pk).update(is_applied=True)
        _announce(item)
    return is_applied


def _announce(item: Item) -> None:
    """Entries are announced with all that follows from their change."""
    if item.kind != FeedItem.Kind.ENTRY:
        announce_copy(item.kind, UUID(item.public_id))


def kind_rank(kind: str) -> int:
    """Publishers before entries, entries before offers, and so on: what is referred to first."""
    order = [each.value for each in FeedItem.Kind]
    return order.index(kind) if kind in order else len(order)


def _note_refusal(event: object, giver: Catalog, counts: PullCounts, error: Exception) -> None:
    reason = _reason(error)
    if reason == ORIGIN_UNKNOWN and not giver.trusts_members:
        counts.skipped += 1  # a hub's other members, whose keys we did not choose to take from it
        return
    counts.refused += 1
    document = event.get("document") if isinstance(event, dict) else None
    told = document if isinstance(document, dict) else {}
    origin, kind, public_id = (str(told.get(key, "")) for key in ITEM_KEY)
    _note(giver, origin, kind, public_id, reason)


def _note(giver: Catalog, origin: str, kind: str, public_id: str, reason: str) -> None:
    refuse(giver, origin=origin, kind=kind, public_id=public_id, reason=reason)


def _reason(error: Exception) -> str:
    """As it is shown: a reason of ours as it stands (translated on the page), else the error."""
    if isinstance(error, ItemInvalid | ItemRefused):
        return str(error.facts["reason"])
    if isinstance(error, LumbungError):
        return str(error)
    return f"{type(error).__name__}: {error}"
