"""PSPLIB projects: our solver beside a direct CP-SAT model in the same run, and earlier figures.

`python -m benchmarks.psplib [--full] [--set NAME] [--sample N] [--limit S]`. The files lie beside
the project (../shared/data/psplib); without them nothing is measured. Gap: against best known.
"""

import argparse
import csv
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from time import perf_counter

from ortools.sat.python import cp_model

from lumbung.planning.domain.psplib import Project, read_psplib
from lumbung.planning.domain.rcpsp import solve_rcpsp

LIBRARY = Path(__file__).parents[1].parent / "shared/data/psplib"
WORKERS = 2


@dataclass(frozen=True)
class Setting:
    """How many files by default and in full, seconds for each, and what PLANNING.md tells."""

    sample: int
    full_sample: int
    limit_s: float
    full_limit_s: float
    earlier: str


SETS = {
    "j30": Setting(60, 60, 3, 3, "59/60 proven, gap 0.00 %, median 0.01 s"),
    "j60": Setting(8, 40, 10, 30, "16/20 proven, gap 0.31 %, median 0.02 s"),
    "j120": Setting(5, 30, 10, 30, "not measured there"),
    "mm20": Setting(8, 15, 10, 10, "15/15 proven, gap 0.1 %, median 0.03 s"),
    "mm30": Setting(8, 15, 10, 10, "14/15 proven, gap 0.1 %, median 0.05 s"),
}


@dataclass(frozen=True)
class Run:
    makespan: int | None
    is_proven: bool
    seconds: float


Solver = Callable[[Project, float], tuple[int | None, bool]]


def ours(project: Project, limit_s: float) -> tuple[int | None, bool]:
    result = solve_rcpsp(project, time_limit_s=limit_s, workers=WORKERS)
    return result.makespan, result.status == "optimal"


def direct(project: Project, limit_s: float) -> tuple[int | None, bool]:
    """The plain model: an interval for each job and mode, cumulatives, linear consumption."""
    model = cp_model.CpModel()
    horizon = project.longest
    starts = [model.new_int_var(0, horizon, "") for _ in project.jobs]
    ends = [model.new_int_var(0, horizon, "") for _ in project.jobs]
    used: list[list[tuple[cp_model.IntervalVar, int]]] = [[] for _ in project.renewable]
    consumed: list[list[cp_model.LinearExprT]] = [[] for _ in project.nonrenewable]
    for job, start, end in zip(project.jobs, starts, ends, strict=True):
        literals = [model.new_bool_var("") for _ in job.modes]
        model.add_exactly_one(literals)
        for mode, literal in zip(job.modes, literals, strict=True):
            interval = model.new_optional_interval_var(start, mode.duration, end, literal, "")
            for resource, amount in enumerate(mode.uses):
                used[resource].append((interval, amount))
            for resource, amount in enumerate(mode.consumes):
                consumed[resource].append(amount * literal)
        for successor in job.successors:
            model.add(starts[successor] >= end)
    for tasks, capacity in zip(used, project.renewable, strict=True):
        model.add_cumulative([task for task, _ in tasks], [amount for _, amount in tasks], capacity)
    for amounts, capacity in zip(consumed, project.nonrenewable, strict=True):
        model.add(sum(amounts) <= capacity)
    makespan = model.new_int_var(0, horizon, "")
    model.add_max_equality(makespan, ends)
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit_s
    solver.parameters.num_workers = WORKERS
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return (int(solver.value(makespan)) if found else None), status == cp_model.OPTIMAL


def measure(solver: Solver, project: Project, limit_s: float) -> Run:
    started = perf_counter()
    makespan, is_proven = solver(project, limit_s)
    return Run(makespan, is_proven, perf_counter() - started)


def spread(paths: list[Path], count: int) -> Iterator[Path]:
    """`count` of the files, evenly over the set, which goes from easy to hard and back."""
    count = min(count, len(paths))
    for n in range(count):
        yield paths[n * len(paths) // count]


def report(name: str, runs: list[Run], best: list[int]) -> str:
    gaps = [
        100 * (run.makespan - known) / known
        for run, known in zip(runs, best, strict=True)
        if run.makespan is not None
    ]
    proven = sum(run.is_proven for run in runs)
    seconds = [run.seconds for run in runs]
    return (
        f"  {name:<14} {proven:>2}/{len(runs)} proven, gap {mean(gaps):.2f} %, "
        f"median {median(seconds):.2f} s, in all {sum(seconds):.1f} s"
        + (f", {len(runs) - len(gaps)} without a schedule" if len(gaps) < len(runs) else "")
    )


def measure_set(name: str, sample: int, limit_s: float, earlier: str) -> None:
    best = known_makespans()
    paths = [path for path in sorted((LIBRARY / name).glob("j*")) if f"{name}/{path.name}" in best]
    runs: dict[str, list[Run]] = {"ours": [], "direct model": []}
    known = []
    for path in spread(paths, sample):
        project = read_psplib(path.read_bytes(), file=path.name)
        known.append(best[f"{name}/{path.name}"])
        for each, solver in zip(runs.values(), (ours, direct), strict=True):
            each.append(measure(solver, project, limit_s))
    print(f"{name}: {len(known)} files, {limit_s:g} s each, {WORKERS} workers")
    for title, found in runs.items():
        print(report(title, found, known))
    print(f"  {'PLANNING.md':<14} {earlier}", flush=True)


def known_makespans() -> dict[str, int]:
    with (LIBRARY / "best_known.csv").open(encoding="utf-8", newline="") as file:
        return {
            f"{row['set']}/{row['instance']}": int(row["makespan"]) for row in csv.DictReader(file)
        }


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.psplib")
    parser.add_argument("--full", action="store_true", help="PLANNING.md's samples and limits")
    parser.add_argument("--set", choices=SETS, action="append", help="only this one")
    parser.add_argument("--sample", type=int, help="files of each set")
    parser.add_argument("--limit", type=float, help="seconds for each file")
    asked = parser.parse_args(argv)
    if not LIBRARY.is_dir():
        print(f"not measured: {LIBRARY} is not here", file=sys.stderr)
        return
    for name in asked.set or SETS:
        setting = SETS[name]
        sample = setting.full_sample if asked.full else setting.sample
        limit_s = setting.full_limit_s if asked.full else setting.limit_s
        measure_set(name, asked.sample or sample, asked.limit or limit_s, setting.earlier)


if __name__ == "__main__":
    main()
