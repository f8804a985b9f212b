"""Writing what our region tells about an entry, and moderating what is told here.

Everything visible that is our own is told to others in the same transaction; what is hidden, or
withdrawn, is taken back. What another region said is hidden on this node only: its own node decides
about its words.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lumbung.catalogue.actions.feed import publish_item, retract_item
from lumbung.catalogue.domain.federation.audience import EVERYONE, Audience, regions_only, union
from lumbung.catalogue.domain.federation.bodies.experience import ExperienceBody
from lumbung.catalogue.errors import AlreadyFlagged, NothingSaid, NotOursToChange
from lumbung.catalogue.models import Entry, Experience, ExperienceFlag, FeedItem, Offer
from lumbung.catalogue.queries.experiences import may_change
from lumbung.core.access import sees_all_agencies
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.registry.actions import change_row, create_row
from lumbung.registry.queries import region

Kind = Experience.Kind


@transaction.atomic
def ask_question(entry: Entry, fields: Mapping[str, Any], *, by: User | None) -> Experience:
    """Raises RowInvalid, NothingSaid."""
    return _say(Kind.QUESTION, entry, fields, by)


@transaction.atomic
def answer_question(
    question: Experience, fields: Mapping[str, Any], *, by: User | None
) -> Experience:
    """Any region may answer; whose answer it is stands with it. Raises RowInvalid, NothingSaid."""
    return _say(Kind.ANSWER, question.entry, dict(fields) | {"question": question}, by)


@transaction.atomic
def report_use(entry: Entry, fields: Mapping[str, Any], *, by: User | None) -> Experience:
    """Raises RowInvalid, NothingSaid where neither words nor figures are given."""
    return _say(Kind.REPORT, entry, fields, by)


@transaction.atomic
def change_experience(
    experience: Experience, fields: Mapping[str, Any], *, by: User | None
) -> Experience:
    """Corrects our own words or figures. Raises NotOursToChange, RowInvalid, NothingSaid."""
    if not experience.is_own or (by is not None and not may_change(by, experience)):
        raise NotOursToChange(region=experience.agency_name or experience.region.name)
    change_row(experience, _as_said_by(fields, by), by=by)
    _require_something(experience)
    tell_experience(experience)
    return experience


@transaction.atomic
def hide_experience(experience: Experience, reason: str, *, by: User | None) -> Experience:
    """It stays in the database and in the audit log, with the reason; flags are settled."""
    fields = {
        "state": Experience.State.HIDDEN,
        "hidden_reason": reason,
        "hidden_at": timezone.now(),
    }
    change_row(experience, fields, by=by)
    _settle(experience)
    record_done(
        by,
        "hide-experience",
        experience,
        pk=experience.pk,
        reason=reason,
        region=experience.region_id,
        text=experience.text[:500],
    )
    tell_experience(experience)
    return experience


@transaction.atomic
def show_experience(experience: Experience, *, by: User | None) -> Experience:
    """Shows again what was hidden, or keeps what was flagged."""
    fields = {"state": Experience.State.VISIBLE, "hidden_reason": "", "hidden_at": None}
    change_row(experience, fields, by=by)
    _settle(experience)
    record_done(by, "show-experience", experience, pk=experience.pk)
    tell_experience(experience)
    return experience


@transaction.atomic
def flag_experience(experience: Experience, reason: str, *, by: User) -> ExperienceFlag:
    """Asks the moderators to look at it. Raises AlreadyFlagged where this reader's earlier word is
    not settled yet, RowInvalid."""
    if ExperienceFlag.objects.filter(experience=experience, by=by, settled_at=None).exists():
        raise AlreadyFlagged()
    return create_row(ExperienceFlag, {"experience": experience, "reason": reason, "by": by}, by=by)


def tell_experience(experience: Experience) -> None:
    """Puts our own words into the feed as they stand, or takes them back. Called inside the
    transaction that changed them, last."""
    if not experience.is_own:
        return
    audience = experience_audience(experience.entry)
    if experience.state != Experience.State.VISIBLE or audience is None:
        retract_item(FeedItem.Kind.EXPERIENCE, experience.public_id)
        return
    publish_item(
        FeedItem.Kind.EXPERIENCE,
        experience.public_id,
        experience_body(experience),
        audience=audience,
        may_relay=audience == EVERYONE,
    )


def tell_experiences_of(entry: Entry) -> None:
    """Again, after it changed who may know of the entry."""
    for experience in entry.experiences.filter(catalog=None).select_related("entry", "question"):
        tell_experience(experience)


def experience_audience(entry: Entry) -> Audience | None:
    """Whoever may know of the entry: everybody, unless it is known by narrower offers only. Then
    those to whom we offer it, and the regions that offer it to us; None where nobody offers it."""
    offers = list(
        entry.offers.filter(state=Offer.State.PUBLISHED).prefetch_related("audience_regions")
    )
    if not entry.rests_on_offers or any(_for_everyone(offer) for offer in offers):
        return EVERYONE
    return union(_audience(offer) for offer in offers if offer.is_own or offer.provider_id)


def experience_body(experience: Experience) -> dict[str, Any]:
    """As told to others: by the region and its agency, never by a person."""
    plain = (
        "kind",
        "agency_name",
        "title",
        "text",
        "version",
        "users_count",
        "months_in_use",
        "effort",
        "went_wrong",
        "rating",
        "written_at",
        "example",
    )
    body = ExperienceBody.model_validate(
        {
            **{name: getattr(experience, name) for name in plain},
            "entry": experience.entry.public_id,
            "entry_url": experience.entry.url,
            "question": experience.question.public_id if experience.question else None,
            "region": experience.region_id,
        },
        strict=False,
    )
    return body.model_dump(mode="json", exclude_defaults=True)


def _say(kind: Kind, entry: Entry, fields: Mapping[str, Any], by: User | None) -> Experience:
    own = region(settings.REGION_CODE)
    values = _as_said_by(fields, by) | {"kind": kind, "entry": entry, "region": own, "author": by}
    experience = create_row(Experience, values, by=by)
    _require_something(experience)
    tell_experience(experience)
    return experience


def _as_said_by(fields: Mapping[str, Any], by: User | None) -> dict[str, Any]:
    """An agency officer speaks for the own agency, and never in examples."""
    values = dict(fields)
    if by is not None and not sees_all_agencies(by):
        values |= {"agency_name": by.agency.name if by.agency else "", "example": False}
    return values


def _require_something(experience: Experience) -> None:
    words = experience.text.strip() or experience.went_wrong.strip()
    figures = experience.kind == Kind.REPORT and (experience.effort or experience.rating)
    if not words and not figures:
        raise NothingSaid()


def _settle(experience: Experience) -> None:
    experience.flags.filter(settled_at=None).update(settled_at=timezone.now())


def _for_everyone(offer: Offer) -> bool:
    return offer.audience == Offer.Audience.EVERYONE


def _audience(offer: Offer) -> Audience:
    if not offer.is_own:
        return regions_only([str(offer.provider_id)])
    return Audience(
        offer.audience,  # type: ignore[arg-type]
        tuple(row.code for row in offer.audience_regions.all()),
    )
