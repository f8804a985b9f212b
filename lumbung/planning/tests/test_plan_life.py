"""A plan from the question to the answer, and every way it may stop in between."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lumbung.core.models import AuditEntry, Role
from lumbung.core.signals import worker_starting
from lumbung.planning import actions, jobs, queries
from lumbung.planning.actions import DEAD_AFTER, SolveSettings
from lumbung.planning.domain.plan import Level, LevelName, SolveProgress, SolveStatus, UnmetCause
from lumbung.planning.domain.solving import solve_scenario
from lumbung.planning.errors import PlanHasNoResult, PlanStillRunning, ScenarioIncomplete
from lumbung.planning.models import Horizon, Plan
from lumbung.planning.scenario_building import (
    build_scenario,
    frozen_scenario_of_region,
    read_frozen_scenario,
    scenario_yaml,
    thaw,
)
from lumbung.planning.tests.factories import make_city, make_need, make_option, make_recipe
from lumbung.registry.tests.factories import make_user

pytestmark = pytest.mark.django_db
QUICK = SolveSettings(time_limit_s=2, workers=1)


def start(by=None, **changes):
    settings = replace(QUICK, **changes)
    return jobs.start_plan("Rencana", frozen_scenario_of_region(), settings, by=by)


def solved(**changes):
    plan = start(**changes)
    jobs.solve_plan.func(plan.pk)
    plan.refresh_from_db()
    return plan


def test_starting_freezes_the_question_and_queues_the_work():
    make_city()
    cio = make_user(Role.CIO)
    plan = start(by=cio)
    assert (plan.state, plan.needs_total, plan.created_by) == (Plan.State.QUEUED, 3, cio)
    assert thaw(plan.scenario) == build_scenario()
    [task] = DBTaskResult.objects.all()
    assert task.args_kwargs["args"] == [plan.pk]
    assert AuditEntry.objects.get(action="start-plan").user == cio


def test_frozen_question_does_not_change_with_the_rows():
    first, *_rest = make_city()
    plan = start()
    first.delete()
    assert len(thaw(plan.scenario).needs) == 3
    assert len(build_scenario().needs) == 2


def test_frozen_question_is_exported_and_read_back():
    make_city()
    frozen = frozen_scenario_of_region()
    again = read_frozen_scenario(scenario_yaml(frozen))
    assert (again.scenario, again.sha256) == (frozen.scenario, frozen.sha256)


def test_what_is_missing_for_a_plan_is_told_at_once():
    with pytest.raises(ScenarioIncomplete) as caught:
        start()
    assert [finding.key for finding in caught.value.findings] == ["calendar"]
    make_city()
    Horizon.objects.update(weeks=1)
    make_option(make_need(), recipe=make_recipe() | {"requires_needs": ["gone"]})
    with pytest.raises(ScenarioIncomplete) as caught:
        start()
    assert all(finding.line == 0 for finding in caught.value.findings)
    assert not Plan.objects.exists()


def test_solving_stores_the_answer_with_its_figures():
    make_city()
    plan = solved()
    assert (plan.state, plan.status) == (Plan.State.DONE, Plan.Status.OPTIMAL)
    assert (plan.needs_served, plan.needs_total) == (2, 3)
    assert plan.coverage_percent == pytest.approx(100 * 23 / 33, abs=0.1)
    detail = queries.plan_detail(make_user(Role.CIO), plan.pk)
    assert detail.result.record.scenario_sha256 == plan.scenario_sha256
    assert detail.figures.coverage.needs_served == 2
    assert not detail.is_redacted


def test_unmet_need_is_told_with_what_binds_and_what_would_help():
    make_city()
    plan = solved()
    [unmet] = queries.plan_detail(make_user(Role.CIO), plan.pk).result.unmet
    assert (unmet.cause, unmet.binding) == (UnmetCause.MEANS, ("2027/5.1.02",))
    assert sum(change.price_idr for change in unmet.changes) == 3_000_000


def test_solving_twice_changes_nothing():
    make_city()
    plan = solved()
    jobs.solve_plan.func(plan.pk)
    again = Plan.objects.get()
    assert (again.attempt, again.finished_at) == (plan.attempt, plan.finished_at)


def test_only_one_worker_gets_a_plan():
    make_city()
    plan = start()
    assert actions.begin_solving(plan.pk).number == 1
    assert actions.begin_solving(plan.pk) is None


def test_plan_of_a_dead_worker_is_taken_up_again_and_the_dead_one_writes_nothing():
    make_city()
    plan = start()
    dead = actions.begin_solving(plan.pk)
    Plan.objects.update(heartbeat_at=timezone.now() - DEAD_AFTER - timedelta(seconds=1))
    alive = actions.begin_solving(plan.pk)
    assert alive.number == 2
    assert not actions.record_progress(dead, None)
    scenario = thaw(dead.scenario)
    result = solve_scenario(scenario, time_limit_s=1, workers=1)
    actions.finish_plan(dead, scenario, result)
    assert Plan.objects.get().state == Plan.State.SOLVING
    actions.finish_plan(alive, scenario, result)
    assert Plan.objects.get().state == Plan.State.DONE


def test_worker_start_queues_what_a_dead_worker_left():
    make_city()
    queued, solving = start(), start()
    actions.begin_solving(solving.pk)
    DBTaskResult.objects.all().delete()
    worker_starting.send(sender=None)
    solving_tasks = DBTaskResult.objects.filter(task_path__endswith="solve_plan")
    tasks = {task.args_kwargs["args"][0]: task for task in solving_tasks}
    assert set(tasks) == {queued.pk, solving.pk}
    assert tasks[solving.pk].run_after > timezone.now()


def test_queued_plan_is_cancelled_at_once_and_can_be_solved_again():
    make_city()
    plan = start()
    actions.cancel_plan(plan, by=None)
    jobs.solve_plan.func(plan.pk)
    plan.refresh_from_db()
    assert (plan.state, plan.result) == (Plan.State.CANCELLED, None)
    jobs.solve_again(plan, by=None)
    jobs.solve_plan.func(plan.pk)
    plan.refresh_from_db()
    assert plan.state == Plan.State.DONE


def test_cancelled_solve_keeps_its_best_plan():
    make_city()
    plan = start()
    attempt = actions.begin_solving(plan.pk)
    actions.cancel_plan(plan, by=None)
    assert not actions.record_progress(attempt, None)
    scenario = thaw(attempt.scenario)
    result = solve_scenario(scenario, time_limit_s=1, workers=1)
    actions.finish_plan(attempt, scenario, result)
    plan.refresh_from_db()
    assert (plan.state, plan.status) == (Plan.State.CANCELLED, Plan.Status.OPTIMAL)
    assert plan.result["decisions"]


def test_progress_is_kept_for_watchers():
    make_city()
    plan = start()
    attempt = actions.begin_solving(plan.pk)
    assert actions.record_progress(attempt, SolveProgress("service", 1.24, 0.5))
    seen = queries.plan_progress(make_user(Role.AUDITOR), plan.pk)
    assert (seen.stage, seen.elapsed_s, seen.fraction) == ("service", 1.2, 0.5)


@pytest.mark.django_db(transaction=True)
def test_watch_tells_the_solver_to_stop():
    make_city()
    plan = start()
    attempt = actions.begin_solving(plan.pk)
    with jobs.Watch(attempt, beat_s=0.02) as watch:
        level = Level(LevelName.SERVICE, 5, 7, maximise=True)
        watch.note(SolveProgress("cost", 3.0, 0.1, (level,)))
        watch.note(SolveProgress("explaining", 4.0, 0.2))
        assert not watch.should_stop()
        actions.cancel_plan(plan, by=None)
        assert watch._stop.wait(5)
    plan.refresh_from_db()
    assert plan.progress["stage"] == "explaining"
    assert plan.progress["levels"][0]["value"] == 5


def test_failure_is_told_and_the_plan_can_be_solved_again(caplog):
    make_city()
    plan = start()
    Plan.objects.update(scenario="{}")
    jobs.solve_plan.func(plan.pk)
    plan.refresh_from_db()
    assert plan.state == Plan.State.FAILED and "ValidationError" in plan.failure
    assert "failed" in caplog.text


def test_only_a_finished_plan_with_a_result_is_published_and_only_one():
    make_city()
    cio = make_user(Role.CIO)
    waiting = start()
    with pytest.raises(PlanStillRunning):
        actions.publish_plan(waiting, by=cio)
    actions.cancel_plan(waiting, by=cio)
    with pytest.raises(PlanHasNoResult):
        actions.publish_plan(waiting, by=cio)
    first, second = solved(), solved()
    actions.publish_plan(first, by=cio)
    actions.publish_plan(second, by=cio)
    assert Plan.objects.get(is_published=True) == second
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.update(is_published=True)


def test_public_sees_the_published_summary_only():
    assert queries.published_summary() is None
    make_city()
    plan = solved()
    assert queries.published_summary() is None
    actions.publish_plan(plan, by=None)
    summary = queries.published_summary()
    assert (summary.needs_served, summary.needs_total) == (2, 3)
    assert summary.spent_idr == 10_000_000


def test_running_plan_is_not_deleted():
    make_city()
    plan = start()
    with pytest.raises(PlanStillRunning):
        actions.delete_plan(plan, by=make_user(Role.CIO))
    actions.cancel_plan(plan, by=None)
    actions.delete_plan(plan, by=make_user(Role.CIO))
    assert not Plan.objects.exists()


def test_agency_sees_its_own_by_name_and_the_sums_of_all():
    first, *others = make_city()
    officer = make_user(Role.AGENCY, first.agency)
    plan = solved()
    whole = queries.plan_detail(make_user(Role.AUDITOR), plan.pk)
    own = queries.plan_detail(officer, plan.pk)
    assert own.is_redacted
    assert first.name in repr(own)
    for other in others:
        assert other.name not in repr(own) and other.agency.name not in repr(own)
        assert other.slug not in repr(own)
    assert own.figures.coverage.percent == whole.figures.coverage.percent
    assert [load.own_decidays for load in own.figures.load] == [
        load.own_decidays for load in whole.figures.load
    ]
    document = queries.plan_result_document(officer, plan.pk)
    assert all(other.slug not in repr(document) for other in others)


def test_two_plans_are_compared_need_by_need():
    first, *_others = make_city()
    a = solved()
    actions.accept_need(first, by=make_user(Role.CIO), mandatory=True)
    b = solved()
    comparison = queries.compare_plans(make_user(Role.CIO), a.pk, b.pk)
    assert not comparison.is_same_question
    assert [need.id for need in comparison.only_in_b] == [first.slug]
    assert len(comparison.only_in_a) == 1
    waiting = start()
    with pytest.raises(PlanHasNoResult):
        queries.compare_plans(make_user(Role.CIO), a.pk, waiting.pk)


def test_infeasible_or_unknown_outcome_is_a_finished_plan_too():
    make_city()
    plan = start()
    attempt = actions.begin_solving(plan.pk)
    scenario = thaw(attempt.scenario)
    result = solve_scenario(scenario, time_limit_s=1, workers=1)
    nothing = replace(result, status=SolveStatus.UNKNOWN, plan=None, levels=())
    actions.finish_plan(attempt, scenario, nothing)
    plan.refresh_from_db()
    assert (plan.state, plan.status, plan.needs_served) == ("done", "unknown", 0)
    assert plan.coverage_percent is None
    assert queries.plan_detail(make_user(Role.CIO), plan.pk).figures is None
