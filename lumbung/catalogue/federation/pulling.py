"""Reading a peer: its card, its members if we take a hub's word for them, then what is new: by
events from the remembered place, or whole by the manifest (the first time, after a gap, once a
week, on demand). Every page is stored with the place to go on from, in one transaction; a reading
that dies goes on there next time. No transaction is open while the network is waited for."""

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lumbung.catalogue.actions.peers import keep_card, keep_members
from lumbung.catalogue.actions.pulls import (
    PullCounts,
    PullLease,
    TakenOver,
    begin_pull,
    end_pull,
    fail_pull,
    keep_alive,
)
from lumbung.catalogue.domain.federation.node_documents import leads_to, read_card, read_members
from lumbung.catalogue.domain.federation.signed_item import (
    INSTANT_REGEX,
    UUID_REGEX,
    NodeCode,
    instant,
)
from lumbung.catalogue.domain.kept_errors import kept_error
from lumbung.catalogue.federation.client import NodeClient, PeerAnswerInvalid
from lumbung.catalogue.federation.receiving import (
    apply_waiting,
    kind_rank,
    origin_known,
    receive,
)
from lumbung.catalogue.models import Catalog, FeedItem
from lumbung.kit.errors import LumbungError, gettext_noop

FULL_EVERY = timedelta(days=7)
MOST_SECONDS = 5 * 60
MOST_PAGES = 2000
MOST_LISTED = 200_000
MOST_NAMES, MOST_CHARACTERS = 100, 1500  # in one address; servers and proxies refuse long ones
LARGEST_NUMBER = 10**18


class KeyChangedUnsigned(LumbungError):
    """Perhaps another node in its place."""

    code = "key-changed"
    message = gettext_noop(
        "%(name)s shows another key than before, and its old key does not say so."
    )
    hint = gettext_noop("Call that region. If its key was lost, remove it here and invite it anew.")


class AnotherNode(LumbungError):
    code = "another-node"
    message = gettext_noop("At %(url)s answers another node (%(code)s).")
    hint = gettext_noop("Ask the region for its present address.")


class _OutOfTime(Exception):
    """Much is left; the next reading goes on."""


class _EventsAnswer(BaseModel):
    model_config = ConfigDict(strict=True)

    feed: str
    last: int
    next: int
    more: bool
    events: list[Any]


class _ListedItem(BaseModel):
    model_config = ConfigDict(strict=True)

    origin: NodeCode
    kind: Annotated[str, Field(pattern=r"^[a-z]{1,12}$")]
    id: Annotated[str, Field(pattern=UUID_REGEX)]
    sha256: Annotated[str, Field(max_length=64)]
    updated_at: Annotated[str, Field(pattern=INSTANT_REGEX)]


class _ManifestAnswer(BaseModel):
    model_config = ConfigDict(strict=True)

    feed: str
    last: int
    next: int
    more: bool
    items: list[_ListedItem]


class _ItemsAnswer(BaseModel):
    model_config = ConfigDict(strict=True)

    items: list[Any]
    answered: int


def pull(pk: int, *, full: bool = False, node: NodeClient | None = None) -> PullCounts | None:
    """Reads the peer now; None where somebody else does, or it is not active. Errors of the other
    side are stored with the peer and not raised."""
    lease = begin_pull(pk)
    if lease is None:
        return None
    reading = Reading(lease, node)
    try:
        is_complete = reading.run(full=full)
        end_pull(lease, reading.counts, is_complete=is_complete)
    except TakenOver:
        return None
    except LumbungError as error:
        fail_pull(lease, reading.counts, kept_error(error))
    except Exception as error:
        fail_pull(lease, reading.counts, kept_error(error))
        raise
    return reading.counts


class Reading:
    """One reading of one peer, under its lease."""

    def __init__(self, lease: PullLease, node: NodeClient | None = None) -> None:
        self.lease = lease
        self.counts = PullCounts()
        self.peer = Catalog.objects.get(pk=lease.catalog_pk)
        self.node = node or NodeClient(self.peer.url)
        self._origins: dict[str, bool] = {}
        self._deadline = time.monotonic() + MOST_SECONDS

    def run(self, *, full: bool) -> bool:
        """False where time ran out before all was read."""
        self._read_card()
        self._read_members()
        try:
            if full or self._needs_all():
                self._read_all()
            else:
                self._read_events()
        except _OutOfTime:
            return False
        finally:
            apply_waiting()
        return True

    def _read_card(self) -> None:
        card = read_card(self.node.card())
        if card.code != self.peer.alternative_id:
            raise AnotherNode(url=self.peer.url, code=card.code)
        key_changed = card.public_key != self.peer.public_key
        if key_changed:
            changes = [change.signed() for change in card.key_changes]
            if not leads_to(changes, card.code, self.peer.public_key, card.public_key):
                raise KeyChangedUnsigned(name=self.peer.name)
        if key_changed or (card.name, card.url) != (self.peer.name, self.peer.url):
            keep_card(self.peer, card, key_changed=key_changed)

    def _read_members(self) -> None:
        if self.peer.trusts_members:
            found = read_members(
                self.node.members(), hub=self.peer.alternative_id, public_key=self.peer.public_key
            )
            keep_members(self.peer, found)

    def _needs_all(self) -> bool:
        last = self.peer.last_full_at
        return not self.peer.cursor or last is None or last < timezone.now() - FULL_EVERY

    def _read_events(self) -> None:
        self.counts.phase = "events"
        after, etag = int(self.peer.cursor), self.peer.etag
        for _page in range(MOST_PAGES):
            answer = self.node.events(after, etag)
            if answer.found is None:
                return
            page = _read(_EventsAnswer, answer.found)
            if page.feed != self.peer.feed_id or page.last < after:
                self._read_all()  # another database answers, or an older one
                return
            _require_progress(after, page.next, more=page.more)
            self.counts.done += len(page.events)
            self.counts.total = max(self.counts.total, self.counts.done)
            moved = page.next != after
            after, etag = page.next, "" if moved else answer.etag
            self._store(page.events, cursor=str(after), etag=etag)
            if not page.more:
                return
            self._require_time()

    def _read_all(self) -> None:
        self.counts.phase, after = "manifest", 0
        wanted: list[_ListedItem] = []
        for _page in range(MOST_PAGES):
            found = self.node.manifest(after).found
            page = _read(_ManifestAnswer, found)
            _require_progress(after, page.next, more=page.more)
            wanted += self._not_here(page.items)
            after = page.next
            if len(wanted) > MOST_LISTED:
                raise PeerAnswerInvalid(reason=f"more than {MOST_LISTED} items")
            if not page.more:
                break
            self._require_time()
        self._fetch(sorted(wanted, key=lambda listed: kind_rank(listed.kind)))
        with transaction.atomic():
            now = timezone.now()
            keep_alive(
                self.lease,
                self.counts,
                cursor=str(after),
                etag="",
                feed_id=page.feed[:36],
                last_full_at=now,
            )

    def _not_here(self, listed: Sequence[_ListedItem]) -> list[_ListedItem]:
        """What we lack, or have older. What we have is marked as seen."""
        rows = FeedItem.objects.filter(public_id__in={UUID(each.id) for each in listed})
        have = {(row.origin, row.kind, str(row.public_id)): row for row in rows}
        seen, wanted = [], []
        for each in listed:
            known = have.get((each.origin, each.kind, each.id))
            if known and known.sha256 == each.sha256:
                seen.append(known.pk)
            elif self._is_behind(each, known) or not self._origin_counts(each.origin):
                self.counts.skipped += 1
            else:
                wanted.append(each)
        FeedItem.objects.filter(pk__in=seen).update(seen_at=timezone.now())
        return wanted

    def _is_behind(self, listed: _ListedItem, known: FeedItem | None) -> bool:
        """A relay may be behind, which harms nobody; an origin that lists something older than it
        told before is asked for it, so that the refusal is seen."""
        if known is None or listed.origin == self.peer.alternative_id:
            return False
        return instant(known.updated_at) > listed.updated_at

    def _origin_counts(self, code: str) -> bool:
        """False for a hub's members whose keys we did not choose to take from it."""
        if code not in self._origins:
            known = self.peer.trusts_members or origin_known(code, self.peer) is not None
            self._origins[code] = known
        return self._origins[code]

    def _fetch(self, wanted: list[_ListedItem]) -> None:
        self.counts.phase, self.counts.total = "items", len(wanted)
        names = [f"{each.origin}:{each.kind}:{each.id}" for each in wanted]
        while names:
            asked = _fitting(names)
            page = _read(_ItemsAnswer, self.node.items(asked).found)
            if not 1 <= page.answered <= len(asked):
                raise PeerAnswerInvalid(reason="it answers none of the items asked for")
            names = names[page.answered :]
            self.counts.done += page.answered
            self._store(page.items)
            self._require_time()

    @transaction.atomic
    def _store(self, events: Sequence[object], **columns: object) -> None:
        """A page and the place to go on from: both or neither."""
        receive(events, self.peer, self.counts)
        keep_alive(self.lease, self.counts, **columns)

    def _require_time(self) -> None:
        if time.monotonic() > self._deadline:
            raise _OutOfTime


def _read(kind: Any, found: object) -> Any:
    try:
        return kind.model_validate(found)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise PeerAnswerInvalid(reason=f"{place} is missing or wrong"[:200]) from None


def _fitting(names: list[str]) -> list[str]:
    """As many of the first names as one address holds, and at least one."""
    size = 0
    for count, name in enumerate(names[:MOST_NAMES]):
        size += len(name) + 1
        if size > MOST_CHARACTERS and count:
            return names[:count]
    return names[:MOST_NAMES]


def _require_progress(after: int, following: int, *, more: bool) -> None:
    if not after <= following <= LARGEST_NUMBER or (more and following == after):
        raise PeerAnswerInvalid(reason="its pages do not go on")
