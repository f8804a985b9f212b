"""The solver against those who do not know it: brute force, checker and figures."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lumbung.planning.domain.checker import check_levels, check_plan
from lumbung.planning.domain.checker.levels import level_values
from lumbung.planning.domain.explaining import explain_unmet
from lumbung.planning.domain.figures import SpendingKind, plan_figures
from lumbung.planning.domain.plan import LevelName, SolveStatus, UnmetCause
from lumbung.planning.domain.solving import solve_scenario
from lumbung.planning.domain.tests.brute_force import best_plan
from lumbung.planning.domain.tests.mutations import mutations
from lumbung.planning.domain.tests.possibility import could_serve
from lumbung.planning.domain.tests.strategies import small_scenarios, tiny_scenarios

pytestmark = pytest.mark.solver


def examples(count: int) -> settings:
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def solved(scenario, time_limit_s):
    return solve_scenario(scenario, time_limit_s=time_limit_s, seed=1, workers=1)


@examples(100)
@given(tiny_scenarios())
def test_solver_reaches_what_brute_force_reaches(scenario):
    result = solved(scenario, 20)
    assert result.status == SolveStatus.OPTIMAL
    assert check_plan(scenario, result.plan) == ()
    assert check_levels(scenario, result) == ()
    assert tuple(level.value for level in result.levels) == best_plan(scenario).levels


@examples(25)
@given(small_scenarios())
def test_every_plan_of_the_solver_passes_the_checker_and_no_broken_one_does(scenario):
    result = solved(scenario, 1)
    assert result.plan is not None
    assert check_plan(scenario, result.plan) == ()
    assert check_levels(scenario, result) == ()
    figures_say_what_the_levels_say(scenario, result.plan)
    for rule, broken in mutations(scenario, result.plan):
        assert rule in {found.rule for found in check_plan(scenario, broken)}


def figures_say_what_the_levels_say(scenario, plan):
    figures = plan_figures(scenario, plan)
    values = level_values(scenario, plan)
    assert figures.coverage.service == values[LevelName.SERVICE]
    once = sum(
        figures.money.total.spent_on(kind) for kind in SpendingKind if kind != SpendingKind.YEARLY
    )
    yearly = sum(
        cost.amount_idr
        for chosen in plan.options
        for cost in scenario.option[chosen.option].yearly_costs
    )
    lifetime = scenario.calendar.cost_lifetime_years
    assert once + yearly * lifetime == values[LevelName.COST]
    assert sum(load.peak_decidays for load in figures.load) == values[LevelName.LOAD]
    for accounts in (figures.money.years, figures.money.quarters, figures.money.pools):
        assert sum(each.spent_idr for each in accounts) == figures.money.total.spent_idr
    assert all(pool.left_idr >= 0 for pool in figures.money.pools)
    assert all(
        fill.after <= max(fill.usable, fill.before) for s in figures.servers for fill in s.fills
    )
    assert all(activity.slack_weeks >= 0 for activity in figures.schedule.activities)


@examples(20)
@given(small_scenarios(), st.integers(0, 40))
def test_stopping_at_any_moment_leaves_a_valid_plan_or_says_there_is_none(scenario, asked):
    asks = iter(range(asked))
    result = solve_scenario(
        scenario,
        time_limit_s=5,
        seed=1,
        workers=1,
        should_stop=lambda: next(asks, None) is None,
    )
    assert check_levels(scenario, result) == ()
    if result.plan is None:
        assert result.status == SolveStatus.UNKNOWN
    else:
        assert check_plan(scenario, result.plan) == ()


@examples(8)
@given(small_scenarios())
def test_same_seed_gives_the_same_plan(scenario):
    first, second = (solved(scenario, 20) for _ in range(2))
    assert first.record.is_reproducible == second.record.is_reproducible
    assert (first.status, first.plan, first.levels) == (second.status, second.plan, second.levels)


@examples(40)
@given(tiny_scenarios())
def test_what_is_said_of_unmet_needs_is_true(scenario):
    plan = solved(scenario, 10).plan
    served = {each.need for each in plan.served}
    for unmet in explain_unmet(scenario, plan, time_limit_s=10, seed=1, workers=1):
        serving = [o.id for o in scenario.options if any(s.need == unmet.need for s in o.serves)]
        assert (unmet.cause == UnmetCause.NO_OPTION) == (not serving)
        if unmet.cause == UnmetCause.NOT_WORTH:
            assert could_serve(scenario, {unmet.need})
        if unmet.cause == UnmetCause.TOO_LATE:
            assert not could_serve(scenario, {unmet.need})
        if unmet.cause == UnmetCause.MEANS:
            assert unmet.option in serving
            assert not could_serve(scenario, served | {unmet.need})
            assert could_serve(scenario, served | {unmet.need}, unmet.changes)
