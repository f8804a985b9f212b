"""What regions tell about an entry, as a viewer may see it.

Whoever may see an entry sees what was said about it and is not hidden; moderators see the hidden,
too. Who wrote it (`author`) is for the own node's staff only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.formats import date_format

from lumbung.catalogue.domain.recipes.use_report import EffortDocument, UseReport, use_report
from lumbung.catalogue.models import Adoption, Entry, Experience, ExperienceFlag, Offer
from lumbung.catalogue.queries.adoptions import OPEN, adoptions
from lumbung.catalogue.queries.seen_entries import Viewer
from lumbung.catalogue.queries.seen_entries import entries as seen_entries
from lumbung.core.access import Right, has_right, sees_all_agencies
from lumbung.core.models import User
from lumbung.kit.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Report:
    """A report of use with its figures read."""

    experience: Experience
    effort: EffortDocument


@dataclass(frozen=True, slots=True)
class EntryExperiences:
    """Everything said about one entry. `ratings` is their number, `rating` their mean."""

    entry: Entry
    reports: tuple[Report, ...]
    questions: tuple[Experience, ...]
    ratings: int
    rating: float | None

    @property
    def is_empty(self) -> bool:
        return not self.reports and not self.questions


def experiences(viewer: Viewer) -> QuerySet[Experience]:
    """All that is visible; with what is hidden for moderators. Whether the viewer may see the entry
    is the caller's to judge (queries.seen_entries)."""
    found = Experience.objects.select_related("entry", "region", "catalog", "author", "question")
    if has_right(viewer, Right.MODERATE):
        return found
    return found.filter(state=Experience.State.VISIBLE)


def experience(viewer: Viewer, pk: int) -> Experience:
    """Raises NotFoundError where there is none that the viewer may see."""
    found = experiences(viewer).filter(pk=pk).first()
    if found is None or not seen_entries(viewer).filter(pk=found.entry_id).exists():
        raise NotFoundError(kind="experience", key=pk)
    return found


def question(viewer: Viewer, pk: int) -> Experience:
    """Raises NotFoundError where there is none, or it is an answer or a report."""
    found = experience(viewer, pk)
    if found.kind != Experience.Kind.QUESTION:
        raise NotFoundError(kind="question", key=pk)
    return found


def entry_experiences(viewer: Viewer, entry: Entry) -> EntryExperiences:
    visible = experiences(viewer).annotate(open_flags=_open_flags())
    visible = visible.order_by("-written_at", "-pk")
    reports = visible.filter(entry=entry, kind=Experience.Kind.REPORT)
    answers = Prefetch("answers", queryset=visible.order_by("written_at", "pk"))
    questions = visible.filter(entry=entry, kind=Experience.Kind.QUESTION)
    rated = [row.rating for row in reports if row.rating is not None and _is_visible(row)]
    return EntryExperiences(
        entry=entry,
        reports=tuple(Report(row, effort_of(row)) for row in reports),
        questions=tuple(questions.prefetch_related(answers)),
        ratings=len(rated),
        rating=sum(rated) / len(rated) if rated else None,
    )


def effort_of(row: Experience) -> EffortDocument:
    return EffortDocument.model_validate(row.effort, strict=False)


def use_reports(entry_pk: int | None) -> tuple[UseReport, ...]:
    """What sharpening a recipe rests on: visible reports of use, the newest first. An office that
    reports again, after a year perhaps, has one voice: its latest."""
    if entry_pk is None:
        return ()
    rows = Experience.objects.select_related("region").filter(
        entry=entry_pk, kind=Experience.Kind.REPORT, state=Experience.State.VISIBLE
    )
    latest: dict[tuple[str, str], Experience] = {}
    for row in rows.order_by("-written_at", "-pk"):
        latest.setdefault((row.region_id, row.agency_name), row)
    return tuple(
        use_report(
            effort_of(row),
            key=str(row.public_id),
            label=f"{row.region.name}, {date_format(row.written_at, 'F Y')}",
            users=row.users_count,
            example=row.example,
        )
        for row in latest.values()
    )


def reported_entries() -> frozenset[int]:
    """Entries with a visible report of use."""
    rows = Experience.objects.filter(
        kind=Experience.Kind.REPORT, state=Experience.State.VISIBLE
    ).order_by()
    return frozenset(rows.values_list("entry", flat=True))


def own_users(entry_pk: int | None) -> int | None:
    """How many of our region use the entry, or asked for it; None where nobody said."""
    rows = Adoption.objects.filter(
        entry=entry_pk, region=settings.REGION_CODE, catalog=None, status__in=OPEN
    )
    users: int | None = rows.aggregate(users=Sum("users_count"))["users"]
    return users


def open_questions(viewer: Viewer) -> QuerySet[Experience]:
    """Questions about what our region offers that our region has not answered yet."""
    ours = Offer.objects.filter(
        entry=OuterRef("entry"), provider=settings.REGION_CODE, state=Offer.State.PUBLISHED
    )
    answered = Experience.objects.filter(
        question=OuterRef("pk"), region=settings.REGION_CODE, state=Experience.State.VISIBLE
    )
    return (
        experiences(viewer)
        .filter(Exists(ours), ~Exists(answered), kind=Experience.Kind.QUESTION)
        .filter(state=Experience.State.VISIBLE)
    )


def flagged(viewer: Viewer) -> QuerySet[Experience]:
    """What readers asked the moderators to look at; nothing for others."""
    if not has_right(viewer, Right.MODERATE):
        return Experience.objects.none()
    return experiences(viewer).annotate(open_flags=_open_flags()).filter(open_flags__gt=0)


def experiences_matching(
    viewer: Viewer, *, text: str = "", kind: str = "", state: str = "", about: str = ""
) -> QuerySet[Experience]:
    """For the list: `about` is "ours" for what our region offers, "by-us" for what we wrote,
    "open" for questions to us, "flagged" for what is to be looked at."""
    sets = {"open": open_questions, "flagged": flagged}
    found = sets.get(about, experiences)(viewer)
    if about != "flagged":
        found = found.annotate(open_flags=_open_flags())
    if not sees_all_agencies(viewer):
        found = found.filter(entry__in=seen_entries(viewer).values("pk"))
    if about == "ours":
        found = found.filter(entry__offers__provider=settings.REGION_CODE)
    if about == "by-us":
        found = found.filter(catalog=None, region=settings.REGION_CODE)
    for word in text.split():
        found = found.filter(
            Q(title__icontains=word) | Q(text__icontains=word) | Q(entry__name__icontains=word)
        )
    exact = {"kind": kind, "state": state}
    found = found.filter(**{name: value for name, value in exact.items() if value}).distinct()
    return found.order_by("-written_at", "-pk")


def report_initial(viewer: User, entry: Entry) -> dict[str, object]:
    """What our own adoption of the entry tells already, so that nobody types it twice."""
    adoption = adoptions(viewer).filter(entry=entry, status=Adoption.Status.IN_USE).first()
    if adoption is None:
        return {}
    since = adoption.in_use_since
    months = (timezone.localdate() - since).days // 30 if since else None
    return {
        "agency_name": adoption.agency_title,
        "version": adoption.version,
        "users_count": adoption.users_count,
        "months_in_use": months,
    }


def open_flags(row: Experience) -> Sequence[ExperienceFlag]:
    return list(row.flags.filter(settled_at=None).select_related("by"))


def may_change(viewer: Viewer, row: Experience) -> bool:
    """Its own words are changed by the office that wrote them, or by those who see all."""
    if not row.is_own or not has_right(viewer, Right.SHARE_EXPERIENCE):
        return False
    if sees_all_agencies(viewer):
        return True
    agency = getattr(viewer, "agency", None)
    return agency is not None and row.agency_name == agency.name


def _open_flags() -> Count:
    return Count("flags", filter=Q(flags__settled_at=None), distinct=True)


def _is_visible(row: Experience) -> bool:
    return row.state == Experience.State.VISIBLE
