"""When a source that fails is asked again."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.domain.back_off import JITTER, LONGEST, next_wait

HOUR = timedelta(hours=1)


def test_wait_doubles_up_to_a_day():
    waits = [next_wait(n, interval=HOUR, seed="61.72") / HOUR for n in range(8)]
    for wait, whole in zip(waits, (1, 2, 4, 8, 16, 24, 24, 24), strict=True):
        assert whole * (1 - JITTER) <= wait <= whole * (1 + JITTER)


def test_sources_do_not_come_together_and_each_keeps_its_time():
    waits = {next_wait(3, interval=HOUR, seed=f"61.{n}") for n in range(50)}
    assert len(waits) == 50
    assert next_wait(3, interval=HOUR, seed="61.1") in waits


@given(st.integers(-5, 10**9), st.timedeltas(timedelta(minutes=1), timedelta(days=30)), st.text())
def test_wait_is_always_bounded(failures, interval, seed):
    wait = next_wait(failures, interval=interval, seed=seed)
    assert interval * 0.9 <= wait <= max(LONGEST, interval) * 1.1
