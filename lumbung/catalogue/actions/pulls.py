"""The life of one reading of a peer: begun by one worker at a time, kept alive page by page, ended
well or badly. Who was begun and died is taken over when its sign of life is old."""

import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from lumbung.catalogue.domain.back_off import next_wait
from lumbung.catalogue.models import Catalog, RefusedItem

ALIVE_FOR = timedelta(minutes=3)
FIRST_WAIT = timedelta(minutes=5)
LONGEST_ERROR = 4000


class TakenOver(Exception):
    """Another worker reads this peer now; whoever finds this out stops."""


@dataclass(slots=True)
class PullCounts:
    """What a reading did so far."""

    phase: str = "card"
    done: int = 0
    total: int = 0
    taken: int = 0
    removed: int = 0
    refused: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class PullLease:
    catalog_pk: int
    token: str


@transaction.atomic
def begin_pull(pk: int) -> PullLease | None:
    """None where the peer is not active, or is being read right now."""
    now = timezone.now()
    peer = Catalog.objects.select_for_update().filter(pk=pk).first()
    if peer is None or peer.state != Catalog.State.ACTIVE:
        return None
    if peer.progress.get("until", "") > now.isoformat():
        return None
    token = secrets.token_hex(8)
    peer.progress = _sign_of_life(token, PullCounts())
    peer.last_tried_at = now
    peer.save(update_fields=["progress", "last_tried_at"])
    return PullLease(pk, token)


def keep_alive(lease: PullLease, counts: PullCounts, **columns: object) -> None:
    """Stores how far it is, and the cursor with it. Called inside the transaction of a page. Raises
    TakenOver."""
    peer = Catalog.objects.select_for_update().get(pk=lease.catalog_pk)
    if peer.progress.get("token") != lease.token or peer.state != Catalog.State.ACTIVE:
        raise TakenOver
    values = {"progress": _sign_of_life(lease.token, counts)} | columns
    Catalog.objects.filter(pk=peer.pk).update(**values)


@transaction.atomic
def end_pull(lease: PullLease, counts: PullCounts, *, is_complete: bool) -> None:
    """All went well; the next reading comes in its time, or at once where
    much was left."""
    now = timezone.now()
    keep_alive(lease, counts)
    peer = Catalog.objects.get(pk=lease.catalog_pk)
    hinted = peer.last_hint_at and peer.last_tried_at and peer.last_hint_at > peer.last_tried_at
    interval = timedelta(minutes=peer.interval_minutes)
    if hinted or not is_complete:
        interval = timedelta()  # what was told meanwhile may have come too late for this reading
    Catalog.objects.filter(pk=peer.pk).update(
        progress=asdict(counts),
        last_succeeded_at=now,
        next_try_at=now + interval,
        failures=0,
        last_error="",
    )


@transaction.atomic
def fail_pull(lease: PullLease, counts: PullCounts, error: str) -> None:
    """What was taken stays; tried again later, ever later while it keeps failing."""
    peer = Catalog.objects.select_for_update().get(pk=lease.catalog_pk)
    if peer.progress.get("token") != lease.token:
        return
    failures = peer.failures + 1
    first = min(timedelta(minutes=peer.interval_minutes), FIRST_WAIT)
    wait = next_wait(failures - 1, interval=first, seed=peer.alternative_id)
    Catalog.objects.filter(pk=peer.pk).update(
        progress=asdict(counts),
        failures=failures,
        last_error=error[:LONGEST_ERROR].replace("\x00", ""),
        next_try_at=timezone.now() + wait,
    )


def refuse(catalog: Catalog, *, origin: str, kind: str, public_id: str, reason: str) -> None:
    """Shows that an item was not taken, and why; one row an item, however often it comes."""
    known, is_new = RefusedItem.objects.get_or_create(
        catalog=catalog,
        origin=_short(origin, 100),
        kind=_short(kind, 40),
        public_id=_short(public_id, 40),
        defaults={"reason": _short(reason, 500)},
    )
    if not is_new:
        known.reason, known.count, known.last_at = (
            _short(reason, 500),
            known.count + 1,
            timezone.now(),
        )
        known.save(update_fields=["reason", "count", "last_at"])


def accept_again(origin: str, kind: str, public_id: str) -> None:
    """A good version came: what was refused of it before is settled."""
    RefusedItem.objects.filter(origin=origin, kind=kind, public_id=public_id).delete()


def _short(text: str, most: int) -> str:
    return text.replace("\x00", "")[:most]


def _sign_of_life(token: str, counts: PullCounts) -> dict[str, object]:
    until = (timezone.now() + ALIVE_FOR).isoformat()
    return {"token": token, "until": until, **asdict(counts)}
