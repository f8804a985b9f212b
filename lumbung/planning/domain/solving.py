"""Solves one scenario: a first plan at once, then level by level, and whatever happens the best
valid plan so far. What the levels are is told in docs/decisions/0002-lexicographic-levels.md.
"""

import hashlib
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from importlib.metadata import version
from math import ceil, floor

from lumbung.kit.errors import LumbungError, gettext_noop
from lumbung.planning.domain.checker import check_plan
from lumbung.planning.domain.greedy import greedy_plan
from lumbung.planning.domain.model.city import MAXIMISED, CityModel
from lumbung.planning.domain.model.instance import Instance
from lumbung.planning.domain.model.translation import read_plan, suggest
from lumbung.planning.domain.model.values import level_values, rank
from lumbung.planning.domain.plan import (
    Level,
    LevelName,
    SolveProgress,
    SolveRecord,
    SolveResult,
    SolveStatus,
    WorkPlan,
)
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.domain.search import Outcome, Watch, run

PROGRESS_EVERY_S = 0.5
UNITS_PER_SECOND = 0.5
SHARES = {
    LevelName.MISSES: 0.15,
    LevelName.SERVICE: 0.45,
    LevelName.COST: 0.8,
    LevelName.LOAD: 1.0,
}


class Stage(StrEnum):
    """What the planner is at, for whoever watches."""

    FIRST_PLAN = "first_plan"
    MISSES = "misses"
    SERVICE = "service"
    COST = "cost"
    LOAD = "load"
    DONE = "done"


class PlanInvalid(LumbungError):
    """The planner made a plan that the independent checker refuses: a defect of ours."""

    code = "plan-invalid"
    message = gettext_noop("The planner made a plan that breaks %(count)s rules: %(first)s")
    hint = gettext_noop("Report the scenario; no plan was kept.")


def solve_scenario(
    scenario: Scenario,
    *,
    time_limit_s: float = 60.0,
    seed: int = 0,
    workers: int = 2,
    on_progress: Callable[[SolveProgress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> SolveResult:
    """The best plan found in the time given, with the bound of each level.

    Equal arguments give an equal plan, unless the record says that the clock or a request ended the
    search. Raises PlanInvalid where the checker refuses the plan.
    """
    return _Solve(scenario, time_limit_s, seed, workers, on_progress, should_stop).run()


class _Solve:
    def __init__(
        self,
        scenario: Scenario,
        time_limit_s: float,
        seed: int,
        workers: int,
        on_progress: Callable[[SolveProgress], None] | None,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self.scenario = scenario
        self.seed = seed
        self.workers = workers
        self.stage = Stage.FIRST_PLAN
        self.best: WorkPlan | None = None
        self.bounds: dict[LevelName, int] = {}
        self.first_plan_s: float | None = None
        self.interrupted = False
        self.told_s = -PROGRESS_EVERY_S
        self.on_progress = on_progress
        self.watch = Watch(time_limit_s, self._tick, should_stop or (lambda: False))
        self.budget_left = time_limit_s * UNITS_PER_SECOND

    def run(self) -> SolveResult:
        try:
            self._search()
        except KeyboardInterrupt:
            self.interrupted = True
        return self._result()

    def _search(self) -> None:
        self.instance = Instance(self.scenario)
        self._keep(greedy_plan(self.instance, self.watch.is_over))
        if self.watch.is_over():
            return
        city = CityModel(self.instance, weekly=True)
        for name in LevelName:
            self.stage = Stage(name.value)
            if self.watch.is_over() or not self._improve(city, name):
                return

    def _improve(self, city: CityModel, name: LevelName) -> bool:
        """Solves one level from the best plan and holds what was reached; False when stopped."""
        assert self.best is not None
        city.aim_at(name)
        suggest(city, self.best)
        budget = self.budget_left * SHARES[name]
        outcome = run(city.model, self.watch, budget=budget, seed=self.seed, workers=self.workers)
        self.budget_left = max(0.0, self.budget_left - self._spent(outcome))
        if outcome.has_solution:
            self._keep(read_plan(city, outcome.solver.value))
            bound = outcome.solver.best_objective_bound
            self.bounds[name] = self._rounded(name, bound)
        value = level_values(self.instance, self.best)[name]
        city.hold(name, value)
        return not outcome.is_cut

    def _spent(self, outcome: Outcome) -> float:
        return float(outcome.solver.response_proto.deterministic_time)

    def _rounded(self, name: LevelName, bound: float) -> int:
        """Levels are whole numbers: a bound may be rounded towards what can be reached."""
        return floor(bound + 0.001) if name in MAXIMISED else ceil(bound - 0.001)

    def _keep(self, plan: WorkPlan) -> None:
        if self.first_plan_s is None:
            self.first_plan_s = self.watch.elapsed_s
        key = partial(rank, self.instance)
        self.best = plan if self.best is None else min(self.best, plan, key=key)

    def _tick(self, elapsed_s: float) -> None:
        if self.on_progress and elapsed_s - self.told_s >= PROGRESS_EVERY_S:
            self.told_s = elapsed_s
            fraction = (
                min(1.0, elapsed_s / self.watch.time_limit_s) if self.watch.time_limit_s else 1.0
            )
            self.on_progress(SolveProgress(self.stage.value, elapsed_s, fraction, self._levels()))

    def _levels(self) -> tuple[Level, ...]:
        if self.best is None:
            return ()
        values = level_values(self.instance, self.best)
        return tuple(
            Level(name, values[name], self.bounds.get(name), name in MAXIMISED)
            for name in LevelName
        )

    def _result(self) -> SolveResult:
        levels = self._levels()
        self._refuse_invalid()
        record = SolveRecord(
            seed=self.seed,
            workers=self.workers,
            time_limit_s=self.watch.time_limit_s,
            elapsed_s=self.watch.elapsed_s,
            solver=f"ortools {version('ortools')}",
            scenario_sha256=hashlib.sha256(repr(self.scenario).encode()).hexdigest(),
            first_plan_s=self.first_plan_s,
            is_reproducible=not (self.watch.is_late or self.watch.is_stopped or self.interrupted),
            interrupted=self.watch.is_stopped or self.interrupted,
        )
        if self.best is None:
            return SolveResult(SolveStatus.UNKNOWN, record)
        proven = all(level.is_proven for level in levels)
        status = SolveStatus.OPTIMAL if proven else SolveStatus.FEASIBLE
        return SolveResult(status, record, self.best, levels)

    def _refuse_invalid(self) -> None:
        violations = check_plan(self.scenario, self.best) if self.best else ()
        if violations:
            raise PlanInvalid(count=len(violations), first=violations[0])
