"""The rules of work: who does what for how long, after what, with which people."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from lumbung.planning.domain.checker.violation import Rule, Violation, violation
from lumbung.planning.domain.plan import PlannedActivity, WorkPlan
from lumbung.planning.domain.scenario import Scenario, StaffMember


def presence(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """An activity is done exactly when an option that lists it is chosen."""
    chosen = {item.option for item in plan.options}
    done = {item.activity for item in plan.activities}
    for activity in scenario.activities:
        needed = any(option in chosen for option in activity.options)
        if needed != (activity.id in done):
            yield violation(Rule.PRESENCE, activity.id, done=activity.id in done, needed=needed)


def durations(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """An activity takes between its least and its most weeks."""
    for item in plan.activities:
        activity = scenario.activity[item.activity]
        weeks = item.end_week - item.start_week
        if not activity.least_weeks <= weeks <= activity.most_weeks or weeks < 1:
            yield violation(
                Rule.DURATION,
                item.activity,
                weeks=weeks,
                least=activity.least_weeks,
                most=activity.most_weeks,
            )


def precedences(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """An activity starts no earlier than the lag after its predecessor ends, if both are done."""
    ends = {item.activity: item.end_week for item in plan.activities}
    for item in plan.activities:
        for before in scenario.activity[item.activity].after:
            if before.activity not in ends:
                continue
            earliest = ends[before.activity] + before.lag_weeks
            if item.start_week < earliest:
                yield violation(
                    Rule.PRECEDENCE,
                    item.activity,
                    start=item.start_week,
                    earliest=earliest,
                    after=before.activity,
                )


def outside_roles(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """Only effort that the activity has, of a role that has a price, is bought outside."""
    for item in plan.activities:
        roles = [effort.role for effort in scenario.activity[item.activity].effort]
        for role in item.outside_roles:
            if role not in roles or scenario.role[role].outside_day_price_idr is None:
                yield violation(Rule.OUTSIDE_ROLE, item.activity, role=role)


def outside_limits(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """At most `outside_days_per_year` of a role are bought, by the year in which they are paid."""
    bought: Counter[tuple[str, int]] = Counter()
    for item in plan.activities:
        year = scenario.calendar.friday(item.end_week - 1).year
        for effort in scenario.activity[item.activity].effort:
            if effort.role in item.outside_roles:
                bought[effort.role, year] += effort.decidays
    for (role, year), decidays in bought.items():
        limit = scenario.role[role].outside_days_per_year * 10
        if decidays > limit:
            yield violation(Rule.OUTSIDE_LIMIT, role, decidays=decidays, year=year, limit=limit)


def staff(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """No week books more of a role's own staff than it has left."""
    booked: Counter[tuple[str, int]] = Counter()
    for item in plan.activities:
        for role in scenario.roles:
            for week in range(item.start_week, item.end_week):
                booked[role.id, week] += own_decidays(scenario, item, role.id)
    for (role_id, week), decidays in sorted(booked.items()):
        capacity = sum(
            _given_by(scenario, person, week) for person in scenario.staff if person.role == role_id
        )
        if decidays > capacity:
            yield violation(Rule.STAFF, role_id, week=week, booked=decidays, capacity=capacity)


def own_decidays(scenario: Scenario, item: PlannedActivity, role: str) -> int:
    """What each week of the activity books of the role's own staff, in decidays."""
    if role in item.outside_roles:
        return 0
    weeks = item.end_week - item.start_week
    return sum(
        (effort.decidays + weeks - 1) // weeks
        for effort in scenario.activity[item.activity].effort
        if effort.role == role
    )


def _given_by(scenario: Scenario, person: StaffMember, week: int) -> int:
    """What one person gives in a week, day by day from Monday to Friday."""
    monday = scenario.calendar.first_day + timedelta(weeks=week)
    holidays = [holiday.day for holiday in scenario.calendar.holidays]
    days = 0
    for day in (monday + timedelta(days=n) for n in range(5)):
        early = person.from_day is not None and day < person.from_day
        late = person.until_day is not None and day > person.until_day
        absent = any(gap.from_day <= day <= gap.until_day for gap in person.absences)
        if not (day in holidays or early or late or absent):
            days += 1
    return person.decidays_per_week * days // 5
