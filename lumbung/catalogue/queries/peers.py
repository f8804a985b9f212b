"""Other nodes as the pages show them: how each is doing, what is had of it, and what was
refused."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.catalogue.domain.federation.fingerprint import fingerprint
from lumbung.catalogue.domain.kept_errors import read_error
from lumbung.catalogue.models import (
    Catalog,
    Entry,
    FeedItem,
    Invitation,
    Offer,
    Publisher,
    RefusedItem,
)
from lumbung.kit.errors import NotFoundError

NODES = (Catalog.Driver.PEER, Catalog.Driver.BUNDLE)
REFUSED_SHOWN = 50
NAMED = {"publisher": Publisher, "entry": Entry, "offer": Offer}


@dataclass(frozen=True, slots=True)
class ErrorShown:
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class PeerRow:
    peer: Catalog
    items: int  # that it gave us, its own and those it passed on
    refused: int
    error: ErrorShown | None

    @property
    def is_late(self) -> bool:
        """Not read well for three of its periods."""
        peer, now = self.peer, timezone.now()
        if peer.state != Catalog.State.ACTIVE or peer.driver != Catalog.Driver.PEER:
            return False
        since = peer.last_succeeded_at or peer.created_at
        return (now - since).total_seconds() > 3 * 60 * peer.interval_minutes


@dataclass(frozen=True, slots=True)
class KindCount:
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class RefusedRow:
    name: str  # of the copy that we have, where there is one
    kind: str
    origin: str
    public_id: str
    reason: str
    count: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class PeerDetail:
    row: PeerRow
    fingerprint: str
    counts: tuple[KindCount, ...]
    waiting: int
    passed_on: int  # items of other regions that we have through it
    refused: tuple[RefusedRow, ...]
    known_through_it: tuple[Catalog, ...]

    @property
    def peer(self) -> Catalog:
        return self.row.peer

    @property
    def is_being_read(self) -> bool:
        return is_being_read(self.row.peer)


def peers() -> list[PeerRow]:
    """Active ones first, those we left last; whom we know only through a hub stands with the
    hub."""
    found = Catalog.objects.filter(driver__in=NODES).exclude(state=Catalog.State.KNOWN)
    found = found.annotate(refused_count=Count("refused_items")).select_related("region")
    given = FeedItem.objects.filter(is_deleted=False, received_from__isnull=False).order_by()
    counts = dict(given.values_list("received_from").annotate(Count("pk")))
    order = [state.value for state in (Catalog.State.ACTIVE, Catalog.State.INVITED)]
    order += [Catalog.State.PAUSED.value, Catalog.State.LEFT.value]
    rows = [
        PeerRow(each, counts.get(each.pk, 0), each.refused_count, shown_error(each.last_error))
        for each in found
    ]
    return sorted(rows, key=lambda row: (order.index(row.peer.state), row.peer.name))


def peer(pk: int) -> Catalog:
    """Raises NotFoundError."""
    found = Catalog.objects.filter(driver__in=NODES, pk=pk).select_related("vouched_by").first()
    if found is None:
        raise NotFoundError(kind="peer", key=pk)
    return found


def peer_detail(pk: int) -> PeerDetail:
    """Raises NotFoundError."""
    found = peer(pk)
    items = FeedItem.objects.filter(catalog=found, is_deleted=False)
    given = FeedItem.objects.filter(received_from=found, is_deleted=False)
    refused = RefusedItem.objects.filter(catalog=found)
    return PeerDetail(
        row=PeerRow(found, given.count(), refused.count(), shown_error(found.last_error)),
        fingerprint=fingerprint(found.public_key),
        counts=_counts(items),
        waiting=items.filter(is_applied=False).count(),
        passed_on=given.exclude(catalog=found).count(),
        refused=tuple(map(_refused_row, refused[:REFUSED_SHOWN])),
        known_through_it=tuple(Catalog.objects.filter(vouched_by=found)),
    )


def is_being_read(peer: Catalog) -> bool:
    """A worker shows a sign of life."""
    until = str(peer.progress.get("until", ""))
    return until > timezone.now().isoformat()


def open_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        used_at=None, withdrawn_at=None, expires_at__gte=timezone.now()
    ).select_related("region", "created_by")


def invitation(pk: int) -> Invitation:
    """Raises NotFoundError."""
    found = open_invitations().filter(pk=pk).first()
    if found is None:
        raise NotFoundError(kind="invitation", key=pk)
    return found


def shown_error(text: str) -> ErrorShown | None:
    """A kept error in the reader's language."""
    if not text:
        return None
    kept = read_error(text)
    facts = {name: _(value) if value else "" for name, value in kept["facts"].items()}
    return ErrorShown(*(_filled(kept[part], facts) for part in ("message", "hint")))


def _filled(template: str, facts: dict[str, str]) -> str:
    if not template:
        return ""
    return _(template) % facts if facts else _(template)


def kind_names() -> dict[str, str]:
    return {
        FeedItem.Kind.PUBLISHER: _("publishers"),
        FeedItem.Kind.ENTRY: _("entries"),
        FeedItem.Kind.OFFER: _("offers"),
        FeedItem.Kind.ADOPTION: _("adoptions"),
        FeedItem.Kind.ANSWER: _("answers to requests"),
        FeedItem.Kind.EXPERIENCE: _("experiences"),
        FeedItem.Kind.SUMMARY: _("summaries"),
    }


def _counts(items: QuerySet[FeedItem]) -> tuple[KindCount, ...]:
    by_kind = dict(items.order_by().values_list("kind").annotate(Count("pk")))
    return tuple(
        KindCount(name, by_kind[kind]) for kind, name in kind_names().items() if kind in by_kind
    )


def _refused_row(refused: RefusedItem) -> RefusedRow:
    return RefusedRow(
        name=_name_of(refused),
        kind=kind_names().get(refused.kind, refused.kind),
        origin=refused.origin,
        public_id=refused.public_id,
        reason=_(refused.reason),
        count=refused.count,
        last_at=refused.last_at,
    )


def _name_of(refused: RefusedItem) -> str:
    kind = NAMED.get(refused.kind)
    try:
        public_id = UUID(refused.public_id)
    except ValueError:
        return ""
    found = kind._default_manager.filter(public_id=public_id).first() if kind else None
    return str(found or "")
