"""PSPLIB files (.sm single-mode, .mm multi-mode) as frozen values.

The layout is that of the generator ProGen (Kolisch, Sprecher, Drexl 1995; PSPLIB: Kolisch, Sprecher
1997): a head of counts, then precedence relations, requests and durations, and availabilities. All
that is wrong is found at once, each with its line. Doubly constrained resources are not read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lumbung.kit.errors import DocumentInvalid, Finding, gettext_noop

MOST_JOBS = 2_000
MOST_RESOURCES = 50
MOST_PERIODS = 200_000
MOST_STEPS = 3_000_000  # jobs times periods: what one serial generation may have to look at
MOST_DIGITS = 9
MOST_FINDINGS = 100
HEAD = {
    "jobs": re.compile(r"^jobs\b.*:\s*(\S+)"),
    "renewable": re.compile(r"^-\s*renewable\b.*:\s*(\S+)"),
    "nonrenewable": re.compile(r"^-\s*nonrenewable\b.*:\s*(\S+)"),
    "doubly": re.compile(r"^-\s*doubly\b.*:\s*(\S+)"),
}
SECTIONS = {
    "PRECEDENCE RELATIONS": "precedence",
    "REQUESTS/DURATIONS": "requests",
    "RESOURCEAVAILABILITIES": "availabilities",
}


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to do a job; `uses` per period of each renewable, `consumes` once of each other."""

    duration: int
    uses: tuple[int, ...]
    consumes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """`successors` are positions in `Project.jobs`, counted from 0."""

    modes: tuple[Mode, ...]
    successors: tuple[int, ...]


@dataclass(frozen=True)
class Project:
    """The jobs in the file's order, source first; `renewable` and `nonrenewable` are capacities."""

    jobs: tuple[Job, ...]
    renewable: tuple[int, ...]
    nonrenewable: tuple[int, ...]

    @property
    def longest(self) -> int:
        """The time that one job after the other takes, each in its slowest mode."""
        return sum(max((mode.duration for mode in job.modes), default=0) for job in self.jobs)

    @cached_property
    def topological(self) -> tuple[int, ...]:
        """Positions of the jobs, each after all its predecessors."""
        waiting = [0] * len(self.jobs)
        for job in self.jobs:
            for successor in job.successors:
                waiting[successor] += 1
        order = [position for position, count in enumerate(waiting) if not count]
        for position in order:
            for successor in self.jobs[position].successors:
                waiting[successor] -= 1
                if not waiting[successor]:
                    order.append(successor)
        return tuple(order)

    @cached_property
    def predecessors(self) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in self.jobs]
        for position, job in enumerate(self.jobs):
            for successor in job.successors:
                found[successor].append(position)
        return tuple(tuple(each) for each in found)


def read_psplib(content: str | bytes, *, file: str) -> Project:
    """The project in `content`; raises DocumentInvalid with all findings, and nothing else."""
    text = content.decode("latin-1") if isinstance(content, bytes) else content
    return _Reading(text, file).project()


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str

    @property
    def words(self) -> list[str]:
        return self.text.split()


class _Reading:
    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.head: dict[str, int] = {}
        self.rows: dict[str, list[_Line]] = {name: [] for name in SECTIONS.values()}
        self._sort(text)

    def project(self) -> Project:
        for name in ("jobs", "renewable", "nonrenewable"):
            if name not in self.head:
                message = gettext_noop("The head does not tell the number of %(name)s.")
                self._find(1, name, message, name=name)
        if self.head.get("doubly"):
            message = gettext_noop("Doubly constrained resources are not read.")
            self._find(1, "doubly", message)
        for heading, name in SECTIONS.items():
            if not self.rows[name]:
                message = gettext_noop("The section “%(section)s” is missing or empty.")
                self._find(1, name, message, section=heading)
        self._stop_if_wrong()
        successors = self._successors()
        modes = self._modes([count for count, _ in successors])
        capacities = self._capacities()
        self._stop_if_wrong()
        renewable = self.head["renewable"]
        jobs = tuple(
            Job(tuple(own), following)
            for own, (_, following) in zip(modes, successors, strict=True)
        )
        project = Project(jobs, capacities[:renewable], capacities[renewable:])
        self._refuse_circle(project)
        self._refuse_length(project)
        return project

    def _sort(self, text: str) -> None:
        """Puts each line where it belongs: the head's counts, or a section's rows of numbers."""
        section = ""
        for number, raw in enumerate(text.splitlines(), start=1):
            line = raw.strip()
            heading = next((name for name in SECTIONS if line.startswith(name)), "")
            if heading:
                section = SECTIONS[heading]
            elif not section:
                self._read_head(_Line(number, line))
            elif line.strip("-*") and not line[0].isalpha():
                self.rows[section].append(_Line(number, line))

    def _read_head(self, line: _Line) -> None:
        for name, pattern in HEAD.items():
            found = pattern.match(line.text)
            if found and name not in self.head:
                most = MOST_JOBS if name == "jobs" else MOST_RESOURCES
                self.head[name] = self._number(line.number, name, found.group(1), most=most)

    def _number(self, line: int, key: str, word: str, *, most: int | None = None) -> int:
        """A whole number of 0 or more; 0 with a finding where it is none."""
        if not (word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS):
            message = gettext_noop("“%(word)s” is not a whole number of 0 or more.")
            self._find(line, key, message, word=word[:40])
            return 0
        value = int(word)
        if most is not None and value > most:
            message = gettext_noop("%(value)s is too large; at most %(most)s are read.")
            self._find(line, key, message, value=value, most=most)
            return 0
        return value

    def _numbers(self, line: _Line, key: str) -> list[int]:
        return [self._number(line.number, key, word) for word in line.words]

    def _successors(self) -> list[tuple[int, tuple[int, ...]]]:
        """Each job's number of modes and successors, counted from 0."""
        rows = self.rows["precedence"]
        self._expect_count(rows, "precedence", self.head["jobs"])
        found: list[tuple[int, tuple[int, ...]]] = []
        for position, line in enumerate(rows):
            numbers = self._numbers(line, f"job {position + 1}")
            if numbers[:1] != [position + 1] or len(numbers) != 3 + sum(numbers[2:3]):
                message = gettext_noop(
                    "Here stands: job %(job)s, its number of modes, its number of successors, and "
                    "as many successors."
                )
                self._find(line.number, "precedence", message, job=position + 1)
                found.append((1, ()))
                continue
            found.append((numbers[1], tuple(self._places(line, position, numbers[3:]))))
        return found

    def _places(self, line: _Line, position: int, jobs: Sequence[int]) -> Iterator[int]:
        for job in jobs:
            if 1 <= job <= self.head["jobs"] and job != position + 1:
                yield job - 1
            else:
                message = gettext_noop("Job %(job)s cannot have the successor %(successor)s.")
                key = f"job {position + 1}"
                self._find(line.number, key, message, job=position + 1, successor=job)

    def _modes(self, counts: Sequence[int]) -> list[list[Mode]]:
        """A job's first row begins with its number; its other rows with the mode's."""
        width = self.head["renewable"] + self.head["nonrenewable"]
        rows = self.rows["requests"]
        self._expect_count(rows, "requests", sum(counts))
        found: list[list[Mode]] = [[] for _ in counts]
        expected = ((job, mode) for job, count in enumerate(counts) for mode in range(count))
        for line, (job, mode) in zip(rows, expected, strict=False):
            key = f"job {job + 1}"
            numbers = self._numbers(line, key)
            start = [job + 1, mode + 1] if mode == 0 else [mode + 1]
            if numbers[: len(start)] != start or len(numbers) != len(start) + 1 + width:
                message = gettext_noop(
                    "Here stands mode %(mode)s of job %(job)s: its duration and %(width)s requests."
                )
                self._find(line.number, key, message, mode=mode + 1, job=job + 1, width=width)
                continue
            duration, *requests = numbers[len(start) :]
            renewable = self.head["renewable"]
            found[job].append(
                Mode(duration, tuple(requests[:renewable]), tuple(requests[renewable:]))
            )
        return found

    def _capacities(self) -> tuple[int, ...]:
        width = self.head["renewable"] + self.head["nonrenewable"]
        line = self.rows["availabilities"][0]
        numbers = self._numbers(line, "availabilities")
        if len(numbers) != width:
            message = gettext_noop("Here stand %(width)s availabilities, not %(count)s.")
            self._find(line.number, "availabilities", message, width=width, count=len(numbers))
        return tuple(numbers)

    def _expect_count(self, rows: Sequence[_Line], key: str, count: int) -> None:
        if len(rows) != count:
            message = gettext_noop("This section has %(found)s rows; the file says %(count)s.")
            self._find(rows[-1].number, key, message, found=len(rows), count=count)

    def _refuse_circle(self, project: Project) -> None:
        """A job that never becomes free has such a predecessor; going back, one comes again."""
        free = set(project.topological)
        position = next((job for job in range(len(project.jobs)) if job not in free), None)
        seen: set[int] = set()
        while position is not None and position not in seen:
            seen.add(position)
            position = next(job for job in project.predecessors[position] if job not in free)
        if position is not None:
            line = self.rows["precedence"][position].number
            message = gettext_noop("Job %(job)s waits, in the end, for itself.")
            self._find(line, f"job {position + 1}", message, job=position + 1)
        self._stop_if_wrong()

    def _refuse_length(self, project: Project) -> None:
        most = min(MOST_PERIODS, MOST_STEPS // max(1, len(project.jobs)))
        if project.longest > most:
            message = gettext_noop("All durations together are %(sum)s; at most %(most)s are read.")
            line = self.rows["requests"][0].number
            self._find(line, "requests", message, sum=project.longest, most=most)
        self._stop_if_wrong()

    def _find(self, line: int, key: str, message: str, **facts: object) -> None:
        if len(self.findings) < MOST_FINDINGS:
            said = tuple((name, str(value)) for name, value in facts.items())
            hint = gettext_noop("Compare it with a file of PSPLIB.")
            self.findings.append(Finding(key, message, hint, line, 1, file=self.file, facts=said))

    def _stop_if_wrong(self) -> None:
        if self.findings:
            raise DocumentInvalid(self.findings, file=self.file)
