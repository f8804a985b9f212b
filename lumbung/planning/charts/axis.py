"""The time axis that all charts of a plan share: weeks as percent of the width.

Positions are ready-made attribute values such as `12.5%`: pictures stretch with the page while
their text keeps its size, and no decimal comma of a language gets into a drawing.
"""

from dataclasses import dataclass
from datetime import date

from lumbung.planning.domain.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the axis."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class YearMark:
    year: int
    span: Span


@dataclass(frozen=True, slots=True)
class QuarterMark:
    year: int
    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """`closed` are the weeks in which no money may be paid; `today` is None outside the horizon."""

    weeks: int
    first_day: date
    last_day: date
    years: tuple[YearMark, ...]
    quarters: tuple[QuarterMark, ...]
    closed: tuple[Span, ...]
    today: str | None

    def at(self, week: float) -> str:
        return percent(week / self.weeks)

    def span(self, start_week: float, end_week: float) -> Span:
        return Span(self.at(start_week), percent((end_week - start_week) / self.weeks))

    def at_day(self, day: date) -> str | None:
        """None for a day outside the horizon."""
        days = (day - self.first_day).days
        return self.at(days / 7) if 0 <= days < self.weeks * 7 else None


def percent(part: float) -> str:
    """A share of the width (0-1) as an attribute value."""
    return f"{100 * part:.3f}".rstrip("0").rstrip(".") + "%"


def time_axis(calendar: Calendar, today: date | None = None) -> TimeAxis:
    weeks = calendar.weeks
    years: dict[int, list[int]] = {}
    for quarter in calendar.quarters:
        span = years.setdefault(quarter.year, [quarter.first_week, quarter.end_week])
        span[1] = quarter.end_week
    bare = TimeAxis(weeks, calendar.first_day, calendar.friday(weeks - 1), (), (), (), today=None)
    return TimeAxis(
        weeks,
        bare.first_day,
        bare.last_day,
        tuple(YearMark(year, bare.span(*span)) for year, span in years.items()),
        tuple(
            QuarterMark(
                quarter.year, quarter.number, bare.span(quarter.first_week, quarter.end_week)
            )
            for quarter in calendar.quarters
        ),
        tuple(bare.span(*stretch) for stretch in _closed_weeks(calendar)),
        bare.at_day(today) if today else None,
    )


def _closed_weeks(calendar: Calendar) -> list[tuple[int, int]]:
    """Stretches of weeks that lie in no spending window."""
    stretches: list[tuple[int, int]] = []
    reached = 0
    for fiscal_year in sorted(calendar.fiscal_years, key=lambda each: each.spend_from):
        payable = calendar.payable_weeks(fiscal_year)
        if payable and payable.start > reached:
            stretches.append((reached, payable.start))
        reached = max(reached, payable.stop)
    if reached < calendar.weeks:
        stretches.append((reached, calendar.weeks))
    return stretches
