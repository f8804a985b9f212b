"""Weeks, quarters and fiscal years of a planning horizon: a week belongs to the day of its Friday.

Week numbers run from 0; an activity occupies the weeks [start, end). Money paid for an activity is
paid on the Friday of its last week, and only when that day lies in the spending window of a fiscal
year (after the DPA is set, before the year's closing). No clock is read here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

FRIDAY_OFFSET_DAYS = 4
MONTHS_PER_QUARTER = 3


@dataclass(frozen=True)
class FiscalYear:
    """One budget year and the days on which its money may be paid out (both inclusive)."""

    year: int
    spend_from: date
    spend_until: date

    def __post_init__(self) -> None:
        if not self.spend_from <= self.spend_until:
            raise ValueError(f"fiscal year {self.year}: spend_from is after spend_until")


@dataclass(frozen=True)
class Holiday:
    """A working day lost for everybody, e.g. a national holiday or collective leave."""

    day: date
    name: str


@dataclass(frozen=True)
class Quarter:
    """A calendar quarter inside the horizon; `number` is 1-4, its weeks [first_week, end_week)."""

    year: int
    number: int
    first_week: int
    end_week: int


@dataclass(frozen=True)
class Calendar:
    """The planning horizon: `weeks` weeks from the Monday `first_day`.

    `cost_lifetime_years` is the fixed span over which yearly costs are compared, so that going live
    late never looks cheaper.
    """

    first_day: date
    weeks: int
    fiscal_years: tuple[FiscalYear, ...]
    holidays: tuple[Holiday, ...] = ()
    cost_lifetime_years: int = 5

    def __post_init__(self) -> None:
        if self.first_day.weekday() != 0:
            raise ValueError(f"{self.first_day} is not a Monday")
        if self.weeks < 1:
            raise ValueError("a calendar needs at least one week")

    def monday(self, week: int) -> date:
        return self.first_day + timedelta(weeks=week)

    def friday(self, week: int) -> date:
        """The day that decides to which quarter and fiscal year a week belongs."""
        return self.monday(week) + timedelta(days=FRIDAY_OFFSET_DAYS)

    def week_of(self, day: date) -> int:
        """The week that contains `day`; negative before the horizon, >= weeks after it."""
        return (day - self.first_day).days // 7

    def year_of(self, week: int) -> int:
        return self.friday(week).year

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters touched by the horizon, in order, without gaps."""
        return tuple(self._walk_quarters())

    def _walk_quarters(self) -> Iterator[Quarter]:
        first = 0
        for week in range(1, self.weeks + 1):
            if week == self.weeks or _quarter_key(self.friday(week)) != _quarter_key(
                self.friday(first)
            ):
                year, number = _quarter_key(self.friday(first))
                yield Quarter(year, number, first, week)
                first = week

    @cached_property
    def service_points(self) -> tuple[int, ...]:
        """The weeks at which service is counted: each quarter's first week, and the horizon's end.

        A need served by an option that is live at week g earns weight * fit percent for every point
        at or after g: earlier counts more, in steps that a budget is made in.
        """
        return (*(quarter.first_week for quarter in self.quarters), self.weeks)

    def payable_weeks(self, fiscal_year: FiscalYear) -> range:
        """The weeks whose Friday lies in the spending window of `fiscal_year`."""
        inside = [
            week
            for week in range(self.weeks)
            if fiscal_year.spend_from <= self.friday(week) <= fiscal_year.spend_until
        ]
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    def working_days(self, week: int) -> int:
        """Monday to Friday, less the holidays that fall on them (0-5)."""
        return 5 - self._lost_days.get(week, 0)

    @cached_property
    def _lost_days(self) -> dict[int, int]:
        lost: dict[int, int] = {}
        for day in {holiday.day for holiday in self.holidays}:
            if day.weekday() < 5:
                lost[self.week_of(day)] = lost.get(self.week_of(day), 0) + 1
        return lost


def _quarter_key(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // MONTHS_PER_QUARTER + 1
