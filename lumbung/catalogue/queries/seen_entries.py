"""Who is shown which entries, and which offers of them: the one place for pages, search and API.

The public sees active entries, and published offers made to everyone; who is signed in sees every
published offer; those who see all agencies see drafts and inactive entries too. An entry that rests
on its offers is seen by whoever sees one of them.
"""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from lumbung.catalogue.domain.search.search_document import EntryTold, OfferTold
from lumbung.catalogue.models import Adoption, Entry, Offer, Scope
from lumbung.core.access import sees_all_agencies
from lumbung.core.models import User
from lumbung.kit.errors import NotFoundError

Viewer = User | AnonymousUser
_OFFER_COLUMNS = (
    "entry",
    "name",
    "function",
    "description",
    "state",
    "audience",
    "infrastructure",
    "provider",
    "provider_name",
    "provider_agency",
    "provider__name",
    "provider__parent_id",
    "terms",
)


def scope_of(viewer: Viewer) -> Scope:
    if sees_all_agencies(viewer):
        return Scope.STAFF
    return Scope.OFFICERS if isinstance(viewer, User) else Scope.PUBLIC


def offer_filter(scope: Scope) -> Q:
    """Which offers somebody in `scope` sees."""
    if scope == Scope.STAFF:
        return Q()
    published = Q(state=Offer.State.PUBLISHED)
    if scope == Scope.OFFICERS:
        return published
    return published & Q(audience=Offer.Audience.EVERYONE)


def entries(viewer: Viewer) -> QuerySet[Entry]:
    """Entries that the viewer sees, with publisher and origin."""
    found = Entry.objects.select_related("publisher", "catalog")
    scope = scope_of(viewer)
    if scope == Scope.STAFF:
        return found
    offers = Offer.objects.filter(offer_filter(scope), entry=OuterRef("pk"))
    return found.filter(Q(rests_on_offers=False) | Exists(offers), is_active=True)


def entry(viewer: Viewer, pk: int) -> Entry:
    """Raises NotFoundError where there is none, or none that the viewer may see."""
    try:
        return entries(viewer).get(pk=pk)
    except Entry.DoesNotExist:
        raise NotFoundError(kind="entry", key=pk) from None


def offers_of(viewer: Viewer, entry_pks: Iterable[int]) -> QuerySet[Offer]:
    """Offers of these entries that the viewer sees, published ones first."""
    return (
        Offer.objects.select_related("provider", "catalog", "entry")
        .filter(offer_filter(scope_of(viewer)), entry__in=entry_pks)
        .order_by("-state", "name", "pk")
    )


def entries_to_tell(pks: Iterable[int]) -> QuerySet[Entry]:
    """Entries with all that `told_to` reads of them."""
    used = Adoption.objects.filter(status=Adoption.Status.IN_USE)
    offers = Offer.objects.select_related("provider").only(*_OFFER_COLUMNS).order_by("pk")
    return (
        Entry.objects.filter(pk__in=list(pks))
        .select_related("publisher")
        .defer("publiccode_yml", "latest_findings", "source")
        .prefetch_related(
            Prefetch("offers", offers, to_attr="told_offers"),
            Prefetch("adoptions", used.select_related("region"), to_attr="told_adoptions"),
        )
    )


def told_to(entry: Entry, scope: Scope) -> EntryTold | None:
    """An entry of `entries_to_tell` as those in `scope` see it; None where they do not."""
    offers = [offer for offer in entry.told_offers if _sees(offer, scope)]  # type: ignore[attr-defined]
    if scope != Scope.STAFF and (not entry.is_active or (entry.rests_on_offers and not offers)):
        return None
    users = {
        row.region_id: row.region.name
        for row in entry.told_adoptions  # type: ignore[attr-defined]
    }
    return EntryTold(
        kind=entry.kind,
        name=entry.name,
        function=entry.function,
        description=entry.description,
        publisher=entry.publisher.name if entry.publisher else "",
        facts=entry.facts,
        offers=tuple(_told(offer) for offer in offers),
        users=tuple(sorted(users.items())),
    )


def _sees(offer: Offer, scope: Scope) -> bool:
    if scope == Scope.STAFF:
        return True
    is_published = offer.state == Offer.State.PUBLISHED
    is_for_all = scope == Scope.OFFICERS or offer.audience == Offer.Audience.EVERYONE
    return is_published and is_for_all


def _told(offer: Offer) -> OfferTold:
    provider = offer.provider
    return OfferTold(
        name=offer.name,
        function=offer.function,
        description=offer.description,
        provider=offer.provider_id or "",
        province=(provider.parent_id or provider.code) if provider else "",
        provider_title=offer.provider_title,
        agency=offer.provider_agency,
        terms=offer.terms,
        infrastructure=offer.infrastructure,
    )
