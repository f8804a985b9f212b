"""Effort offered against effort experienced: one bar an adopter, and a line where the offer stands.

Positions are percent of the width, as finished attribute values (ADR 0005). The scale ends a little
beyond the largest value, so that no bar touches the edge.
"""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_BARS = 12
ROOM = 1.08


@dataclass(frozen=True, slots=True)
class EffortBar:
    """`percent` of the offered effort, None where the offer states none."""

    label: str
    days: float
    width: str
    percent: int | None
    example: bool


@dataclass(frozen=True, slots=True)
class EffortPicture:
    """`left_out` bars beyond MOST_BARS are told in words."""

    bars: tuple[EffortBar, ...]
    offered_days: float | None
    offered_at: str
    left_out: int


def draw_effort(
    told: Sequence[tuple[str, float, bool]], offered_days: float | None
) -> EffortPicture | None:
    """`told`: label, person-days and whether invented, for each adopter. None where nobody told."""
    if not told:
        return None
    shown = told[:MOST_BARS]
    top = ROOM * max(offered_days or 0, *(days for _label, days, _example in shown))
    bars = tuple(
        EffortBar(
            label,
            days,
            _percent(days / top),
            round(100 * days / offered_days) if offered_days else None,
            example,
        )
        for label, days, example in shown
    )
    at = _percent((offered_days or 0) / top)
    return EffortPicture(bars, offered_days or None, at, len(told) - len(shown))


def _percent(part: float) -> str:
    return f"{100 * part:.2f}".rstrip("0").rstrip(".") + "%"
