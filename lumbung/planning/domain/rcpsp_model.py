"""The PSPLIB project as a CP-SAT model: one interval for each job and mode, cumulatives, makespan.

Problem: resource-constrained project scheduling, one or several modes (Talbot 1982). Times are
narrowed beforehand by heads, tails and a known schedule, which is also the hint.
"""

from collections.abc import Sequence
from typing import Any

from ortools.sat.python import cp_model

from lumbung.planning.domain.psplib import Mode, Project
from lumbung.planning.domain.rcpsp_start import Schedule, heads, tails

Reduced = list[list[tuple[int, Mode]]]
Literals = list[list[cp_model.IntVar]]


def usable_modes(project: Project) -> Reduced:
    """Of each job, the modes that some schedule could use, with their positions; none where the
    project cannot be done. A mode goes that asks more than there is, or leaves too little for the
    least others consume, or is nowhere better than another (Sprecher, Hartmann, Drexl 1997)."""
    kept: Reduced = [
        [
            (position, mode)
            for position, mode in enumerate(job.modes)
            if all(use <= has for use, has in zip(mode.uses, project.renewable, strict=True))
        ]
        for job in project.jobs
    ]
    while all(kept):
        least = [
            sum(min(mode.consumes[resource] for _, mode in own) for own in kept)
            for resource in range(len(project.nonrenewable))
        ]
        narrowed = [
            [
                (position, mode)
                for position, mode in own
                if _leaves_enough(project, own, mode, least)
            ]
            for own in kept
        ]
        if narrowed == kept:
            break
        kept = narrowed
    return [_without_dominated(own) for own in kept]


def _leaves_enough(
    project: Project, own: Sequence[tuple[int, Mode]], mode: Mode, least: Sequence[int]
) -> bool:
    return all(
        least[resource]
        - min(other.consumes[resource] for _, other in own)
        + mode.consumes[resource]
        <= capacity
        for resource, capacity in enumerate(project.nonrenewable)
    )


def _without_dominated(own: list[tuple[int, Mode]]) -> list[tuple[int, Mode]]:
    return [
        (position, mode)
        for position, mode in own
        if not any(
            _is_no_worse(other, mode) and (not _is_no_worse(mode, other) or rank < position)
            for rank, other in own
            if rank != position
        )
    ]


def _is_no_worse(mode: Mode, than: Mode) -> bool:
    pairs = zip((*mode.uses, *mode.consumes), (*than.uses, *than.consumes), strict=True)
    return mode.duration <= than.duration and all(own <= other for own, other in pairs)


class ModeChoice:
    """The project without the order in which resources are used: consumption, precedence, and the
    energy of each resource. Its least makespan is a bound, its modes are a good beginning."""

    def __init__(self, project: Project, modes: Reduced) -> None:
        self.project, self.modes = project, modes
        self.model = cp_model.CpModel()
        self.chosen = [[self.model.new_bool_var("") for _ in own] for own in modes]
        for literals in self.chosen:
            self.model.add_exactly_one(literals)
        add_consumption(self.model, project, modes, self.chosen)
        self.durations = [
            cp_model.LinearExpr.weighted_sum(literals, [mode.duration for _, mode in own])
            for literals, own in zip(self.chosen, modes, strict=True)
        ]
        self.makespan = self.model.new_int_var(0, project.longest, "makespan")
        self._add_precedence()
        self._add_energy()
        # First the makespan, then the work: the sum of durations is less than the weight.
        self.weight = project.longest + 1
        work = cp_model.LinearExpr.sum(self.durations)
        self.model.minimize(self.weight * self.makespan + work)

    def _add_precedence(self) -> None:
        """A successor starts after the job's end; the makespan is no earlier than any end."""
        longest = self.project.longest
        starts = [self.model.new_int_var(0, longest, "") for _ in self.modes]
        for job, start, duration in zip(self.project.jobs, starts, self.durations, strict=True):
            self.model.add(self.makespan >= start + duration)
            for successor in job.successors:
                self.model.add(starts[successor] >= start + duration)

    def _add_energy(self) -> None:
        """What is used over time of a resource fits into what there is until the makespan."""
        literals = [literal for own in self.chosen for literal in own]
        for resource, capacity in enumerate(self.project.renewable):
            energy = [mode.duration * mode.uses[resource] for own in self.modes for _, mode in own]
            used = cp_model.LinearExpr.weighted_sum(literals, energy)
            self.model.add(capacity * self.makespan >= used)

    def read(self, solver: cp_model.CpSolver) -> tuple[int, ...]:
        return read_modes(self.modes, self.chosen, solver)

    def makespan_bound(self, objective_bound: float) -> int:
        return int(objective_bound + 0.001) // self.weight


def add_consumption(
    model: cp_model.CpModel, project: Project, modes: Reduced, chosen: Literals
) -> None:
    """The chosen modes together consume no more than there is."""
    for resource, capacity in enumerate(project.nonrenewable):
        consumed = [
            mode.consumes[resource] * literal
            for own, literals in zip(modes, chosen, strict=True)
            for (_, mode), literal in zip(own, literals, strict=True)
        ]
        model.add(sum(consumed) <= capacity)


def read_modes(modes: Reduced, chosen: Literals, solver: cp_model.CpSolver) -> tuple[int, ...]:
    return tuple(
        next(
            position
            for literal, (position, _) in zip(literals, own, strict=True)
            if solver.boolean_value(literal)
        )
        for literals, own in zip(chosen, modes, strict=True)
    )


class RcpspModel:
    """Minimises the makespan, between `least` and `most`; `most` may be met."""

    def __init__(self, project: Project, modes: Reduced, *, least: int, most: int) -> None:
        self.project, self.modes = project, modes
        self.model = cp_model.CpModel()
        self.durations = [min(mode.duration for _, mode in own) for own in modes]
        self.makespan = self.model.new_int_var(least, most, "makespan")
        self._add_jobs(most)
        self._add_precedence()
        self._add_cumulatives()
        add_consumption(self.model, project, modes, self.chosen)
        self.model.minimize(self.makespan)

    def _add_jobs(self, most: int) -> None:
        """Each job starts between its head and what its tail leaves; one mode is chosen, and the
        job's size is that mode's duration."""
        head = heads(self.project, self.durations)
        tail = tails(self.project, self.durations)
        self.starts = [
            self.model.new_int_var(
                head[job], most - tail[job] - self.durations[job], f"start {job}"
            )
            for job in range(len(self.modes))
        ]
        self.chosen: Literals = []
        self.sizes: list[Any] = []
        self.intervals: list[list[cp_model.IntervalVar]] = []
        for job, own in enumerate(self.modes):
            literals = [self.model.new_bool_var(f"job {job} mode {at}") for at, _ in own]
            self.model.add_exactly_one(literals)
            self.chosen.append(literals)
            pairs = zip(literals, own, strict=True)
            self.sizes.append(sum(mode.duration * literal for literal, (_, mode) in pairs))
            self.intervals.append(self._intervals(job, literals))

    def _intervals(
        self, job: int, literals: Sequence[cp_model.IntVar]
    ) -> list[cp_model.IntervalVar]:
        own = self.modes[job]
        if len(own) == 1:
            size = own[0][1].duration
            return [self.model.new_fixed_size_interval_var(self.starts[job], size, f"job {job}")]
        return [
            self.model.new_optional_fixed_size_interval_var(
                self.starts[job], mode.duration, literal, f"job {job} mode {position}"
            )
            for literal, (position, mode) in zip(literals, own, strict=True)
        ]

    def _add_precedence(self) -> None:
        """A successor starts after the job's end; the makespan is no earlier than any end."""
        for job, each in enumerate(self.project.jobs):
            end = self.starts[job] + self.sizes[job]
            if not each.successors:
                self.model.add(self.makespan >= end)
            for successor in each.successors:
                self.model.add(self.starts[successor] >= end)

    def _add_cumulatives(self) -> None:
        """In no period more is used than there is."""
        for resource, capacity in enumerate(self.project.renewable):
            intervals, demands = [], []
            for own, found in zip(self.modes, self.intervals, strict=True):
                for (_, mode), interval in zip(own, found, strict=True):
                    if mode.uses[resource] and mode.duration:
                        intervals.append(interval)
                        demands.append(mode.uses[resource])
            if sum(demands) > capacity:
                self.model.add_cumulative(intervals, demands, capacity)

    def suggest(self, schedule: Schedule, makespan: int) -> None:
        """The hint: a whole schedule, its makespan too; a later one replaces an earlier."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        self.model.add_hint(self.makespan, makespan)
        for job, own in enumerate(self.modes):
            self.model.add_hint(self.starts[job], schedule.starts[job])
            for literal, (position, _) in zip(self.chosen[job], own, strict=True):
                self.model.add_hint(literal, position == schedule.modes[job])

    def read(self, solver: cp_model.CpSolver) -> Schedule:
        starts = tuple(int(solver.value(start)) for start in self.starts)
        return Schedule(starts, read_modes(self.modes, self.chosen, solver))
