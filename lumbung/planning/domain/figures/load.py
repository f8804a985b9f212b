"""How busy each role is, week by week, against what its staff can give."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from lumbung.planning.domain.calendar import Calendar
from lumbung.planning.domain.figures.schedule import Schedule
from lumbung.planning.domain.scenario import Role, Scenario, StaffMember

WORKING_DAYS_PER_WEEK = 5


@dataclass(frozen=True, slots=True)
class RoleWeek:
    """Decidays of one week: own staff booked, days bought outside, and what the staff can give."""

    week: int
    monday: date
    own_decidays: int
    outside_decidays: int
    capacity_decidays: int


@dataclass(frozen=True, slots=True)
class RoleLoad:
    """One role over the whole horizon, an entry for each week."""

    role: str
    name: str
    weeks: tuple[RoleWeek, ...]
    rests_on_example: bool

    @property
    def own_decidays(self) -> int:
        return sum(week.own_decidays for week in self.weeks)

    @property
    def outside_decidays(self) -> int:
        return sum(week.outside_decidays for week in self.weeks)

    @property
    def capacity_decidays(self) -> int:
        return sum(week.capacity_decidays for week in self.weeks)

    @property
    def peak_decidays(self) -> int:
        """The busiest week of own staff; the load level of the objective sums these over roles."""
        return max(week.own_decidays for week in self.weeks)

    @property
    def full_weeks(self) -> tuple[int, ...]:
        """Weeks in which all that the staff can give is booked."""
        return tuple(
            week.week for week in self.weeks if 0 < week.own_decidays == week.capacity_decidays
        )


def plan_load(scenario: Scenario, schedule: Schedule) -> tuple[RoleLoad, ...]:
    """In the scenario's order of roles."""
    own: Counter[tuple[str, int]] = Counter()
    outside: Counter[tuple[str, int]] = Counter()
    on_example: set[str] = set()
    for activity in schedule.activities:
        for effort in activity.effort:
            booked = outside if effort.is_outside else own
            for week in range(activity.start_week, activity.end_week):
                booked[effort.role, week] += effort.weekly_decidays
            if activity.rests_on_example:
                on_example.add(effort.role)
    return tuple(_role_load(scenario, role, own, outside, on_example) for role in scenario.roles)


def _role_load(
    scenario: Scenario,
    role: Role,
    own: Counter[tuple[str, int]],
    outside: Counter[tuple[str, int]],
    on_example: set[str],
) -> RoleLoad:
    calendar = scenario.calendar
    staff = [person for person in scenario.staff if person.role == role.id]
    weeks = tuple(
        RoleWeek(
            week,
            calendar.monday(week),
            own[role.id, week],
            outside[role.id, week],
            sum(_capacity(calendar, person, week) for person in staff),
        )
        for week in range(calendar.weeks)
    )
    rests = role.id in on_example or role.example or any(person.example for person in staff)
    return RoleLoad(role.id, role.name, weeks, rests)


def _capacity(calendar: Calendar, person: StaffMember, week: int) -> int:
    monday, friday = calendar.monday(week), calendar.friday(week)
    begins = max(monday, person.from_day or monday)
    ends = min(friday, person.until_day or friday)
    lost = {holiday.day for holiday in calendar.holidays if begins <= holiday.day <= ends}
    lost_days = {day.toordinal() for day in lost if day.weekday() < WORKING_DAYS_PER_WEEK}
    for absence in person.absences:
        first = max(begins, absence.from_day).toordinal()
        last = min(ends, absence.until_day).toordinal()
        lost_days.update(range(first, last + 1))
    there = max((ends - begins).days + 1, 0)
    return person.decidays_per_week * (there - len(lost_days)) // WORKING_DAYS_PER_WEEK
