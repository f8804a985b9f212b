"""Cities: time to the first plan, to a gap of 1 % and to proof of each level, and memory.

`python -m benchmarks.city [--limit S] [--seeds N] [--size N]`: the example city, then generated
ones, each in a process of its own so that the peak of memory is its own. Times to 1 % and to proof
are those at which progress first told them.
"""

import argparse
import resource
import subprocess
import sys
from pathlib import Path

from lumbung.planning.domain.generating import generate_scenario
from lumbung.planning.domain.plan import Level, LevelName, SolveProgress, SolveResult
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.domain.scenario_reading import read_scenario
from lumbung.planning.domain.solving import solve_scenario

EXAMPLE = Path(__file__).parents[1] / "examples/singkawang/scenario.yml"
EXAMPLE_NAME = "singkawang"
SMALL_GAP = 0.01
WORKERS = 2


class Times:
    """When each level was first within 1 % of its bound, and first proven."""

    def __init__(self) -> None:
        self.near: dict[LevelName, float] = {}
        self.proven: dict[LevelName, float] = {}

    def watch(self, progress: SolveProgress) -> None:
        self.note(progress.levels, progress.elapsed_s)

    def note(self, levels: tuple[Level, ...], elapsed_s: float) -> None:
        for level in levels:
            if level.gap is not None and level.gap <= SMALL_GAP:
                self.near.setdefault(level.name, elapsed_s)
            if level.is_proven:
                self.proven.setdefault(level.name, elapsed_s)


def measure(scenario: Scenario, limit_s: float) -> tuple[SolveResult, Times]:
    times = Times()
    result = solve_scenario(
        scenario, time_limit_s=limit_s, workers=WORKERS, on_progress=times.watch
    )
    times.note(result.levels, result.record.elapsed_s)
    return result, times


def report(name: str, limit_s: float) -> None:
    scenario = scenario_called(name)
    result, times = measure(scenario, limit_s)
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    record = result.record
    print(
        f"{scenario.name}: {len(scenario.needs)} needs, {len(scenario.options)} options, "
        f"{len(scenario.activities)} activities; first plan {record.first_plan_s:.2f} s, "
        f"{result.status} after {record.elapsed_s:.1f} s, {peak_mib} MiB"
        + ("" if record.is_reproducible else " (ended by the clock)")
    )
    for level in result.levels:
        print(
            f"  {level.name:8} {level.value:>16,} bound {_number(level.bound):>16} "
            f"gap {_percent(level.gap):>7} within 1 % {_seconds(times.near.get(level.name)):>7} "
            f"proven {_seconds(times.proven.get(level.name)):>7}",
            flush=True,
        )


def scenario_called(name: str) -> Scenario:
    """The example city, or `SEED:OPTIONS` of a generated one."""
    if name == EXAMPLE_NAME:
        return read_scenario(EXAMPLE.read_bytes(), file=EXAMPLE.name)
    seed, options = map(int, name.split(":"))
    return generate_scenario(seed, options=options, needs=options * 2 // 3)


def _number(value: int | None) -> str:
    return "-" if value is None else f"{value:,}"


def _percent(gap: float | None) -> str:
    return "-" if gap is None else f"{gap:.1%}"


def _seconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.1f} s"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for each city")
    parser.add_argument("--seeds", type=int, default=2, help="how many generated cities")
    parser.add_argument("--size", type=int, default=60, help="options of a generated city")
    parser.add_argument("--only", help="one city, in this process")
    given = parser.parse_args()
    if given.only:
        report(given.only, given.limit)
        return 0
    names = [EXAMPLE_NAME, *(f"{seed}:{given.size}" for seed in range(given.seeds))]
    failed = 0
    for name in names:
        asked = ["--only", name, "--limit", str(given.limit)]
        failed += subprocess.run([sys.executable, "-m", "benchmarks.city", *asked]).returncode
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
