"""Adoptions as a viewer may see them: our own, requests for what we offer, and who uses an entry.

An agency officer sees the own agency's adoptions, and of others only who uses an entry since when.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from lumbung.catalogue.domain.agreements.adoption_moves import (
    CONFIRMATION_HOLDS,
    UNDER_WAY,
    Status,
    confirmed_until,
    is_confirmed,
    moves_of_adopter,
)
from lumbung.catalogue.models import Adoption, AdoptionAnswer, AdoptionStep, Catalog, Entry, Offer
from lumbung.core.access import sees_all_agencies
from lumbung.core.models import User
from lumbung.kit.errors import NotFoundError

Viewer = User | AnonymousUser
OPEN = (*UNDER_WAY, Status.IN_USE)


@dataclass(frozen=True, slots=True)
class AdoptionDetail:
    """One adoption with what its page shows. `may_*` is what stands open by its state and by whose
    it is; the right of the person is judged besides. `days` are those on which each status
    was reached."""

    adoption: Adoption
    answer: AdoptionAnswer | None
    steps: tuple[AdoptionStep, ...]
    days: dict[str, date]
    provider_title: str
    is_ours: bool
    is_offered_by_us: bool
    provider_has_a_node: bool
    moves: tuple[Status, ...]
    is_confirmed: bool
    confirmed_until: date | None

    @property
    def may_be_answered_here(self) -> bool:
        return self.is_offered_by_us and self.is_waiting and self.answer is None

    @property
    def answer_may_be_recorded(self) -> bool:
        return self.is_ours and not self.is_offered_by_us and self.is_waiting

    @property
    def is_waiting(self) -> bool:
        return self.adoption.status == Status.REQUESTED

    @property
    def may_be_confirmed(self) -> bool:
        return self.is_ours and self.adoption.status == Status.IN_USE


@dataclass(frozen=True, slots=True)
class Use:
    """A line of “who uses it and since when”."""

    adoption: Adoption
    region: str
    agency: str
    since: date | None
    is_confirmed: bool
    confirmed_until: date | None

    @property
    def is_known_by_evidence(self) -> bool:
        return self.adoption.basis == Adoption.Basis.EVIDENCE


@dataclass(frozen=True, slots=True)
class AgreedAdoption:
    """What a plan needs to know of an adoption that was agreed."""

    pk: int
    offer_pk: int
    agency_pk: int | None
    entry_name: str
    is_infrastructure: bool
    need_slug: str
    fit_percent: int


def all_adoptions() -> QuerySet[Adoption]:
    return Adoption.objects.select_related(
        "entry", "offer__provider", "region", "agency", "catalog", "agreement"
    )


def adoptions(viewer: Viewer) -> QuerySet[Adoption]:
    """Our region's own adoptions that the viewer may see, those known by evidence left out."""
    found = all_adoptions().filter(
        catalog=None, region=settings.REGION_CODE, basis=Adoption.Basis.DECLARED
    )
    if sees_all_agencies(viewer):
        return found
    return found.filter(agency=getattr(viewer, "agency_id", None) or -1)


def adoption_requests(viewer: Viewer) -> QuerySet[Adoption]:
    """What others, and our own agencies, want or use of what we offer. Nobody sees these but those
    who see all agencies."""
    if not sees_all_agencies(viewer):
        return all_adoptions().none()
    return all_adoptions().filter(
        offer__provider=settings.REGION_CODE, basis=Adoption.Basis.DECLARED
    )


def waiting_requests(viewer: Viewer) -> QuerySet[Adoption]:
    """Requests to us that have no answer yet."""
    return adoption_requests(viewer).filter(status=Status.REQUESTED, answer=None)


def adoptions_matching(
    found: QuerySet[Adoption], *, text: str = "", status: str = "", agency: str = ""
) -> QuerySet[Adoption]:
    """`text` is looked for in the entry, the offer and who adopts; empty filters match all."""
    for word in text.split():
        found = found.filter(
            Q(entry__name__icontains=word)
            | Q(offer__name__icontains=word)
            | Q(region__name__icontains=word)
            | Q(agency__name__icontains=word)
            | Q(agency_name__icontains=word)
        )
    if status == "unconfirmed":
        found = unconfirmed(found)
    elif status:
        found = found.filter(status=status)
    return found.filter(agency__slug=agency) if agency else found


def unconfirmed(found: QuerySet[Adoption], today: date | None = None) -> QuerySet[Adoption]:
    """Those in use whose last confirmation is older than it holds."""
    oldest = (today or timezone.localdate()) - CONFIRMATION_HOLDS
    old_start = Q(in_use_since=None) | Q(in_use_since__lt=oldest)
    old_word = Q(confirmed_on=None) | Q(confirmed_on__lt=oldest)
    return found.filter(old_start, old_word, status=Status.IN_USE)


def adoption(viewer: Viewer, pk: int) -> Adoption:
    """Raises NotFoundError where there is none, or none that the viewer may see."""
    visible = adoptions(viewer) | adoption_requests(viewer)
    if sees_all_agencies(viewer):
        visible = all_adoptions()
    try:
        return visible.get(pk=pk)
    except Adoption.DoesNotExist:
        raise NotFoundError(kind="adoption", key=pk) from None


def adoption_detail(viewer: Viewer, pk: int) -> AdoptionDetail:
    """Raises NotFoundError as `adoption` does."""
    found = adoption(viewer, pk)
    steps = tuple(found.steps.select_related("by"))
    ours = found.is_own and found.basis == Adoption.Basis.DECLARED
    provider = found.offer.provider_id if found.offer else None
    return AdoptionDetail(
        adoption=found,
        answer=AdoptionAnswer.objects.filter(adoption=found).select_related("by").first(),
        steps=steps,
        days=_days(found, steps),
        provider_title=found.offer.provider_title if found.offer else "",
        is_ours=ours,
        is_offered_by_us=provider == settings.REGION_CODE,
        provider_has_a_node=has_a_node(provider),
        moves=moves_of_adopter(found.status) if ours else (),
        is_confirmed=confirmed(found),
        confirmed_until=confirmed_until(found.in_use_since, found.confirmed_on),
    )


def _days(found: Adoption, steps: Iterable[AdoptionStep]) -> dict[str, date]:
    """When each status was reached: by its steps, the request and the use by their own days."""
    days = {step.status: step.on for step in reversed(tuple(steps))}
    if found.basis == Adoption.Basis.DECLARED:
        days[Status.REQUESTED] = found.requested_on
    if found.in_use_since:
        days[Status.IN_USE] = found.in_use_since
    return days


def has_a_node(region_code: str | None) -> bool:
    """Whether we read that region's node, so that a request reaches it by itself."""
    if not region_code:
        return False
    return Catalog.objects.filter(
        Q(region=region_code) | Q(alternative_id=region_code),
        driver=Catalog.Driver.PEER,
        state=Catalog.State.ACTIVE,
    ).exists()


def confirmed(found: Adoption) -> bool:
    return found.status == Status.IN_USE and is_confirmed(
        found.in_use_since, found.confirmed_on, today=timezone.localdate()
    )


def users_of(entry_pk: int) -> tuple[Use, ...]:
    """Who uses the entry, the longest first. Region, agency and day only: what it is used for, how
    many use it and under which agreement is not told here."""
    rows = all_adoptions().filter(entry=entry_pk, status=Status.IN_USE)
    uses = [
        Use(
            row,
            row.region.name,
            row.agency_title,
            row.in_use_since,
            confirmed(row),
            confirmed_until(row.in_use_since, row.confirmed_on),
        )
        for row in rows
    ]
    return tuple(sorted(uses, key=lambda use: (use.since or date.max, use.region, use.agency)))


def own_adoption_of(viewer: Viewer, offer_pk: int) -> Adoption | None:
    """The viewer's (agency's) adoption of the offer that is not ended."""
    return adoptions(viewer).filter(offer=offer_pk, status__in=OPEN).first()


def agreed_adoptions() -> tuple[AgreedAdoption, ...]:
    """Ours that the offering region agreed to and that are not in use yet or already: whatever
    should be found among the plan's options."""
    rows = all_adoptions().filter(
        catalog=None,
        region=settings.REGION_CODE,
        offer__isnull=False,
        status__in=(Status.AGREED, Status.INSTALLING, Status.IN_USE),
        basis=Adoption.Basis.DECLARED,
    )
    return tuple(_for_plan(row) for row in rows.order_by("pk"))


def agreed_adoption(pk: int) -> AgreedAdoption | None:
    return next((found for found in agreed_adoptions() if found.pk == pk), None)


def _for_plan(row: Adoption) -> AgreedAdoption:
    return AgreedAdoption(
        row.pk,
        row.offer_id or 0,
        row.agency_id,
        row.entry.name,
        row.offer is not None and row.offer.kind == Offer.Kind.INFRASTRUCTURE,
        row.need_slug,
        row.fit_percent,
    )


def adoptable_entry(pk: int) -> Entry:
    """Raises NotFoundError where there is none, or it is not active any more."""
    try:
        return Entry.objects.get(pk=pk, is_active=True)
    except Entry.DoesNotExist:
        raise NotFoundError(kind="entry", key=pk) from None


def known_adoption(pk: int) -> Adoption:
    """One that is known from evidence. Raises NotFoundError."""
    found = all_adoptions().filter(basis=Adoption.Basis.EVIDENCE, catalog=None, pk=pk).first()
    if found is None:
        raise NotFoundError(kind="adoption", key=pk)
    return found
