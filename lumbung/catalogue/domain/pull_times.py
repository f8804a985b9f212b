"""When a source that failed is tried again: ever later, never more than a day."""

from datetime import datetime, timedelta

FIRST = timedelta(minutes=2)
LONGEST = timedelta(days=1)


def next_try(now: datetime, failures: int, interval: timedelta) -> datetime:
    """After two minutes, then four, eight…; `failures` counts from 1. A source that is read rarely
    is tried sooner than that: after the first failure at the latest by its interval."""
    wait = min(FIRST * 2 ** min(failures - 1, 20), LONGEST)
    return now + (min(wait, interval) if failures == 1 else wait)
