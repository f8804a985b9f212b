"""A plan's life: queued, solved, kept. The job (planning.jobs) calls the middle part.

`attempt` fences: a worker that was thought dead and wakes up again writes nothing any more, because
the attempt it began is no longer the plan's.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.planning.actions.plan_savings import tell_savings
from lumbung.planning.actions.region_summary import tell_region_summary_later
from lumbung.planning.domain.plan import LevelName, SolveProgress, SolveResult
from lumbung.planning.domain.plan_document import dump_result
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.errors import PlanHasNoResult, PlanStillRunning
from lumbung.planning.models import Plan
from lumbung.planning.scenario_building import FrozenScenario
from lumbung.registry.actions import change_row

# A worker gives a sign of life every second; after this long without one it counts as dead.
DEAD_AFTER = timedelta(seconds=30)
MOST_FAILURE_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class SolveSettings:
    """`time_limit_s` bounds the search; seed and workers decide which plan of equal ones is
    found."""

    time_limit_s: int = 60
    seed: int = 0
    workers: int = 2


@dataclass(frozen=True, slots=True)
class Attempt:
    """The right to work on a plan, until another attempt begins."""

    plan_id: int
    number: int
    settings: SolveSettings
    scenario: str


@transaction.atomic
def create_plan(
    name: str, scenario: FrozenScenario, settings: SolveSettings, *, by: User | None
) -> Plan:
    """A queued plan with its question frozen. `jobs.start_plan` also queues the work. Raises
    RowInvalid for settings out of range."""
    plan = Plan.objects.create(
        name=name,
        created_by=by,
        scenario=scenario.text,
        scenario_sha256=scenario.sha256,
        is_example=scenario.rests_on_example,
        needs_total=len(scenario.scenario.needs),
        **asdict(settings),
    )
    record_done(by, "start-plan", plan, pk=plan.pk, scenario_sha256=scenario.sha256)
    return plan


@transaction.atomic
def begin_solving(plan_id: int) -> Attempt | None:
    """Takes a queued plan, or one whose worker died, for solving; None where there is nothing to
    do. At most one caller gets each attempt."""
    free = Q(state=Plan.State.QUEUED) | Q(
        state=Plan.State.SOLVING, heartbeat_at__lt=timezone.now() - DEAD_AFTER
    )
    taken = Plan.objects.filter(free, pk=plan_id).update(
        state=Plan.State.SOLVING, attempt=F("attempt") + 1, heartbeat_at=timezone.now()
    )
    if not taken:
        return None
    plan = Plan.objects.get(pk=plan_id)
    settings = SolveSettings(plan.time_limit_s, plan.seed, plan.workers)
    return Attempt(plan_id, plan.attempt, settings, plan.scenario)


def record_progress(attempt: Attempt, progress: SolveProgress | None) -> bool:
    """A sign of life, with what a watcher shall see. False where the work shall stop: somebody
    asked for it, or the plan is no longer this attempt's."""
    written: dict[str, Any] = {"heartbeat_at": timezone.now()}
    if progress is not None:
        written["progress"] = _progress_json(progress)
    if not _held(attempt).update(**written):
        return False
    return not _held(attempt).filter(cancel_requested=True).exists()


@transaction.atomic
def record_best(attempt: Attempt, scenario: Scenario, result: SolveResult) -> None:
    """Keeps a valid result at once, before the reasons for unmet needs are looked for."""
    _held(attempt).update(**_result_columns(scenario, result))


@transaction.atomic
def finish_plan(attempt: Attempt, scenario: Scenario, result: SolveResult) -> None:
    """Stores the answer; a plan that somebody stopped is `cancelled` and keeps its best so far."""
    plan = _held(attempt).select_for_update().first()
    if plan is None:
        return
    state = Plan.State.CANCELLED if plan.cancel_requested else Plan.State.DONE
    _held(attempt).update(
        state=state, finished_at=timezone.now(), failure="", **_result_columns(scenario, result)
    )
    record_done(None, "finish-plan", plan, pk=plan.pk, state=state, status=result.status)


@transaction.atomic
def fail_plan(attempt: Attempt, failure: str) -> None:
    """What was found before the failure stays."""
    changed = _held(attempt).update(
        state=Plan.State.FAILED,
        finished_at=timezone.now(),
        failure=failure[:MOST_FAILURE_LENGTH],
    )
    if changed:
        record_done(None, "fail-plan", attempt.plan_id, pk=attempt.plan_id)


@transaction.atomic
def cancel_plan(plan: Plan, *, by: User | None) -> None:
    """A queued plan ends at once; one being solved ends within seconds, with its best so far."""
    queued = Plan.objects.filter(pk=plan.pk, state=Plan.State.QUEUED).update(
        state=Plan.State.CANCELLED, cancel_requested=True, finished_at=timezone.now()
    )
    solving = Plan.objects.filter(pk=plan.pk, state=Plan.State.SOLVING).update(
        cancel_requested=True
    )
    if queued or solving:
        record_done(by, "cancel-plan", plan, pk=plan.pk)


@transaction.atomic
def requeue_plan(plan: Plan, *, by: User | None) -> None:
    """Puts a failed or cancelled plan back into the queue, with the same question and settings."""
    changed = Plan.objects.filter(
        pk=plan.pk, state__in=(Plan.State.FAILED, Plan.State.CANCELLED), is_published=False
    ).update(
        state=Plan.State.QUEUED, cancel_requested=False, finished_at=None, failure="", progress={}
    )
    if changed:
        record_done(by, "requeue-plan", plan, pk=plan.pk)


@transaction.atomic
def rename_plan(plan: Plan, name: str, *, by: User) -> Plan:
    """Raises RowInvalid for an empty or overlong name."""
    return change_row(plan, {"name": name}, by=by)


@transaction.atomic
def publish_plan(plan: Plan, *, by: User) -> None:
    """Shows the plan's summary to the public; one published before is so no more. Raises
    PlanStillRunning, PlanHasNoResult."""
    _require_finished(plan)
    if plan.status not in {Plan.Status.OPTIMAL, Plan.Status.FEASIBLE}:
        raise PlanHasNoResult(plan=plan.name)
    Plan.objects.filter(is_published=True).update(is_published=False)
    Plan.objects.filter(pk=plan.pk).update(is_published=True)
    tell_savings(plan, by=by)
    record_done(by, "publish-plan", plan, pk=plan.pk, scenario_sha256=plan.scenario_sha256)
    tell_region_summary_later()


@transaction.atomic
def unpublish_plan(plan: Plan, *, by: User) -> None:
    if Plan.objects.filter(pk=plan.pk, is_published=True).update(is_published=False):
        record_done(by, "unpublish-plan", plan, pk=plan.pk)
        tell_region_summary_later()


@transaction.atomic
def delete_plan(plan: Plan, *, by: User) -> None:
    """Raises PlanStillRunning."""
    _require_finished(plan)
    record_done(by, "delete-plan", plan, pk=plan.pk, scenario_sha256=plan.scenario_sha256)
    plan.delete()


def _require_finished(plan: Plan) -> None:
    plan.refresh_from_db(fields=["state", "status"])
    if plan.is_running:
        raise PlanStillRunning(plan=plan.name)


def _held(attempt: Attempt) -> QuerySet[Plan]:
    return Plan.objects.filter(pk=attempt.plan_id, attempt=attempt.number, state=Plan.State.SOLVING)


def _progress_json(progress: SolveProgress) -> dict[str, Any]:
    return {
        "stage": progress.stage,
        "elapsed_s": round(progress.elapsed_s, 1),
        "fraction": round(progress.fraction, 3),
        "levels": [
            {**asdict(level), "name": level.name.value, "gap": level.gap}
            for level in progress.levels
        ],
    }


def _result_columns(scenario: Scenario, result: SolveResult) -> dict[str, Any]:
    cost = result.level(LevelName.COST)
    served = [scenario.need[each.need].weight for each in result.plan.served] if result.plan else []
    total = sum(need.weight for need in scenario.needs)
    return {
        "result": dump_result(result),
        "status": result.status.value,
        "needs_served": len(served),
        "coverage_percent": round(100 * sum(served) / total, 1) if result.plan else None,
        "cost_idr": cost.value if cost and result.plan else None,
    }
