"""Where a thing stands on its way: the stops behind, the present one, those ahead, and a way that
ended early. Drawn as a list, so that it reads without the picture, too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Passing(StrEnum):
    BEHIND = "behind"
    HERE = "here"
    AHEAD = "ahead"
    ENDED = "ended"  # here, and no further


@dataclass(frozen=True, slots=True)
class Stop:
    """`day`: when it was reached, None where it was not, or nobody knows."""

    key: str
    label: str
    day: date | None
    passing: Passing


def draw_way(
    way: Sequence[str], present: str, days: Mapping[str, date], labels: Mapping[str, str]
) -> tuple[Stop, ...]:
    """A `present` that is not on the way (declined, dropped) stands after the last stop reached,
    and no stop is ahead of it."""
    if present in way:
        here = list(way).index(present)
        return tuple(
            Stop(key, labels[key], days.get(key), _passing(index, here))
            for index, key in enumerate(way)
        )
    behind = [key for key in way if key in days]
    stops = [Stop(key, labels[key], days.get(key), Passing.BEHIND) for key in behind]
    return (*stops, Stop(present, labels[present], days.get(present), Passing.ENDED))


def _passing(index: int, here: int) -> Passing:
    if index < here:
        return Passing.BEHIND
    return Passing.HERE if index == here else Passing.AHEAD
