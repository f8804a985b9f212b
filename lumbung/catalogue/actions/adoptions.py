"""Writing adoptions: asked for, answered, moved on, confirmed. Each change is a step with who, when
and why, and is told to the offering region in the same transaction (actions.telling)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lumbung.catalogue.actions.search_index import index_entries
from lumbung.catalogue.actions.telling import tell_adoption, tell_answer
from lumbung.catalogue.domain.agreements.adoption_moves import (
    Status,
    may_be_answered,
    moves_of_adopter,
)
from lumbung.catalogue.errors import (
    AlreadyAdopted,
    MoveNotAllowed,
    NothingToAdopt,
    NotOursToChange,
)
from lumbung.catalogue.models import (
    Adoption,
    AdoptionAnswer,
    AdoptionStep,
    Agreement,
    Catalog,
    Entry,
    Offer,
)
from lumbung.catalogue.queries.adoptions import OPEN
from lumbung.catalogue.signals import adoption_agreed
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.registry.actions import change_row, create_row, delete_row
from lumbung.registry.queries import region


@dataclass(frozen=True, slots=True)
class Answer:
    """What the offering region says. `source` where it was written down from a letter."""

    verdict: str
    note: str = ""
    answered_on: date | None = None
    source: str = ""


@transaction.atomic
def request_adoption(fields: Mapping[str, Any], *, by: User | None, note: str = "") -> Adoption:
    """Asks the offering region for `offer` (or records that `entry`, which nobody offers, is taken
    under its own licence: then there is nobody to answer, and it counts as agreed). Raises
    NothingToAdopt, AlreadyAdopted, RowInvalid."""
    values = dict(fields)
    offer = values.get("offer")
    if offer is not None:
        values["entry"] = _entry_offered(offer)
    values |= {
        "region": region(settings.REGION_CODE),
        "status": Status.REQUESTED if offer is not None else Status.AGREED,
        "basis": Adoption.Basis.DECLARED,
    }
    _require_new(values)
    adoption = create_row(Adoption, values, by=by)
    _step(adoption, by, note, on=adoption.requested_on)
    return adoption


@transaction.atomic
def answer_adoption(adoption: Adoption, answer: Answer, *, by: User | None) -> AdoptionAnswer:
    """Our answer to a request for what we offer. The adopter's status is moved where the adoption
    is our own; another node moves its own when it reads the answer. Raises MoveNotAllowed."""
    found = _locked(adoption)
    if found.offer is None or found.offer.provider_id != settings.REGION_CODE:
        raise NotOursToChange(region=found.offer.provider_title if found.offer else "")
    kept = _keep_answer(found, answer, by)
    if found.is_own:
        _settle(found, answer, by)
    tell_answer(kept)
    return kept


@transaction.atomic
def record_answer(adoption: Adoption, answer: Answer, *, by: User | None) -> AdoptionAnswer:
    """An answer that came by letter or word, with its source. Raises MoveNotAllowed."""
    found = _locked(adoption)
    _require_ours(found)
    kept = _keep_answer(found, answer, by)
    _settle(found, answer, by)
    return kept


@transaction.atomic
def take_answer(adoption: Adoption, answer: Answer, *, catalog: Catalog) -> None:
    """The offering region's own word, from its node: it stands in the place of what we wrote down
    from a letter, and settles the request where nothing did yet."""
    found = _locked(adoption)
    AdoptionAnswer.objects.update_or_create(
        adoption=found,
        defaults={
            "public_id": found.public_id,
            "catalog": catalog,
            "verdict": answer.verdict,
            "note": answer.note,
            "answered_on": answer.answered_on or timezone.localdate(),
            "source": "",
            "by": None,
        },
    )
    if may_be_answered(found.status):
        record_done(None, "take-answer", found, pk=found.pk, verdict=answer.verdict)
        _settle(found, answer, None)


@transaction.atomic
def move_adoption(
    adoption: Adoption,
    status: str,
    *,
    by: User | None,
    on: date | None = None,
    note: str = "",
    version: str = "",
) -> Adoption:
    """What the adopter says: being installed, in use since `on`, stopped, withdrawn. Raises
    MoveNotAllowed, NotOursToChange, AlreadyAdopted."""
    found = _locked(adoption)
    _require_ours(found)
    if status not in moves_of_adopter(found.status):
        raise _no_way(found, status)
    if found.status not in OPEN:  # taken up again, unless a later request did so
        _require_new({"entry": found.entry, "region": found.region, "agency": found.agency})
    day = on or timezone.localdate()
    found.status = status
    if status == Status.IN_USE:
        found.in_use_since, found.stopped_on, found.confirmed_on = day, None, timezone.localdate()
    if status == Status.STOPPED:
        found.stopped_on = day
    found.version = version or found.version
    found.save()
    _step(found, by, note, on=day)
    record_done(by, "move-adoption", found, pk=found.pk, status=status)
    return found


@transaction.atomic
def confirm_adoption(adoption: Adoption, *, by: User | None) -> Adoption:
    """It is still in use: holds for a year. Raises MoveNotAllowed where it is not in use."""
    found = _locked(adoption)
    _require_ours(found)
    if found.status != Status.IN_USE:
        raise _no_way(found, Status.IN_USE)
    found.confirmed_on, found.reminded_at = timezone.localdate(), None
    found.save(update_fields=["confirmed_on", "reminded_at", "updated_at"])
    tell_adoption(found)
    record_done(by, "confirm-adoption", found, pk=found.pk)
    return found


@transaction.atomic
def link_agreement(adoption: Adoption, agreement: Agreement | None, *, by: User | None) -> Adoption:
    """Under which agreement it is used."""
    return change_row(_locked(adoption), {"agreement": agreement}, by=by)


@transaction.atomic
def keep_known_adoption(
    fields: Mapping[str, Any], *, adoption: Adoption | None = None, by: User | None
) -> Adoption:
    """An adoption elsewhere that is known from what was published; `source` names it. Raises
    RowInvalid, NotOursToChange."""
    values = dict(fields) | {"basis": Adoption.Basis.EVIDENCE}
    if adoption is None:
        kept = create_row(Adoption, values, by=by)
        AdoptionStep.objects.create(adoption=kept, status=kept.status, by=by)
        index_entries([kept.entry_id])
        return kept
    _require_evidence(adoption)
    changed = {adoption.entry_id, change_row(adoption, values, by=by).entry_id}
    index_entries(changed)
    return adoption


@transaction.atomic
def delete_known_adoption(adoption: Adoption, *, by: User | None) -> None:
    _require_evidence(adoption)
    delete_row(adoption, by=by)
    index_entries([adoption.entry_id])


@transaction.atomic
def record_savings(
    saved_idr: Mapping[int, Mapping[str, int]], *, source: str, by: User | None
) -> int:
    """What a published plan says that taking an offer saves against building, by offer and need. It
    goes to the adoption that names the need; all of an offer's to the only adoption of it where
    that names none. What an earlier plan said and this one says no more is taken away. Gives the
    number of adoptions that changed."""
    adoptions = list(
        Adoption.objects.select_for_update().filter(
            catalog=None, region=settings.REGION_CODE, status__in=OPEN, offer__isnull=False
        )
    )
    counts = Counter(adoption.offer_id for adoption in adoptions)
    told = 0
    for adoption in adoptions:
        by_need = saved_idr.get(adoption.offer_id or 0, {})
        saved = by_need.get(adoption.need_slug)
        if saved is None and by_need and not adoption.need_slug:
            saved = sum(by_need.values()) if counts[adoption.offer_id] == 1 else None
        if saved is not None or adoption.saved_source:
            _keep_saving(adoption, saved, source, by)
            told += 1
    return told


def _keep_saving(adoption: Adoption, saved: int | None, source: str, by: User | None) -> None:
    adoption.saved_idr = saved
    adoption.saved_source = source[:300] if saved is not None else ""
    adoption.save(update_fields=["saved_idr", "saved_source", "updated_at"])
    record_done(by, "record-saving", adoption, pk=adoption.pk, saved_idr=saved)
    tell_adoption(adoption)


def _keep_answer(adoption: Adoption, answer: Answer, by: User | None) -> AdoptionAnswer:
    known = AdoptionAnswer.objects.filter(adoption=adoption).exists()
    if known or not may_be_answered(adoption.status):
        raise _no_way(adoption, answer.verdict)
    return create_row(
        AdoptionAnswer,
        {
            "adoption": adoption,
            "public_id": adoption.public_id,
            "verdict": answer.verdict,
            "note": answer.note,
            "answered_on": answer.answered_on or timezone.localdate(),
            "source": answer.source,
            "by": by,
        },
        by=by,
    )


def _settle(adoption: Adoption, answer: Answer, by: User | None) -> None:
    adoption.status = answer.verdict
    adoption.save(update_fields=["status", "updated_at"])
    _step(adoption, by, answer.note, on=answer.answered_on or timezone.localdate())
    if answer.verdict == Status.AGREED:
        transaction.on_commit(
            partial(adoption_agreed.send, Adoption, adoption_pk=adoption.pk, by=by)
        )


def _step(adoption: Adoption, by: User | None, note: str, *, on: date) -> None:
    AdoptionStep.objects.create(adoption=adoption, status=adoption.status, on=on, by=by, note=note)
    index_entries([adoption.entry_id])
    tell_adoption(adoption)


def _locked(adoption: Adoption) -> Adoption:
    return (
        Adoption.objects.select_for_update(of=("self",))
        .select_related("offer__provider", "entry", "region", "agency")
        .get(pk=adoption.pk)
    )


def _entry_offered(offer: Offer) -> Any:
    if offer.state != Offer.State.PUBLISHED or offer.entry is None:
        raise NothingToAdopt(offer=offer.name)
    return offer.entry


def _require_new(values: Mapping[str, Any]) -> None:
    """Two that ask at the same moment wait here for each other, at the entry."""
    agency, entry = values.get("agency"), values["entry"]
    Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if Adoption.objects.filter(
        entry=entry, region=values["region"], agency=agency, catalog=None, status__in=OPEN
    ).exists():
        raise AlreadyAdopted(
            agency=agency.name if agency else values["region"].name, entry=entry.name
        )


def _require_ours(adoption: Adoption) -> None:
    if not adoption.is_own or adoption.basis != Adoption.Basis.DECLARED:
        raise NotOursToChange(region=adoption.region.name)


def _require_evidence(adoption: Adoption) -> None:
    if not adoption.is_own or adoption.basis != Adoption.Basis.EVIDENCE:
        raise NotOursToChange(region=adoption.region.name)


def _no_way(adoption: Adoption, wanted: str) -> MoveNotAllowed:
    return MoveNotAllowed(
        present=adoption.get_status_display(), wanted=Adoption.Status(wanted).label
    )
