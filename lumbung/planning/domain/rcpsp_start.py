"""A first schedule of a PSPLIB project, and bounds that need no search.

Schedules come from serial generation (Kelley 1963; each job in turn as early as precedence and
resources allow) with latest start first, then forward-backward passes (Li and Willis 1992).
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lumbung.planning.domain.psplib import Mode, Project


@dataclass(frozen=True, slots=True)
class Schedule:
    """By position of the job: when it starts, and in which of its modes."""

    starts: tuple[int, ...]
    modes: tuple[int, ...]


def finish(project: Project, schedule: Schedule) -> int:
    return max(
        (
            start + project.jobs[job].modes[mode].duration
            for job, (start, mode) in enumerate(zip(schedule.starts, schedule.modes, strict=True))
        ),
        default=0,
    )


def heads(project: Project, durations: Sequence[int]) -> list[int]:
    """Earliest start of each job by precedence alone."""
    found = [0] * len(project.jobs)
    for job in project.topological:
        for successor in project.jobs[job].successors:
            found[successor] = max(found[successor], found[job] + durations[job])
    return found


def tails(project: Project, durations: Sequence[int]) -> list[int]:
    """The least time from each job's end to the project's, by precedence alone."""
    found = [0] * len(project.jobs)
    for job in reversed(project.topological):
        for successor in project.jobs[job].successors:
            found[job] = max(found[job], durations[successor] + found[successor])
    return found


def lower_bound(project: Project, modes: Sequence[Sequence[Mode]]) -> int:
    """The longest path, and for each resource the energy of jobs that have long heads and tails:
    all of it must fit between the least head and the least tail among them."""
    durations = [min(mode.duration for mode in own) for own in modes]
    head, tail = heads(project, durations), tails(project, durations)
    best = max((h + d + t for h, d, t in zip(head, durations, tail, strict=True)), default=0)
    for resource, capacity in enumerate(project.renewable):
        energy = [min(mode.duration * mode.uses[resource] for mode in own) for own in modes]
        best = max(best, _energetic(head, tail, energy, capacity))
    return best


def _energetic(
    head: Sequence[int], tail: Sequence[int], energy: Sequence[int], capacity: int
) -> int:
    best = 0
    if capacity <= 0:
        return best
    for least_head in sorted({h for h, e in zip(head, energy, strict=True) if e}):
        inside = sorted(
            ((t, e) for h, t, e in zip(head, tail, energy, strict=True) if e and h >= least_head),
            reverse=True,
        )
        total = 0
        for least_tail, own in inside:
            total += own
            best = max(best, least_head + least_tail + -(-total // capacity))
    return best


class Generation:
    """Serial generation for chosen modes, forwards or with time reversed."""

    def __init__(self, project: Project, modes: Sequence[int]) -> None:
        chosen = [job.modes[mode] for job, mode in zip(project.jobs, modes, strict=True)]
        self.project = project
        self.durations = [mode.duration for mode in chosen]
        self.uses = [mode.uses for mode in chosen]
        self.length = sum(self.durations)
        self.following = [job.successors for job in project.jobs]
        self.preceding = project.predecessors

    def forwards(self, priority: Sequence[int]) -> list[int]:
        """Starts; a lower priority value comes first."""
        return self._generate(priority, self.preceding, self.following)

    def backwards(self, priority: Sequence[int]) -> list[int]:
        """Starts as counted from the project's end."""
        return self._generate(priority, self.following, self.preceding)

    def _generate(
        self,
        priority: Sequence[int],
        before: Sequence[Sequence[int]],
        after: Sequence[Sequence[int]],
    ) -> list[int]:
        free = [list(self.project.renewable) for _ in range(self.length + 1)]
        starts = [0] * len(self.durations)
        waiting = [len(each) for each in before]
        ready = [job for job, count in enumerate(waiting) if not count]
        while ready:
            job = min(ready, key=lambda each: (priority[each], each))
            ready.remove(job)
            earliest = max((starts[b] + self.durations[b] for b in before[job]), default=0)
            starts[job] = self._place(job, earliest, free)
            for follower in after[job]:
                waiting[follower] -= 1
                if not waiting[follower]:
                    ready.append(follower)
        return starts

    def _place(self, job: int, earliest: int, free: list[list[int]]) -> int:
        duration = self.durations[job]
        uses = [(resource, amount) for resource, amount in enumerate(self.uses[job]) if amount]
        start = time = earliest
        while uses and time < start + duration:
            if any(free[time][resource] < amount for resource, amount in uses):
                start = time + 1
            time += 1
        for time in range(start, start + duration):
            for resource, amount in uses:
                free[time][resource] -= amount
        return start

    def improve(self, starts: list[int]) -> list[int]:
        """Forward-backward passes until the schedule gets no shorter."""
        best = starts
        while True:
            ends = [start + duration for start, duration in zip(best, self.durations, strict=True)]
            mirrored = self.backwards([-end for end in ends])
            ends = [
                start + duration for start, duration in zip(mirrored, self.durations, strict=True)
            ]
            shifted = self.forwards([-end for end in ends])
            if self.span(shifted) >= self.span(best):
                return best
            best = shifted

    def span(self, starts: Sequence[int]) -> int:
        return max((s + d for s, d in zip(starts, self.durations, strict=True)), default=0)


def start_schedule(
    project: Project,
    modes: Sequence[int],
    *,
    seed: int,
    rounds: int,
    bound: int,
    is_over: Callable[[], bool],
) -> Schedule:
    """The shortest of some generated schedules; stops at `bound`. Each mode must fit on its own."""
    generation = Generation(project, modes)
    tail = tails(project, generation.durations)
    latest = [-(each + own) for each, own in zip(tail, generation.durations, strict=True)]
    best = generation.improve(generation.forwards(latest))
    choose = random.Random(seed)
    spread = max(1, generation.span(best) // 4)
    for _ in range(rounds):
        if generation.span(best) <= bound or is_over():
            break
        shaken = [value + choose.randint(0, spread) for value in latest]
        found = generation.improve(generation.forwards(shaken))
        best = min(best, found, key=generation.span)
    return Schedule(tuple(best), tuple(modes))
