"""Solves a PSPLIB project exactly: the least makespan, with a proof or the distance from one.

First a schedule by serial generation and bounds without search; where they meet, that is the proof.
Else CP-SAT goes on from there. Every schedule passes rcpsp_checker before it leaves.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from math import ceil

from ortools.sat.python.cp_model import CpModel

from lumbung.kit.errors import LumbungError, gettext_noop
from lumbung.planning.domain.plan import SolveRecord, SolveStatus
from lumbung.planning.domain.psplib import Project
from lumbung.planning.domain.rcpsp_checker import schedule_violations
from lumbung.planning.domain.rcpsp_model import ModeChoice, RcpspModel, usable_modes
from lumbung.planning.domain.rcpsp_start import Schedule, finish, lower_bound, start_schedule
from lumbung.planning.domain.search import Outcome, Search, Watch, attend, run

ROUNDS = 10
UNITS_PER_SECOND = 1.0
CHOICE_SHARE = 0.1
PLAIN_SHARE = 0.1
# Beside CP-SAT's neighbourhoods: what shortens large projects soonest (measured on PSPLIB).
SEARCHES = ("no_lp", "quick_restart_no_lp")
PROGRESS_EVERY_S = 0.25


class ScheduleInvalid(LumbungError):
    """The solver made a schedule that the independent checker refuses: a defect of ours."""

    code = "schedule-invalid"
    message = gettext_noop("The planner made a schedule that breaks %(count)s rules: %(first)s")
    hint = gettext_noop("Report the project file; no schedule was kept.")


@dataclass(frozen=True, slots=True)
class RcpspProgress:
    """`fraction` of the time used, 0-1; the shortest schedule so far and what none can beat."""

    fraction: float
    makespan: int | None
    bound: int


@dataclass(frozen=True, slots=True)
class RcpspResult:
    """`makespan` is None exactly when status is infeasible or unknown. `starts` and `modes` (from
    0) are by position of the job; `bound` is what no schedule can beat."""

    status: SolveStatus
    record: SolveRecord
    makespan: int | None = None
    bound: int | None = None
    starts: tuple[int, ...] = ()
    modes: tuple[int, ...] = ()

    @property
    def gap(self) -> float | None:
        if self.makespan is None or self.bound is None:
            return None
        return (self.makespan - self.bound) / self.makespan if self.makespan else 0.0


def solve_rcpsp(
    project: Project,
    *,
    time_limit_s: float = 60.0,
    seed: int = 0,
    workers: int = 2,
    on_progress: Callable[[RcpspProgress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> RcpspResult:
    """The shortest schedule found in the time given, and the bound.

    Equal arguments give an equal schedule, unless the record says that the clock or a request ended
    the search. Raises ScheduleInvalid where the checker refuses the schedule.
    """
    return _Rcpsp(project, time_limit_s, seed, workers, on_progress, should_stop).run()


class _Rcpsp:
    def __init__(
        self,
        project: Project,
        time_limit_s: float,
        seed: int,
        workers: int,
        on_progress: Callable[[RcpspProgress], None] | None,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self.project, self.seed, self.workers = project, seed, workers
        self.on_progress = on_progress
        self.told_s = -PROGRESS_EVERY_S
        self.watch = Watch(time_limit_s, self._tick, should_stop or (lambda: False))
        self.best: Schedule | None = None
        self.first_s: float | None = None
        self.bound = 0
        self.is_infeasible = False
        self.interrupted = False
        self.is_cut = False

    def run(self) -> RcpspResult:
        try:
            self._search()
        except KeyboardInterrupt:
            self.interrupted = True
        return self._result()

    def _search(self) -> None:
        self.modes = usable_modes(self.project)
        if not all(self.modes):
            self.is_infeasible = True
            return
        self.bound = lower_bound(self.project, [[mode for _, mode in own] for own in self.modes])
        self._start()
        if not self.is_infeasible and not self._is_proven() and not self.watch.is_over():
            self._improve()

    def _start(self) -> None:
        """A generated schedule; where there are several modes, those of a relaxation come first."""
        chosen = tuple(own[0][0] for own in self.modes)
        if any(len(own) > 1 for own in self.modes) or self.project.nonrenewable:
            choice = ModeChoice(self.project, self.modes)
            outcome = self._run(choice.model, share=CHOICE_SHARE, is_plain=True)
            self.is_infeasible = outcome.is_infeasible
            if not outcome.has_solution:
                return
            chosen = choice.read(outcome.solver)
            if outcome.bound is not None:
                self.bound = max(self.bound, choice.makespan_bound(outcome.bound))
        schedule = start_schedule(
            self.project,
            chosen,
            seed=self.seed,
            rounds=ROUNDS,
            bound=self.bound,
            is_over=self.watch.is_over,
        )
        self._keep(schedule)

    def _improve(self) -> None:
        """First the plain search alone, which proves most projects; then, with two cores or more,
        it goes on beside one that looks for shorter schedules."""
        self._plain(PLAIN_SHARE if self.workers > 1 else 1.0)
        if self.is_infeasible or self._is_proven() or self.watch.is_over():
            return
        self._search_side_by_side()

    def _plain(self, share: float) -> None:
        model = self._model()
        self._learn(model, self._run(model.model, share=share, is_plain=True))

    def _search_side_by_side(self) -> None:
        """One proves, the others find; each has the whole of what time is left."""
        prover, finder = self._model(), self._model()
        budget = (self.watch.time_limit_s - self.watch.elapsed_s) * UNITS_PER_SECOND
        searches = (
            Search(prover.model, budget=budget, seed=self.seed, workers=1, is_plain=True),
            Search(
                finder.model,
                budget=budget * (self.workers - 1),
                seed=self.seed,
                workers=self.workers - 1,
                searches=SEARCHES,
            ),
        )
        outcomes = attend(searches, self.watch, until_s=self.watch.time_limit_s)
        for model, outcome in zip((prover, finder), outcomes, strict=True):
            self.is_cut = self.is_cut or outcome.is_cut
            self._learn(model, outcome)

    def _model(self) -> RcpspModel:
        """Narrowed by what is known, with the best schedule as its hint."""
        most = finish(self.project, self.best) if self.best else self.project.longest
        model = RcpspModel(self.project, self.modes, least=self.bound, most=most)
        if self.best:
            model.suggest(self.best, most)
        return model

    def _learn(self, model: RcpspModel, outcome: Outcome) -> None:
        if outcome.has_solution:
            self._keep(model.read(outcome.solver))
        if outcome.bound is not None:
            self.bound = max(self.bound, ceil(outcome.bound - 0.001))
        self.is_infeasible = outcome.is_infeasible and self.best is None

    def _run(self, model: CpModel, *, share: float, is_plain: bool) -> Outcome:
        limit_s = self.watch.time_limit_s
        outcome = run(
            model,
            self.watch,
            budget=limit_s * UNITS_PER_SECOND * share,
            seed=self.seed,
            workers=self.workers,
            until_s=limit_s * share,
            is_plain=is_plain,
        )
        self.is_cut = self.is_cut or outcome.is_cut
        return outcome

    def _keep(self, schedule: Schedule) -> None:
        if self.first_s is None:
            self.first_s = self.watch.elapsed_s
        if self.best is None or finish(self.project, schedule) < finish(self.project, self.best):
            self.best = schedule

    def _is_proven(self) -> bool:
        return self.best is not None and finish(self.project, self.best) == self.bound

    def _tick(self, elapsed_s: float) -> None:
        if self.on_progress and elapsed_s - self.told_s >= PROGRESS_EVERY_S:
            self.told_s = elapsed_s
            fraction = min(1.0, elapsed_s / self.watch.time_limit_s)
            makespan = finish(self.project, self.best) if self.best else None
            self.on_progress(RcpspProgress(fraction, makespan, self.bound))

    def _result(self) -> RcpspResult:
        record = self._record()
        if self.is_infeasible:
            return RcpspResult(SolveStatus.INFEASIBLE, record)
        if self.best is None:
            return RcpspResult(SolveStatus.UNKNOWN, record, bound=self.bound)
        makespan = finish(self.project, self.best)
        starts, modes = self.best.starts, self.best.modes
        violations = schedule_violations(self.project, starts, modes, makespan)
        if violations:
            raise ScheduleInvalid(count=len(violations), first=violations[0])
        status = SolveStatus.OPTIMAL if self._is_proven() else SolveStatus.FEASIBLE
        return RcpspResult(status, record, makespan, self.bound, starts, modes)

    def _record(self) -> SolveRecord:
        stopped = self.watch.is_stopped or self.interrupted
        return SolveRecord(
            seed=self.seed,
            workers=self.workers,
            time_limit_s=self.watch.time_limit_s,
            elapsed_s=self.watch.elapsed_s,
            solver=f"ortools {version('ortools')}",
            scenario_sha256=hashlib.sha256(repr(self.project).encode()).hexdigest(),
            first_plan_s=self.first_s,
            is_reproducible=not (self.is_cut or self.watch.is_late or stopped),
            interrupted=stopped,
        )
