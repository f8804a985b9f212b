"""The Gantt of a plan: agencies with their options, each option's activities in lanes, and the work
that several options share as a group of its own.

An option that serves several agencies stands once, under the first of them. Groups follow their
first go-live, so that the picture reads from the upper left to the lower right.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lumbung.planning.charts.axis import Span, TimeAxis, time_axis
from lumbung.planning.domain.figures import PlanFigures, ScheduledActivity, ScheduledOption
from lumbung.planning.domain.redaction import is_hidden
from lumbung.planning.domain.scenario import Need, Scenario

LANE_PX = 9
BAR_PX = 7
ROW_MARGIN_PX = 9
LEAST_ROW_PX = 34
MOST_ROWS_UNFOLDED = 80


@dataclass(frozen=True, slots=True)
class Bar:
    """An activity in its lane; `y` and `height` in pixels."""

    activity: ScheduledActivity
    span: Span
    y: int
    height: int
    is_shared: bool


@dataclass(frozen=True, slots=True)
class DeadlineMark:
    need: Need
    day: date
    x: str
    is_missed: bool


@dataclass(frozen=True, slots=True)
class GanttOption:
    """A chosen option. `live` runs from go-live to the end of the horizon."""

    option: ScheduledOption
    needs: tuple[Need, ...]
    other_agencies: tuple[str, ...]
    server_name: str
    bars: tuple[Bar, ...]
    height: int
    middle: int
    go_live_x: str
    live: Span
    deadlines: tuple[DeadlineMark, ...]
    is_anonymous: bool

    @property
    def is_critical(self) -> bool:
        return any(bar.activity.is_critical for bar in self.bars)

    @property
    def is_late(self) -> bool:
        return any(mark.is_missed for mark in self.deadlines)


@dataclass(frozen=True, slots=True)
class GanttGroup:
    """An agency; `whole` from its first activity to its last go-live."""

    name: str
    needs_total: int
    needs_served: int
    options: tuple[GanttOption, ...]
    whole: Span
    go_lives: tuple[str, ...]
    first_go_live: date
    is_anonymous: bool


@dataclass(frozen=True, slots=True)
class Gantt:
    axis: TimeAxis
    shared: tuple[Bar, ...]
    groups: tuple[GanttGroup, ...]

    @property
    def is_long(self) -> bool:
        """Then agencies are folded at first, and a reader opens those looked for."""
        return sum(len(group.options) for group in self.groups) > MOST_ROWS_UNFOLDED


def draw_gantt(scenario: Scenario, figures: PlanFigures, today: date | None = None) -> Gantt:
    axis = time_axis(scenario.calendar, today)
    activities = {activity.id: activity for activity in figures.schedule.activities}
    options: dict[str, list[ScheduledOption]] = {}
    for option in figures.schedule.options:
        options.setdefault(option.agencies[0] if option.agencies else "", []).append(option)
    groups = [
        _group(scenario, figures, axis, agency, chosen, activities)
        for agency, chosen in options.items()
    ]
    shared = [activity for activity in activities.values() if len(activity.options) > 1]
    return Gantt(
        axis,
        tuple(Bar(each, _span(axis, each), 0, BAR_PX, is_shared=True) for each in shared),
        tuple(sorted(groups, key=_order)),
    )


def _order(group: GanttGroup) -> tuple[bool, date, str]:
    """A reader who sees one agency by name sees it first."""
    return group.is_anonymous, group.first_go_live, group.name


def _span(axis: TimeAxis, activity: ScheduledActivity) -> Span:
    return axis.span(activity.start_week, activity.end_week)


def _group(
    scenario: Scenario,
    figures: PlanFigures,
    axis: TimeAxis,
    agency: str,
    options: list[ScheduledOption],
    activities: dict[str, ScheduledActivity],
) -> GanttGroup:
    servers = {server.id: server.name for server in figures.servers}
    rows = tuple(_option(scenario, axis, agency, option, activities, servers) for option in options)
    starts = [bar.activity.start_week for row in rows for bar in row.bars]
    last = max(option.go_live_week for option in options)
    counts = next((each for each in figures.agencies if each.agency.id == agency), None)
    return GanttGroup(
        counts.agency.name if counts else agency,
        counts.needs_total if counts else 0,
        counts.needs_served if counts else 0,
        rows,
        axis.span(min(starts, default=last), last),
        tuple(row.go_live_x for row in rows),
        min(option.go_live_day for option in options),
        is_hidden(agency),
    )


def _option(
    scenario: Scenario,
    axis: TimeAxis,
    agency: str,
    option: ScheduledOption,
    activities: dict[str, ScheduledActivity],
    servers: dict[str, str],
) -> GanttOption:
    mine = [activities[activity] for activity in option.activities if activity in activities]
    bars, lanes = _lanes(axis, mine)
    height = max(LEAST_ROW_PX, lanes * LANE_PX + 2 * ROW_MARGIN_PX)
    shift = (height - lanes * LANE_PX) // 2
    names = {each.id: each.name for each in scenario.agencies}
    needs = tuple(scenario.need[need] for need in option.needs)
    return GanttOption(
        option,
        needs,
        tuple(names[other] for other in option.agencies if other != agency),
        servers.get(option.server or "", ""),
        tuple(Bar(b.activity, b.span, b.y + shift, b.height, b.is_shared) for b in bars),
        height,
        height // 2,
        axis.at(option.go_live_week),
        axis.span(option.go_live_week, axis.weeks),
        tuple(_deadlines(axis, needs, option.go_live_day)),
        is_hidden(option.id),
    )


def _lanes(axis: TimeAxis, activities: Iterable[ScheduledActivity]) -> tuple[list[Bar], int]:
    """Each activity in the first lane that is free when it starts; also how many lanes it took."""
    free_from: list[int] = []
    bars = []
    for activity in sorted(activities, key=lambda each: (each.start_week, each.id)):
        lane = next(
            (lane for lane, week in enumerate(free_from) if week <= activity.start_week),
            len(free_from),
        )
        free_from[lane : lane + 1] = [activity.end_week]
        shared = len(activity.options) > 1
        bars.append(Bar(activity, _span(axis, activity), lane * LANE_PX, BAR_PX, shared))
    return bars, max(len(free_from), 1)


def _deadlines(axis: TimeAxis, needs: Iterable[Need], go_live_day: date) -> Iterable[DeadlineMark]:
    for need in needs:
        x = axis.at_day(need.deadline) if need.deadline else None
        if need.deadline and x:
            yield DeadlineMark(need, need.deadline, x, go_live_day > need.deadline)
