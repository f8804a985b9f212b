"""Plans as a viewer may see them: in lists, while they are solved, and whole.

A finished plan never changes, so what is computed from it is kept in memory, by plan and by what
the viewer may see.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lumbung.core.access import sees_all_agencies
from lumbung.core.models import User
from lumbung.kit.errors import NotFoundError
from lumbung.planning.domain.figures import PlanFigures, plan_figures
from lumbung.planning.domain.plan import SolveResult
from lumbung.planning.domain.plan_document import dump_result, read_result
from lumbung.planning.domain.redaction import HiddenNames, redact
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.models import Plan
from lumbung.planning.scenario_building import thaw

HEAVY = ("scenario", "result")


@dataclass(frozen=True, slots=True)
class PlanDetail:
    """A plan whole. `result` is None until something was found or proven; `figures` is None where
    there is no valid plan. `is_redacted`: an agency officer sees the others without names."""

    plan: Plan
    scenario: Scenario
    result: SolveResult | None
    figures: PlanFigures | None
    is_redacted: bool


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """What a watcher sees; `stage` and `levels` as in domain.plan.SolveProgress."""

    plan: Plan
    stage: str
    elapsed_s: float
    fraction: float
    levels: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class ServiceGoLive:
    """A public service that gets better, and from when."""

    service: str
    day: date


@dataclass(frozen=True, slots=True)
class PublishedSummary:
    """What everybody may know of the plan that the CIO published."""

    name: str
    made_at: datetime
    first_day: date
    last_day: date
    needs_total: int
    needs_served: int
    agencies_total: int
    coverage_percent: float
    spent_idr: int
    budget_idr: int
    saved_idr: int
    offers_used: int
    services: tuple[ServiceGoLive, ...]
    rests_on_example: bool


def plans(viewer: User | AnonymousUser) -> QuerySet[Plan]:
    """For lists: without scenario and result. Signed-in people see that a plan exists; names of
    needs and options inside are filtered by plan_detail."""
    found = Plan.objects.defer(*HEAVY).select_related("created_by")
    return found if isinstance(viewer, User) else found.none()


def plan(viewer: User | AnonymousUser, pk: int) -> Plan:
    """Raises NotFoundError."""
    try:
        return plans(viewer).get(pk=pk)
    except Plan.DoesNotExist:
        raise NotFoundError(kind="plan", key=pk) from None


def plan_progress(viewer: User | AnonymousUser, pk: int) -> PlanProgress:
    """One small read, for a page that asks again and again. Raises NotFoundError."""
    found = plan(viewer, pk)
    progress = found.progress
    return PlanProgress(
        plan=found,
        stage=progress.get("stage", ""),
        elapsed_s=progress.get("elapsed_s", 0.0),
        fraction=progress.get("fraction", 0.0),
        levels=tuple(progress.get("levels", ())),
    )


def plan_detail(viewer: User | AnonymousUser, pk: int) -> PlanDetail:
    """Raises NotFoundError."""
    found = plan(viewer, pk)
    agency = None if sees_all_agencies(viewer) else _agency_slug(viewer)
    stamp = found.finished_at or found.heartbeat_at
    read = _read_plan if found.finished_at else _read_plan.__wrapped__
    scenario, result, figures = read(found.pk, found.attempt, stamp, agency, get_language())
    return PlanDetail(found, scenario, result, figures, is_redacted=agency is not None)


def published_summary() -> PublishedSummary | None:
    """None where the CIO has published no plan."""
    found = Plan.objects.defer(*HEAVY).filter(is_published=True).first()
    if found is None:
        return None
    scenario, _result, figures = _read_plan(found.pk, found.attempt, found.finished_at, None, "")
    return _summary(found, scenario, figures) if figures else None


def served_needs_of_published_plan() -> frozenset[str]:
    """Identifiers of the needs that the published plan serves; empty where none is published."""
    found = Plan.objects.defer(*HEAVY).filter(is_published=True).first()
    if found is None:
        return frozenset()
    _scenario, result, _figures = _read_plan(found.pk, found.attempt, found.finished_at, None, "")
    served = result.plan.served if result and result.plan else ()
    return frozenset(each.need for each in served)


def _agency_slug(viewer: User | AnonymousUser) -> str:
    """Also for somebody who belongs to no agency: then nothing is their own."""
    agency = getattr(viewer, "agency", None)
    return agency.slug if agency else ""


@lru_cache(maxsize=16)
def _read_plan(
    pk: int, attempt: int, stamp: datetime | None, agency: str | None, language: str | None
) -> tuple[Scenario, SolveResult | None, PlanFigures | None]:
    """`attempt`, `stamp` and `language` only tell cached readings apart."""
    documents = Plan.objects.values("scenario", "result").get(pk=pk)
    scenario = thaw(documents["scenario"])
    result = None if documents["result"] is None else read_result(documents["result"])
    if agency is not None:
        scenario, result = redact(scenario, result, agency=agency, hidden=_hidden_names())
    figures = plan_figures(scenario, result.plan) if result and result.plan else None
    return scenario, result, figures


def _hidden_names() -> HiddenNames:
    return HiddenNames(
        agency=_("Other agencies"),
        need=_("Another agency's need"),
        option=_("Option of another agency"),
        activity=_("Work for another agency"),
    )


def _summary(plan: Plan, scenario: Scenario, figures: PlanFigures) -> PublishedSummary:
    calendar, coverage = scenario.calendar, figures.coverage
    return PublishedSummary(
        name=plan.name,
        made_at=plan.created_at,
        first_day=calendar.first_day,
        last_day=calendar.friday(calendar.weeks - 1),
        needs_total=coverage.needs_total,
        needs_served=coverage.needs_served,
        agencies_total=len(figures.agencies),
        coverage_percent=coverage.percent,
        spent_idr=sum(item.amount_idr for item in figures.money.items),
        budget_idr=sum(line.amount_idr for line in scenario.budget),
        saved_idr=figures.savings.saved_idr,
        offers_used=sum(1 for option in figures.schedule.options if option.provider_name),
        services=_services(figures),
        rests_on_example=figures.rests_on_example,
    )


def _services(figures: PlanFigures) -> tuple[ServiceGoLive, ...]:
    """Needs that name a public service, in order of their going live."""
    found = [
        ServiceGoLive(need.need.service, need.go_live_day)
        for need in figures.coverage.served
        if need.need.service and need.go_live_day
    ]
    return tuple(sorted(found, key=lambda entry: (entry.day, entry.service)))


def plan_result_document(viewer: User | AnonymousUser, pk: int) -> dict[str, Any]:
    """The result as its JSON document, with names hidden as plan_detail does. Raises NotFoundError,
    also where nothing was found or proven yet."""
    detail = plan_detail(viewer, pk)
    if detail.result is None:
        raise NotFoundError(kind="result", key=pk)
    return dump_result(detail.result)
