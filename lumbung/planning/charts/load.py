"""Load by role against capacity: one small picture a role, a step for each week.

Drawn in a box of `weeks` by HEIGHT units that the page stretches; text stands beside it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from lumbung.planning.charts.axis import TimeAxis, time_axis
from lumbung.planning.domain.figures import PlanFigures, RoleLoad, RoleWeek
from lumbung.planning.domain.scenario import DECIDAYS_PER_DAY, Scenario

HEIGHT = 100


@dataclass(frozen=True, slots=True)
class RoleChart:
    """Areas of own work, of own work in full weeks, and of outside days stacked on top; the line of
    capacity. `top_days` is the days a week at the upper edge."""

    load: RoleLoad
    own: str
    full: str
    outside: str
    capacity: str
    top_days: float

    @property
    def use_percent(self) -> float:
        capacity = self.load.capacity_decidays
        return 100 * self.load.own_decidays / capacity if capacity else 0.0


@dataclass(frozen=True, slots=True)
class LoadChart:
    axis: TimeAxis
    roles: tuple[RoleChart, ...]


def draw_load(scenario: Scenario, figures: PlanFigures, today: date | None = None) -> LoadChart:
    return LoadChart(
        time_axis(scenario.calendar, today), tuple(_role(load) for load in figures.load)
    )


def _role(load: RoleLoad) -> RoleChart:
    top = max(
        *(week.own_decidays + week.outside_decidays for week in load.weeks),
        *(week.capacity_decidays for week in load.weeks),
        1,
    )
    full = set(load.full_weeks)

    def height(decidays: int) -> str:
        return f"{HEIGHT - HEIGHT * decidays / top:g}"

    def area(
        weeks: Iterable[RoleWeek], low: Callable[[RoleWeek], int], high: Callable[[RoleWeek], int]
    ) -> str:
        """One rectangle a week, as path data."""
        return "".join(
            f"M{week.week} {height(low(week))}V{height(high(week))}h1V{height(low(week))}z"
            for week in weeks
            if high(week) > low(week)
        )

    return RoleChart(
        load,
        area((w for w in load.weeks if w.week not in full), lambda w: 0, lambda w: w.own_decidays),
        area((w for w in load.weeks if w.week in full), lambda w: 0, lambda w: w.own_decidays),
        area(
            load.weeks,
            lambda week: week.own_decidays,
            lambda week: week.own_decidays + week.outside_decidays,
        ),
        "M0 "
        + "".join(
            f"{'' if week.week == 0 else 'V'}{height(week.capacity_decidays)}h1"
            for week in load.weeks
        ),
        top / DECIDAYS_PER_DAY,
    )
