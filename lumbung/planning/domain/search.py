"""One run of CP-SAT under watch: deterministic inside its budget, stopped at any moment on request.

The solver runs in a thread of its own, so that stop requests, Ctrl-C and progress are served by the
calling thread meanwhile. Search is interleaved and its budget counted in deterministic time, so
that equal runs give equal answers; the clock is only a guard.
"""

import threading
import time
from collections.abc import Callable
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
    """Solves within `budget` units of deterministic time, each a second or more of one core; ends
    earlier when the watch is over, or when it shows `until_s`. `is_plain` is one search by clauses
    alone, without linear relaxations: what proves schedules soonest (measured on PSPLIB)."""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = seed
    parameters.num_workers = 1 if is_plain else workers
    parameters.interleave_search = not is_plain
    if is_plain:
        parameters.linearization_level = 0
    parameters.max_deterministic_time = budget
    parameters.stop_after_first_solution = first_only
    parameters.catch_sigint_signal = False
    parameters.subsolvers.extend(searches)
    status: list[str] = []
    failures: list[BaseException] = []

    def work() -> None:
        try:
            status.append(solver.status_name(solver.solve(model)))
        except Exception as failure:  # handed to the calling thread
            failures.append(failure)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    is_cut = False
    try:
        while thread.is_alive():
            thread.join(POLL_S)
            if thread.is_alive() and (watch.is_over() or watch.elapsed_s > until_s):
                is_cut = True
                solver.stop_search()
    except BaseException:
        while thread.is_alive():
            solver.stop_search()
            thread.join(POLL_S)
        raise
    if failures:
        raise failures[0]
    return Outcome(status[0], solver, is_cut)
