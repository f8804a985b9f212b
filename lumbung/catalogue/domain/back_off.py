"""When to ask again somebody who did not answer: later each time, never quite together with others.

Exponential back-off with jitter (AWS Architecture Blog, “Exponential Backoff And Jitter”, 2015);
the jitter comes from a seed, so that the same history gives the same time.
"""

from datetime import timedelta
from random import Random

LONGEST = timedelta(days=1)
JITTER = 0.1


def next_wait(failures: int, *, interval: timedelta, seed: str) -> timedelta:
    """How long to wait after `failures` failures in a row: the interval where there were none, then
    twice as long each time, up to a day (or the interval, where that is longer). `seed` tells
    sources apart."""
    longest = max(LONGEST, interval)
    doublings = min(max(failures, 0), 20)
    wait = min(interval * (1 << doublings), longest)
    return wait * (1 + JITTER * (2 * Random(f"{seed}/{failures}").random() - 1))
