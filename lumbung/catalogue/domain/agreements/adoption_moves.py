"""The life of an adoption: which status may follow which, and who says so.

The offering region answers a request; all else is said by the adopter. What is in use is confirmed
once a year, or shown as unconfirmed.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum


class Status(StrEnum):
    REQUESTED = "requested"
    AGREED = "agreed"
    INSTALLING = "installing"
    IN_USE = "in-use"
    STOPPED = "stopped"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


# In the order of the way from found to used.
WAY = (Status.REQUESTED, Status.AGREED, Status.INSTALLING, Status.IN_USE)
ANSWERS = frozenset({Status.AGREED, Status.DECLINED})
_MOVES: Mapping[Status, tuple[Status, ...]] = {
    Status.REQUESTED: (Status.WITHDRAWN,),
    # Straight to use where it runs at the provider and nothing is installed.
    Status.AGREED: (Status.INSTALLING, Status.IN_USE, Status.WITHDRAWN),
    Status.INSTALLING: (Status.IN_USE, Status.STOPPED),
    Status.IN_USE: (Status.STOPPED,),
    Status.STOPPED: (Status.INSTALLING,),
    Status.DECLINED: (),
    Status.WITHDRAWN: (),
}
UNDER_WAY = frozenset({Status.REQUESTED, Status.AGREED, Status.INSTALLING})
# A confirmation holds for a year; the reminder comes a month before it ends.
CONFIRMATION_HOLDS = timedelta(days=365)
REMIND_BEFORE = timedelta(days=30)


def moves_of_adopter(status: str) -> tuple[Status, ...]:
    """What the adopter may say next."""
    return _MOVES[Status(status)]


def may_be_answered(status: str) -> bool:
    return status == Status.REQUESTED


def confirmed_until(in_use_since: date | None, confirmed_on: date | None) -> date | None:
    """The last day on which the use counts as confirmed. Saying that it went into use is the first
    confirmation; None where nobody who uses it ever said so."""
    latest = max((day for day in (in_use_since, confirmed_on) if day), default=None)
    return latest + CONFIRMATION_HOLDS if latest else None


def is_confirmed(in_use_since: date | None, confirmed_on: date | None, *, today: date) -> bool:
    until = confirmed_until(in_use_since, confirmed_on)
    return until is not None and until >= today


def reached(steps: Iterable[tuple[str, date]]) -> dict[Status, date]:
    """For each status of the way that was reached, the first day on which it was."""
    found: dict[Status, date] = {}
    for status, day in steps:
        if status in WAY:
            found.setdefault(Status(status), day)
    return found
