"""How much of what the agencies need is served, how well, and from when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lumbung.planning.domain.plan import WorkPlan
from lumbung.planning.domain.scenario import Need, Option, Scenario


@dataclass(frozen=True, slots=True)
class NeedCoverage:
    """One need. Without an option it is unserved, and the four fields that follow are empty."""

    need: Need
    option: Option | None = None
    fit_percent: int = 0
    go_live_week: int | None = None
    go_live_day: date | None = None
    service: int = 0  # weight * fit * service points, as in the objective

    @property
    def is_served(self) -> bool:
        return self.option is not None

    @property
    def is_late(self) -> bool:
        """Served, but after the need's deadline."""
        deadline = self.need.deadline
        return deadline is not None and self.go_live_day is not None and self.go_live_day > deadline

    @property
    def rests_on_example(self) -> bool:
        return self.need.example or (self.option is not None and self.option.example)


@dataclass(frozen=True, slots=True)
class CoveragePoint:
    """Coverage in percent on the Monday `day`, of what is live by then."""

    week: int
    day: date
    percent: float


@dataclass(frozen=True)
class Coverage:
    """`needs` in the scenario's order. `percent` counts a served need by its weight, `fit_percent`
    by its weight and the fit of the option that serves it; both of the weight of all needs."""

    needs: tuple[NeedCoverage, ...]
    points: tuple[CoveragePoint, ...]
    service_points: int  # how often service is counted over the horizon

    @property
    def needs_total(self) -> int:
        return len(self.needs)

    @cached_property
    def served(self) -> tuple[NeedCoverage, ...]:
        return tuple(need for need in self.needs if need.is_served)

    @cached_property
    def unserved(self) -> tuple[NeedCoverage, ...]:
        return tuple(need for need in self.needs if not need.is_served)

    @property
    def needs_served(self) -> int:
        return len(self.served)

    @cached_property
    def weight_total(self) -> int:
        return sum(need.need.weight for need in self.needs)

    @property
    def percent(self) -> float:
        return weight_percent(self.served, self.weight_total)

    @property
    def fit_percent(self) -> float:
        weighted = sum(need.need.weight * need.fit_percent for need in self.served)
        return weighted / self.weight_total if self.weight_total else 0.0

    @property
    def service(self) -> int:
        """The service level of the objective."""
        return sum(need.service for need in self.needs)

    @property
    def rests_on_example(self) -> bool:
        return any(need.rests_on_example for need in self.needs)


def plan_coverage(scenario: Scenario, plan: WorkPlan) -> Coverage:
    live = {planned.option: planned.go_live_week for planned in plan.options}
    option_of = {served.need: served.option for served in plan.served}
    needs = tuple(
        _need_coverage(scenario, need, option_of.get(need.id), live) for need in scenario.needs
    )
    weight = sum(need.weight for need in scenario.needs)
    points = tuple(
        CoveragePoint(
            week,
            scenario.calendar.monday(week),
            weight_percent((need for need in needs if _is_live(need, week)), weight),
        )
        for week in scenario.calendar.service_points
    )
    return Coverage(needs, points, len(points))


def weight_percent(needs: Iterable[NeedCoverage], weight_total: int) -> float:
    """The weight of `needs` in percent of the whole; 0 where there is nothing to serve."""
    weight = sum(need.need.weight for need in needs)
    return 100 * weight / weight_total if weight_total else 0.0


def _is_live(need: NeedCoverage, week: int) -> bool:
    return need.go_live_week is not None and need.go_live_week <= week


def _need_coverage(
    scenario: Scenario, need: Need, option_id: str | None, live: dict[str, int]
) -> NeedCoverage:
    if option_id is None:
        return NeedCoverage(need)
    option, week = scenario.option[option_id], live[option_id]
    fit = next(service.fit_percent for service in option.serves if service.need == need.id)
    points = sum(week <= point for point in scenario.calendar.service_points)
    return NeedCoverage(
        need, option, fit, week, scenario.calendar.monday(week), need.weight * fit * points
    )
