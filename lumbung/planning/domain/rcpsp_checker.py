"""Judges a schedule of a PSPLIB project by recounting everything, period by period; shares nothing
with the solver but the project itself.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from lumbung.planning.domain.psplib import Project


def schedule_violations(
    project: Project, starts: Sequence[int], modes: Sequence[int], makespan: int
) -> tuple[str, ...]:
    """Every rule broken, in words for a developer; empty for a valid schedule."""
    if len(starts) != len(project.jobs) or len(modes) != len(project.jobs):
        return ("a start and a mode for each job are needed",)
    wrong = [
        f"job {number}: no mode {mode + 1}"
        for number, (job, mode) in enumerate(zip(project.jobs, modes, strict=True), start=1)
        if not 0 <= mode < len(job.modes)
    ]
    if wrong:
        return tuple(wrong)
    return (
        *_wrong_times(project, starts, modes, makespan),
        *_overloads(project, starts, modes),
        *_overdrafts(project, modes),
    )


def _wrong_times(
    project: Project, starts: Sequence[int], modes: Sequence[int], makespan: int
) -> Iterator[str]:
    ends = []
    for position, job in enumerate(project.jobs):
        ends.append(starts[position] + job.modes[modes[position]].duration)
        if starts[position] < 0:
            yield f"job {position + 1}: starts before time 0"
    for position, job in enumerate(project.jobs):
        for successor in job.successors:
            if starts[successor] < ends[position]:
                yield f"job {successor + 1}: starts before job {position + 1} ends"
    if max(ends, default=0) != makespan:
        yield f"the last job ends at {max(ends, default=0)}, not at {makespan}"


def _overloads(project: Project, starts: Sequence[int], modes: Sequence[int]) -> Iterator[str]:
    used: Counter[tuple[int, int]] = Counter()
    for position, job in enumerate(project.jobs):
        mode = job.modes[modes[position]]
        for period in range(starts[position], starts[position] + mode.duration):
            for resource, amount in enumerate(mode.uses):
                used[period, resource] += amount
    for (period, resource), amount in sorted(used.items()):
        if amount > project.renewable[resource]:
            yield f"period {period}: {amount} of R{resource + 1}, of {project.renewable[resource]}"


def _overdrafts(project: Project, modes: Sequence[int]) -> Iterator[str]:
    for resource, capacity in enumerate(project.nonrenewable):
        consumed = sum(
            job.modes[mode].consumes[resource]
            for job, mode in zip(project.jobs, modes, strict=True)
        )
        if consumed > capacity:
            yield f"{consumed} of N{resource + 1} consumed, of {capacity}"
