"""Solves one scenario: a first plan at once, then level by level, and whatever happens the best
valid plan so far. What the levels are is told in docs/decisions/0002-lexicographic-levels.md.
"""

from collections.abc import Callable
from enum import StrEnum
from importlib.metadata import version
from math import ceil, floor

from lumbung.kit.errors import LumbungError, gettext_noop
from lumbung.planning.domain.checker import check_plan
from lumbung.planning.domain.draft import Ground
from lumbung.planning.domain.greedy import improved_order, merit_order, plan_in_order
from lumbung.planning.domain.model.city import CityModel
from lumbung.planning.domain.model.instance import Instance
from lumbung.planning.domain.model.translation import order_of_choice, read_plan, suggest
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
from lumbung.planning.domain.scenario_writing import scenario_sha256
from lumbung.planning.domain.search import POLL_S, Outcome, Watch, run

PROGRESS_EVERY_S = 0.5

# How much of the time limit CP-SAT gets; the rest is for the local search and building the models.
SOLVER_SHARE = 0.75
# Deterministic time of CP-SAT per second on two idle cores of an office machine, measured: the
# relaxation counts faster than the whole model. Budgets hang on these alone, and so does the plan.
RELAXED_UNITS_PER_SECOND = 1.5
WEEKLY_UNITS_PER_SECOND = 0.5
# Rounds of the local search, by activities each must place.
PLACEMENTS_PER_SECOND = 8_000
CLIMBS = 4
ROUNDS_PER_OPTION = 15
CLIMBED = frozenset({LevelName.MISSES, LevelName.COVERAGE})
# Levels that hang on what is chosen alone, or nearly so: asked first for one choice as it stands,
# each with its share of the budget left.
SHARES_OF_CHOICE = {LevelName.COVERAGE: 0.4, LevelName.COST: 0.4, LevelName.SERVICE: 0.6}
BY_CHOICE = frozenset({LevelName.COVERAGE, LevelName.COST})  # the relaxation's choice
LEAST_UNITS = 0.05
PATIENCE = 3.0  # how much longer than its share a run may take before the clock ends it
ROUNDING = 0.001  # bounds are floats; levels are whole numbers far below 2**53

# What each level may take of the budget that is left when its turn comes: by the relaxation, and by
# the whole model.
SHARES = {
    LevelName.MISSES: (0.05, 0.2),
    LevelName.COVERAGE: (0.45, 0.3),
    LevelName.COST: (0.7, 0.4),
    LevelName.SERVICE: (0.03, 0.2),
    LevelName.LOAD: (0.0, 0.5),
}

# Of CP-SAT's searches the four that together found and proved most on contested cities; its
# neighbourhood searches run beside them.
RELAXED_SEARCH = ("max_lp", "core", "reduced_costs")
WEEKLY_SEARCH = ("max_lp", "core", "no_lp", "quick_restart_no_lp")


class Stage(StrEnum):
    """What the planner is at, for whoever watches."""

    FIRST_PLAN = "first_plan"
    MISSES = "misses"
    COVERAGE = "coverage"
    COST = "cost"
    SERVICE = "service"
    LOAD = "load"


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
    """One run: the best plan so far with its bounds, and the models that improve both."""

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
        self.was_cut = False
        self.told_s = -PROGRESS_EVERY_S
        self.on_progress = on_progress
        self.watch = Watch(time_limit_s, self._tick, should_stop or (lambda: False))
        self.seconds_left = time_limit_s * SOLVER_SHARE  # as CP-SAT's own clock counts them

    def run(self) -> SolveResult:
        try:
            self._search()
        except KeyboardInterrupt:
            self.interrupted = True
        return self._result()

    def _search(self) -> None:
        self.instance = Instance(self.scenario)
        self.ground = Ground(self.instance)
        self.order = merit_order(self.instance)
        self._keep(plan_in_order(self.ground, self.order))
        if self.watch.is_over():
            return
        self._climb([self.order])
        self.relaxed = CityModel(self.instance, weekly=False)
        self.weekly = CityModel(self.instance, weekly=True)
        for name in LevelName:
            self.stage = Stage(name.value)
            if self.watch.is_over():
                return
            self._level(name)

    def _climb(self, orders: list[list[str]]) -> None:
        """Local search from the best of the orders; its rounds depend on the time limit alone."""
        placed = len(self.scenario.activities) + len(self.scenario.options)
        rounds = min(
            int(self.watch.time_limit_s * PLACEMENTS_PER_SECOND / CLIMBS / max(placed, 1)),
            ROUNDS_PER_OPTION * len(self.scenario.options),
        )
        plan, self.order = improved_order(
            self.ground, orders, rounds=rounds, seed=self.seed, is_over=self.watch.is_over
        )
        self._keep(plan)

    def _level(self, name: LevelName) -> None:
        """One level: its bound and a guess of the choice from the relaxation, then the whole model
        from the best plan so far; what was reached is held from then on."""
        share_relaxed, share_weekly = SHARES[name]
        if name == LevelName.MISSES and self._value(name) == 0:
            self.bounds[name] = 0
        if share_relaxed and not self._is_proven(name):
            self._relax(name, share_relaxed)
        if name == LevelName.SERVICE and not self._is_proven(name) and not self.watch.is_over():
            self._schedule(name, [item.option for item in self._plan.options])
        if not self._is_proven(name) and not self.watch.is_over():
            self._improve(name, share_weekly)
        for held in list(LevelName)[: list(LevelName).index(name) + 1]:
            if held != LevelName.LOAD:
                self.relaxed.hold(held, self._value(held))
                self.weekly.hold(held, self._value(held))

    def _relax(self, name: LevelName, share: float) -> None:
        """Solves the relaxation: its bound is one of the whole model as well, and its choice, in
        the order of going live, is a start for the local search."""
        self.relaxed.aim_at(name)
        suggest(self.relaxed, self._plan)
        outcome = self._run(self.relaxed, share, RELAXED_SEARCH)
        self._tell_bound(name, outcome)
        if not outcome.has_solution:
            return
        guided = order_of_choice(self.relaxed, outcome.solver.boolean_value)
        if name in CLIMBED and not self.watch.is_over():
            self._climb([self._completed(guided), self.order])
        if name in BY_CHOICE and not self._is_proven(name) and not self.watch.is_over():
            self._schedule(name, guided)

    def _schedule(self, name: LevelName, choice: list[str]) -> None:
        """Asks the whole model for the best plan of just this choice. Of the relaxation's choice it
        is as good as that says, and where that was solved to the end, proven best."""
        self.weekly.aim_at(name)
        suggest(self.weekly, self._plan)
        with self.weekly.choosing(choice):
            outcome = self._run(self.weekly, SHARES_OF_CHOICE[name], WEEKLY_SEARCH)
        if outcome.has_solution:
            self._keep(read_plan(self.weekly, outcome.solver.value))

    def _completed(self, first: list[str]) -> list[str]:
        """These options first, then all others in the order so far."""
        return [*first, *(option for option in self.order if option not in set(first))]

    def _improve(self, name: LevelName, share: float) -> None:
        self.weekly.aim_at(name)
        if name in self.bounds:
            self.weekly.expect(name, self.bounds[name])
        suggest(self.weekly, self._plan)
        outcome = self._run(self.weekly, share, WEEKLY_SEARCH)
        if outcome.has_solution:
            self._keep(read_plan(self.weekly, outcome.solver.value))
        self._tell_bound(name, outcome)
        if name == LevelName.MISSES and not self.watch.is_over():
            live = sorted((item.go_live_week, item.option) for item in self._plan.options)
            self._climb([self._completed([option for _, option in live]), self.order])

    def _run(self, city: CityModel, share: float, searches: tuple[str, ...]) -> Outcome:
        """Runs within a share of the budget; on a slow machine the clock ends it, so that every
        level has its turn."""
        left_s = self.watch.time_limit_s - self.watch.elapsed_s
        units_per_second = WEEKLY_UNITS_PER_SECOND if city.weekly else RELAXED_UNITS_PER_SECOND
        outcome = run(
            city.model,
            self.watch,
            budget=max(self.seconds_left * share * units_per_second, LEAST_UNITS),
            seed=self.seed,
            workers=self.workers,
            searches=searches,
            until_s=self.watch.elapsed_s + left_s * min(1.0, share * PATIENCE),
        )
        self.was_cut = self.was_cut or outcome.is_cut
        self.seconds_left -= outcome.spent / units_per_second
        return outcome

    def _tell_bound(self, name: LevelName, outcome: Outcome) -> None:
        """Keeps the strongest bound. Levels are whole numbers, so it is rounded inwards; one that
        the plan beats is no bound (a run that ended early tells 0), and is not told."""
        if outcome.bound is None:
            return
        value, known = self._value(name), self.bounds.get(name)
        if name.is_maximised:
            bound = floor(outcome.bound + ROUNDING)
            is_beaten = bound < value
            strongest = bound if known is None else min(bound, known)
        else:
            bound = ceil(outcome.bound - ROUNDING)
            is_beaten = bound > value
            strongest = bound if known is None else max(bound, known)
        if not is_beaten:
            self.bounds[name] = strongest

    @property
    def _plan(self) -> WorkPlan:
        assert self.best is not None
        return self.best

    def _value(self, name: LevelName) -> int:
        return level_values(self.instance, self._plan)[name]

    def _is_proven(self, name: LevelName) -> bool:
        return self.bounds.get(name) == self._value(name)

    def _keep(self, plan: WorkPlan) -> None:
        if self.first_plan_s is None:
            self.first_plan_s = self.watch.elapsed_s
        if self.best is None or rank(self.instance, plan) < rank(self.instance, self.best):
            self.best = plan

    def _tick(self, elapsed_s: float) -> None:
        if self.on_progress and elapsed_s - self.told_s >= PROGRESS_EVERY_S:
            self.told_s = elapsed_s
            fraction = min(1.0, elapsed_s / max(self.watch.time_limit_s, POLL_S))
            self.on_progress(SolveProgress(self.stage.value, elapsed_s, fraction, self._levels()))

    def _levels(self) -> tuple[Level, ...]:
        if self.best is None:
            return ()
        values = level_values(self.instance, self.best)
        return tuple(
            Level(name, values[name], self.bounds.get(name), name.is_maximised)
            for name in LevelName
        )

    def _result(self) -> SolveResult:
        levels = self._levels()
        self._refuse_invalid()
        is_cut = self.watch.is_stopped or self.interrupted
        record = SolveRecord(
            seed=self.seed,
            workers=self.workers,
            time_limit_s=self.watch.time_limit_s,
            elapsed_s=self.watch.elapsed_s,
            solver=f"ortools {version('ortools')}",
            scenario_sha256=scenario_sha256(self.scenario),
            first_plan_s=self.first_plan_s,
            is_reproducible=not (self.watch.is_late or self.was_cut or is_cut),
            interrupted=is_cut,
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
