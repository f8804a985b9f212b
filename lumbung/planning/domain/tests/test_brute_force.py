"""Brute force and checker, written apart from one another, agree on tiny scenarios."""

from hypothesis import HealthCheck, given, settings

from lumbung.planning.domain.checker import check_plan
from lumbung.planning.domain.checker.levels import level_values
from lumbung.planning.domain.tests.brute_force import best_plan
from lumbung.planning.domain.tests.strategies import tiny_scenarios


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(tiny_scenarios())
def test_best_plan_by_brute_force_is_valid_and_worth_what_it_says(scenario):
    best = best_plan(scenario)
    assert check_plan(scenario, best.plan) == ()
    assert tuple(level_values(scenario, best.plan).values()) == best.levels
