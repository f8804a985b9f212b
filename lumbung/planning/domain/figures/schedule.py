"""When everything happens: activities with days, roles and slack; options and needs with go-live.

An activity is critical when its slack is 0. Slack is the number of weeks the activity may slip, its
length kept, until a go-live moves: the latest end is the least of the go-live of each chosen option
that lists it and, for each activity done after it, that one's latest start less the lag. Staff,
money and servers are left out of this; slack is therefore an upper bound of what one may lose.
"""

from dataclasses import dataclass
from datetime import date

from lumbung.planning.domain.calendar import Calendar
from lumbung.planning.domain.plan import PlannedActivity, PlannedOption, WorkPlan
from lumbung.planning.domain.scenario import Activity, OptionKind, Scenario


@dataclass(frozen=True, slots=True)
class PlannedEffort:
    """A role's part in an activity; `weekly_decidays` is what each of its weeks books."""

    role: str
    role_name: str
    decidays: int
    weekly_decidays: int
    is_outside: bool


@dataclass(frozen=True, slots=True)
class ScheduledActivity:
    """Weeks [start_week, end_week), from Monday `first_day` to Friday `last_day`. `options` are the
    chosen ones it is done for, `agencies` those whose needs they serve, `after` what is done first.
    """

    id: str
    name: str
    options: tuple[str, ...]
    agencies: tuple[str, ...]
    start_week: int
    end_week: int
    first_day: date
    last_day: date
    effort: tuple[PlannedEffort, ...]
    after: tuple[str, ...]
    slack_weeks: int
    rests_on_example: bool

    @property
    def is_critical(self) -> bool:
        return self.slack_weeks == 0


@dataclass(frozen=True, slots=True)
class ScheduledOption:
    """A chosen option. `needs` are those it is counted for; `agencies` theirs (of all it could
    serve, where it is counted for none: a prerequisite)."""

    id: str
    name: str
    kind: OptionKind
    provider_name: str
    go_live_week: int
    go_live_day: date
    server: str | None
    needs: tuple[str, ...]
    agencies: tuple[str, ...]
    activities: tuple[str, ...]
    rests_on_example: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    activities: tuple[ScheduledActivity, ...]  # by start, then id
    options: tuple[ScheduledOption, ...]  # by go-live, then id


def plan_schedule(scenario: Scenario, plan: WorkPlan) -> Schedule:
    options = tuple(_option(scenario, plan, planned) for planned in plan.options)
    agencies = {option.id: option.agencies for option in options}
    slack = slack_weeks(scenario, plan)
    done = {planned.activity for planned in plan.activities}
    activities = (
        _activity(scenario, planned, agencies, done, slack[planned.activity])
        for planned in plan.activities
    )
    return Schedule(
        tuple(sorted(activities, key=lambda activity: (activity.start_week, activity.id))),
        tuple(sorted(options, key=lambda option: (option.go_live_week, option.id))),
    )


def _option(scenario: Scenario, plan: WorkPlan, planned: PlannedOption) -> ScheduledOption:
    option = scenario.option[planned.option]
    activities = scenario.activities_of[option.id]
    needs = tuple(served.need for served in plan.served if served.option == option.id)
    could = tuple(service.need for service in option.serves)
    return ScheduledOption(
        option.id,
        option.name,
        option.kind,
        option.provider_name,
        planned.go_live_week,
        scenario.calendar.monday(planned.go_live_week),
        planned.server,
        needs,
        tuple(dict.fromkeys(scenario.need[need].agency for need in needs or could)),
        tuple(activity.id for activity in activities),
        option.example or any(activity.example for activity in activities),
    )


def _activity(
    scenario: Scenario,
    planned: PlannedActivity,
    agencies: dict[str, tuple[str, ...]],
    done: set[str],
    slack: int,
) -> ScheduledActivity:
    activity = scenario.activity[planned.activity]
    calendar: Calendar = scenario.calendar
    options = tuple(option for option in activity.options if option in agencies)
    return ScheduledActivity(
        activity.id,
        activity.name,
        options,
        tuple(dict.fromkeys(agency for option in options for agency in agencies[option])),
        planned.start_week,
        planned.end_week,
        calendar.monday(planned.start_week),
        calendar.friday(planned.end_week - 1),
        _effort(scenario, activity, planned),
        tuple(before.activity for before in activity.after if before.activity in done),
        slack,
        activity.example,
    )


def _effort(
    scenario: Scenario, activity: Activity, planned: PlannedActivity
) -> tuple[PlannedEffort, ...]:
    weeks = planned.end_week - planned.start_week
    return tuple(
        PlannedEffort(
            effort.role,
            scenario.role[effort.role].name,
            effort.decidays,
            -(-effort.decidays // weeks),
            effort.role in planned.outside_roles,
        )
        for effort in activity.effort
    )


def slack_weeks(scenario: Scenario, plan: WorkPlan) -> dict[str, int]:
    """Slack of each activity done, in weeks; see the module's definition."""
    go_live = {planned.option: planned.go_live_week for planned in plan.options}
    latest_end = {
        planned.activity: min(
            go_live[option]
            for option in scenario.activity[planned.activity].options
            if option in go_live
        )
        for planned in plan.activities
    }
    # A successor starts after its predecessor, so that latest starts settle from the last back.
    for planned in sorted(plan.activities, key=lambda planned: planned.start_week, reverse=True):
        latest_start = latest_end[planned.activity] - (planned.end_week - planned.start_week)
        for before in scenario.activity[planned.activity].after:
            if before.activity in latest_end:
                latest = min(latest_end[before.activity], latest_start - before.lag_weeks)
                latest_end[before.activity] = latest
    return {
        planned.activity: latest_end[planned.activity] - planned.end_week
        for planned in plan.activities
    }
