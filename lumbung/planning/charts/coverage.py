"""Coverage over time: the share of needs, by weight, that is live, as a rising stair."""

from dataclasses import dataclass
from datetime import date

from lumbung.planning.charts.axis import TimeAxis, time_axis
from lumbung.planning.domain.figures import CoveragePoint, PlanFigures
from lumbung.planning.domain.scenario import Scenario

HEIGHT = 100


@dataclass(frozen=True, slots=True)
class CoverageChart:
    """`stair` and `area` are path data in a box of `axis.weeks` by HEIGHT units."""

    axis: TimeAxis
    points: tuple[CoveragePoint, ...]
    stair: str
    area: str
    end_percent: float


def draw_coverage(
    scenario: Scenario, figures: PlanFigures, today: date | None = None
) -> CoverageChart:
    axis = time_axis(scenario.calendar, today)
    steps = _steps(figures)
    stair = "M0 100" + "".join(f"H{week}V{HEIGHT - share:g}" for week, share in steps)
    stair += f"H{axis.weeks}"
    return CoverageChart(
        axis,
        figures.coverage.points,
        stair,
        f"{stair}V{HEIGHT}H0z",
        steps[-1][1] if steps else 0.0,
    )


def _steps(figures: PlanFigures) -> list[tuple[int, float]]:
    """(week, percent live from it on), for each week in which something goes live."""
    gained: dict[int, int] = {}
    for need in figures.coverage.served:
        if need.go_live_week is not None:
            gained[need.go_live_week] = gained.get(need.go_live_week, 0) + need.need.weight
    reached = 0
    steps = []
    for week in sorted(gained):
        reached += gained[week]
        steps.append((week, round(100 * reached / figures.coverage.weight_total, 2)))
    return steps
