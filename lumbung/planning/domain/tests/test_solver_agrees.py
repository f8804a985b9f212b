"""The solver against those who do not know it: brute force and the checker."""

from hypothesis import HealthCheck, given, settings

from lumbung.planning.domain.checker import check_levels, check_plan
from lumbung.planning.domain.plan import SolveStatus
from lumbung.planning.domain.solving import solve_scenario
from lumbung.planning.domain.tests.brute_force import best_plan
from lumbung.planning.domain.tests.strategies import small_scenarios, tiny_scenarios


def examples(count: int) -> settings:
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def solved(scenario, time_limit_s):
    return solve_scenario(scenario, time_limit_s=time_limit_s, seed=1, workers=1)


@examples(80)
@given(tiny_scenarios())
def test_solver_reaches_what_brute_force_reaches(scenario):
    result = solved(scenario, 20)
    assert result.status == SolveStatus.OPTIMAL
    assert check_plan(scenario, result.plan) == ()
    assert check_levels(scenario, result) == ()
    assert tuple(level.value for level in result.levels) == best_plan(scenario).levels


@examples(25)
@given(small_scenarios())
def test_every_plan_of_the_solver_passes_the_checker(scenario):
    result = solved(scenario, 2)
    assert result.plan is not None
    assert check_plan(scenario, result.plan) == ()
    assert check_levels(scenario, result) == ()
