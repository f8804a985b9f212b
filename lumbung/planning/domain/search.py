"""One run of CP-SAT under watch: deterministic inside its budget, stopped at any moment on request.

The solver runs in a thread of its own, so that stop requests, Ctrl-C and progress are served by the
calling thread meanwhile. Search is interleaved and its budget counted in deterministic time, so
that equal runs give equal answers; the clock is only a guard.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

POLL_S = 0.05
UNBOUNDED = 1e17


@dataclass(frozen=True, slots=True)
class Outcome:
    """`is_cut` where the clock or a stop request ended the run before its own budget did."""

    status: str
    solver: cp_model.CpSolver
    is_cut: bool

    @property
    def spent(self) -> float:
        """Deterministic time used."""
        return float(self.solver.response_proto.deterministic_time)

    @property
    def bound(self) -> float | None:
        """What no solution of the model can beat; None where the run ended before there was one."""
        if self.status not in ("OPTIMAL", "FEASIBLE", "UNKNOWN"):
            return None
        bound = self.solver.best_objective_bound
        return bound if abs(bound) < UNBOUNDED else None

    @property
    def has_solution(self) -> bool:
        return self.status in ("OPTIMAL", "FEASIBLE")

    @property
    def is_optimal(self) -> bool:
        return self.status == "OPTIMAL"

    @property
    def is_infeasible(self) -> bool:
        return self.status == "INFEASIBLE"


class Watch:
    """The caller's clock, stop request and progress, asked by whoever works."""

    def __init__(
        self,
        time_limit_s: float,
        on_tick: Callable[[float], None],
        should_stop: Callable[[], bool],
    ) -> None:
        self.started = time.monotonic()
        self.time_limit_s = time_limit_s
        self.is_stopped = False
        self.is_late = False
        self._on_tick = on_tick
        self._should_stop = should_stop

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self.started

    def is_over(self) -> bool:
        """Tells the caller how far we are, and whether to end now."""
        self._on_tick(self.elapsed_s)
        self.is_stopped = self.is_stopped or self._should_stop()
        self.is_late = self.is_late or self.elapsed_s > self.time_limit_s
        return self.is_stopped or self.is_late


class Search:
    """One run of CP-SAT in a thread of its own, within `budget` units of deterministic time, each a
    second or more of one core. `is_plain` is one search by clauses alone, without linear
    relaxations: what proves schedules soonest (measured on PSPLIB)."""

    def __init__(
        self,
        model: cp_model.CpModel,
        *,
        budget: float,
        seed: int,
        workers: int,
        searches: tuple[str, ...] = (),
        first_only: bool = False,
        is_plain: bool = False,
    ) -> None:
        self.solver = cp_model.CpSolver()
        parameters = self.solver.parameters
        parameters.random_seed = seed
        parameters.num_workers = 1 if is_plain else workers
        parameters.interleave_search = not is_plain
        if is_plain:
            parameters.linearization_level = 0
        parameters.max_deterministic_time = budget
        parameters.stop_after_first_solution = first_only
        parameters.catch_sigint_signal = False
        parameters.subsolvers.extend(searches)
        self.solver.best_bound_callback = self._note_bound
        self.found: float | None = None
        self.bound: float | None = None
        self.is_stopped = False
        self._noted = _Noted(self)
        self._model = model
        self._status: list[str] = []
        self._failures: list[BaseException] = []
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        try:
            status = self.solver.solve(self._model, self._noted)
            self._status.append(self.solver.status_name(status))
        except Exception as failure:  # handed to the calling thread
            self._failures.append(failure)

    def _note_bound(self, bound: float) -> None:
        self.bound = bound

    @property
    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        self._thread.join(seconds)

    def stop(self) -> None:
        """Asks it to end; a request made before the solver has begun is lost, so it is repeated."""
        if self.is_alive:
            self.is_stopped = True
            self.solver.stop_search()

    def outcome(self) -> Outcome:
        if self._failures:
            raise self._failures[0]
        return Outcome(self._status[0], self.solver, self.is_stopped)


class _Noted(cp_model.CpSolverSolutionCallback):
    def __init__(self, search: Search) -> None:
        super().__init__()
        self._search = search

    def on_solution_callback(self) -> None:
        self._search.found = self.objective_value


def run(
    model: cp_model.CpModel,
    watch: Watch,
    *,
    budget: float,
    seed: int,
    workers: int,
    searches: tuple[str, ...] = (),
    until_s: float = float("inf"),
    first_only: bool = False,
    is_plain: bool = False,
) -> Outcome:
    """One search to its end; earlier when the watch is over, or when it shows `until_s`."""
    search = Search(
        model,
        budget=budget,
        seed=seed,
        workers=workers,
        searches=searches,
        first_only=first_only,
        is_plain=is_plain,
    )
    return attend([search], watch, until_s=until_s)[0]


def attend(
    searches: Sequence[Search], watch: Watch, *, until_s: float = float("inf")
) -> tuple[Outcome, ...]:
    """Waits for searches of equal models that run side by side. All end when one has an answer,
    when what one found is what another proved to be the limit (of a minimum), or when it is time.
    """
    try:
        while any(search.is_alive for search in searches):
            next(search for search in searches if search.is_alive).wait(POLL_S)
            if watch.is_over() or watch.elapsed_s > until_s or _is_decided(searches):
                for search in searches:
                    search.stop()
    except BaseException:
        while any(search.is_alive for search in searches):
            for search in searches:
                search.stop()
                search.wait(POLL_S)
        raise
    return tuple(search.outcome() for search in searches)


def _is_decided(searches: Sequence[Search]) -> bool:
    if len(searches) == 1:
        return False
    ended = [search.outcome() for search in searches if not search.is_alive]
    if any(outcome.is_optimal or outcome.is_infeasible for outcome in ended):
        return True
    found = [search.found for search in searches if search.found is not None]
    bounds = [search.bound for search in searches if search.bound is not None]
    return bool(found and bounds) and min(found) <= max(bounds) + 0.001
