"""Keeping what other regions tell about an entry. A node speaks for its own region only; what our
moderators hid stays hidden when its origin changes it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lumbung.catalogue.actions.copies import copy_of
from lumbung.catalogue.domain.entries.addresses import normalised_url
from lumbung.catalogue.domain.federation.bodies.experience import ExperienceBody
from lumbung.catalogue.errors import ForeignRegion, ReferenceMissing
from lumbung.catalogue.models import Catalog, Entry, Experience
from lumbung.registry.queries import regions

WITHDRAWN_THERE = "withdrawn by its region"


@transaction.atomic
def keep_experience_copy(
    body: ExperienceBody, public_id: UUID, catalog: Catalog, *, origin: str
) -> Experience:
    """Raises ForeignRegion where a node speaks for another region, ReferenceMissing where its
    entry or question is not here (yet)."""
    region = regions().filter(code=body.region).first()
    if region is None or body.region != origin:
        raise ForeignRegion(origin=origin, region=body.region)
    row = copy_of(Experience, public_id, catalog)
    row.entry = _entry(body)
    row.question = _question(body) if body.kind == "answer" else None
    row.region, row.kind = region, body.kind
    for name in ("agency_name", "title", "text", "version", "users_count", "months_in_use"):
        setattr(row, name, getattr(body, name))
    row.went_wrong, row.rating, row.example = body.went_wrong, body.rating, body.example
    row.effort = body.effort.model_dump(mode="json", exclude_defaults=True)
    row.written_at = min(body.written_at, timezone.now())  # nobody writes ahead of the clock
    if row.hidden_reason == WITHDRAWN_THERE:
        row.state, row.hidden_reason, row.hidden_at = Experience.State.VISIBLE, "", None
    row.save()
    return row


@transaction.atomic
def drop_experience_copy(public_id: UUID, catalog: Catalog) -> None:
    """What its region took back goes; a question that has answers of others stays, without its
    words and hidden."""
    row = Experience.objects.filter(public_id=public_id, catalog=catalog).first()
    if row is None:
        return
    if not row.answers.exists():
        row.delete()
        return
    row.title = row.text = row.went_wrong = ""
    row.effort = {}
    row.state, row.hidden_reason = Experience.State.HIDDEN, WITHDRAWN_THERE
    row.save()


def _entry(body: ExperienceBody) -> Entry:
    found = Entry.objects.filter(public_id=body.entry).first()
    if found is None and body.entry_url:
        address = normalised_url(body.entry_url)
        found = Entry.objects.filter(normalised_url=address).order_by("catalog", "pk").first()
    if found is None:
        raise ReferenceMissing(kind="entry", key=body.entry)
    return found


def _question(body: ExperienceBody) -> Experience:
    questions = Experience.objects.filter(kind=Experience.Kind.QUESTION)
    found = questions.filter(public_id=body.question).first() if body.question else None
    if found is None:
        raise ReferenceMissing(kind="experience", key=body.question or "")
    return found
