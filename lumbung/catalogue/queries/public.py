"""What everybody may see of the catalogue, signed in or not: what `/v1` and its list of addresses
serve. Our own things unless they are offered to some regions only; copies from other nodes only
where their origin lets them be passed on; copies from open catalogues as they are."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from lumbung.catalogue.domain.entries.addresses import normalised_url
from lumbung.catalogue.models import (
    Catalog,
    Entry,
    EntryLog,
    FeedItem,
    Offer,
    Publisher,
    ResourceKind,
)
from lumbung.catalogue.queries.feed import own_code
from lumbung.kit.errors import NotFoundError

# Sources whose copies are somebody's signed word: only the origin changes them or lets them go on.
SIGNED_DRIVERS = (Catalog.Driver.PEER, Catalog.Driver.BUNDLE)
Row = TypeVar("Row", bound=Model)
Copy = TypeVar("Copy", Entry, Publisher)
# Large columns that neither a list nor a judgement of who may see needs.
NOT_SERVED = ("facts", "latest_findings", "description")
OUR_OWN = "∅"  # the open catalogue API's name for the catalogue of the node itself


def public_entries(*, with_inactive: bool = False) -> QuerySet[Entry]:
    """Software with a publiccode.yml and an address, as the open catalogue API demands. What we
    merely wrote down of another region's offer is that region's to tell."""
    for_all = Offer.objects.filter(
        Q(provider=None) | Q(provider=own_code()),
        entry=OuterRef("pk"),
        state=Offer.State.PUBLISHED,
        audience=Offer.Audience.EVERYONE,
    )
    ours = Q(catalog=None) & (Q(rests_on_offers=False) | Exists(for_all))
    found = (
        Entry.objects.select_related("catalog")
        .defer(*NOT_SERVED)
        .filter(kind=Entry.Kind.SOFTWARE)
        .exclude(publiccode_yml="")
        .exclude(url="")
        .filter(ours | _passed_on(FeedItem.Kind.ENTRY))
    )
    return found if with_inactive else found.filter(is_active=True)


def public_publishers(*, with_inactive: bool = False) -> QuerySet[Publisher]:
    found = Publisher.objects.select_related("catalog").filter(
        Q(catalog=None) | _passed_on(FeedItem.Kind.PUBLISHER)
    )
    return found if with_inactive else found.filter(is_active=True)


def public_catalogs(*, with_inactive: bool = False) -> QuerySet[Catalog]:
    """Sources that are read; with `with_inactive` those that are paused too. Who is merely invited,
    or a member of our hub of whom there is nothing to show, is nobody's business."""
    if with_inactive:
        shown = FeedItem.objects.filter(
            catalog=OuterRef("pk"), is_for_all=True, may_relay=True, is_deleted=False
        )
        return Catalog.objects.exclude(state=Catalog.State.INVITED).filter(
            ~Q(state=Catalog.State.KNOWN) | Exists(shown)
        )
    return Catalog.objects.filter(state=Catalog.State.ACTIVE)


def public_entry(identifier: str) -> Entry:
    """Raises NotFoundError where there is none that everybody may see."""
    return _one(public_entries(with_inactive=True), identifier, "software")


def public_publisher(identifier: str) -> Publisher:
    """By id or alternative id. Raises NotFoundError."""
    return _one(public_publishers(with_inactive=True), identifier, "publisher", by_alternative=True)


def public_catalog(identifier: str) -> Catalog:
    """By id or alternative id. Raises NotFoundError."""
    return _one(public_catalogs(with_inactive=True), identifier, "catalog", by_alternative=True)


def entries_of_catalog(identifier: str, *, with_inactive: bool = False) -> QuerySet[Entry]:
    """Raises NotFoundError for a catalogue that is not known; `∅` is the node's own."""
    origin = origin_called(identifier)
    return public_entries(with_inactive=with_inactive).filter(catalog=origin)


def publishers_of_catalog(identifier: str, *, with_inactive: bool = False) -> QuerySet[Publisher]:
    """Raises NotFoundError for a catalogue that is not known; `∅` is the node's own."""
    origin = origin_called(identifier)
    return public_publishers(with_inactive=with_inactive).filter(catalog=origin)


def origin_called(identifier: str) -> Catalog | None:
    """None for our own. Raises NotFoundError."""
    return None if identifier == OUR_OWN else public_catalog(identifier)


def of_origin(row: Copy, identifier: str) -> Copy:
    """`row`, if it came from there. Raises NotFoundError."""
    if row.catalog != origin_called(identifier):
        raise NotFoundError(kind=str(row._meta.model_name), key=row.public_id)
    return row


def public_logs() -> QuerySet[EntryLog]:
    """About runs as a whole, and about things that everybody may see."""
    seen = {
        ResourceKind.SOFTWARE: public_entries(with_inactive=True),
        ResourceKind.PUBLISHERS: public_publishers(with_inactive=True),
        ResourceKind.CATALOGS: public_catalogs(with_inactive=True),
    }
    wanted = Q(kind="")
    for kind, rows in seen.items():
        wanted |= Q(kind=kind, subject_id__in=rows.values("public_id"))
    return EntryLog.objects.filter(wanted)


def public_log(identifier: str) -> EntryLog:
    """Raises NotFoundError."""
    return _one(public_logs(), identifier, "log")


def at_address(found: QuerySet[Entry], url: str) -> QuerySet[Entry]:
    """Those that are, or once were, known by `url`, however it is spelt."""
    wanted = normalised_url(url)
    return found.filter(addresses__normalised_url=wanted) if wanted else found.none()


def _passed_on(kind: FeedItem.Kind) -> Q:
    """Copies that may be shown to everybody."""
    items = FeedItem.objects.filter(
        kind=kind,
        public_id=OuterRef("public_id"),
        catalog=OuterRef("catalog"),
        is_for_all=True,
        may_relay=True,
        is_deleted=False,
    )
    signed = Q(catalog__driver__in=SIGNED_DRIVERS)
    return Q(catalog__isnull=False) & (~signed | Q(Exists(items)))


def _one(found: QuerySet[Row], identifier: str, kind: str, *, by_alternative: bool = False) -> Row:
    wanted = Q(public_id=_uuid(identifier))
    if by_alternative and "\x00" not in identifier:
        wanted |= Q(alternative_id=identifier)
    row = found.filter(wanted).first()
    if row is None:
        raise NotFoundError(kind=kind, key=identifier)
    return row


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
