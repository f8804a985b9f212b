"""The validity of an agreement on a time line: from its first to its last day, today, when the
reminder comes, and when obligations are due. Positions are percent of the width (ADR 0005)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_TICKS = 8
PADDING = 0.03


class MarkKind(StrEnum):
    SIGNED = "signed"
    REMINDER = "reminder"
    DUE = "due"
    DONE = "done"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Mark:
    kind: MarkKind
    day: date
    text: str = ""
    x: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    day: date
    is_year: bool


@dataclass(frozen=True, slots=True)
class ValidityChart:
    """`start` and `width` are the bar's; `passed` is the part of it that is gone."""

    start: str
    width: str
    passed: str
    today: str
    today_is_late: bool
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    days_left: int

    @property
    def days_past(self) -> int:
        return max(0, -self.days_left)


def draw_validity(
    starts_on: date, ends_on: date, marks: Sequence[Mark], *, today: date
) -> ValidityChart:
    days = [starts_on, ends_on, today, *(mark.day for mark in marks)]
    scale = _Scale(min(days), max(days))
    gone = min(max(today, starts_on), ends_on)
    return ValidityChart(
        start=scale.at(starts_on),
        width=scale.width(starts_on, ends_on),
        passed=scale.width(starts_on, gone),
        today=scale.at(today),
        today_is_late=today > ends_on,
        ticks=tuple(_ticks(scale)),
        marks=tuple(
            Mark(mark.kind, mark.day, mark.text, scale.at(mark.day))
            for mark in sorted(marks, key=lambda mark: (mark.day, mark.kind, mark.text))
        ),
        days_left=(ends_on - today).days,
    )


class _Scale:
    def __init__(self, first: date, last: date) -> None:
        room = max(1, (last - first).days)
        spare = max(7, round(room * PADDING))
        self.first = first - timedelta(days=spare)
        self.last = last + timedelta(days=spare)
        self._days = (self.last - self.first).days

    def at(self, day: date) -> str:
        return _percent((day - self.first).days / self._days)

    def width(self, start: date, end: date) -> str:
        return _percent((end - start).days / self._days)


def _percent(part: float) -> str:
    return f"{100 * part:.3f}".rstrip("0").rstrip(".") + "%"


def _ticks(scale: _Scale) -> Iterable[Tick]:
    """First days of years, or of quarters or months where the line is short."""
    for months in ((1,), (1, 4, 7, 10), tuple(range(1, 13))):
        days = [
            date(year, month, 1)
            for year in range(scale.first.year, scale.last.year + 1)
            for month in months
            if scale.first <= date(year, month, 1) <= scale.last
        ]
        if len(days) >= 2:
            break
    step = -(-len(days) // MOST_TICKS) if days else 1
    return [Tick(scale.at(day), day, day.month == 1) for day in days[::step]]
