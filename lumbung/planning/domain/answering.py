"""The whole answer to a scenario: a plan, and the reasons for what it leaves unserved.

The plan has the time limit for itself; the reasons get a further share of it, and are left out
where the search was stopped by hand.
"""

from collections.abc import Callable
from dataclasses import replace

from lumbung.planning.domain.explaining import explain_unmet
from lumbung.planning.domain.plan import SolveProgress, SolveResult
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.domain.solving import solve_scenario

EXPLAINING_SHARE = 0.66


def answer_scenario(
    scenario: Scenario,
    *,
    time_limit_s: float,
    seed: int = 0,
    workers: int = 2,
    on_progress: Callable[[SolveProgress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    on_plan: Callable[[SolveResult], None] | None = None,
) -> SolveResult:
    """As solve_scenario, with `unmet` filled. `on_plan` gets the result before reasons are looked
    for, so that a plan is kept whatever happens then. Raises PlanInvalid as both parts do."""
    result = solve_scenario(
        scenario,
        time_limit_s=time_limit_s,
        seed=seed,
        workers=workers,
        on_progress=on_progress,
        should_stop=should_stop,
    )
    if on_plan:
        on_plan(result)
    if result.plan is None or result.record.interrupted:
        return result
    unmet = explain_unmet(
        scenario,
        result.plan,
        time_limit_s=time_limit_s * EXPLAINING_SHARE,
        seed=seed,
        workers=workers,
        on_progress=on_progress,
        should_stop=should_stop,
    )
    return replace(result, unmet=unmet)
