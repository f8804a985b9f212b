"""The life of an adoption, as a rule."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.domain.agreements.adoption_moves import (
    ANSWERS,
    WAY,
    Status,
    confirmed_until,
    is_confirmed,
    may_be_answered,
    moves_of_adopter,
    reached,
)
from lumbung.catalogue.models import Adoption

DAYS = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


def test_statuses_are_those_of_the_table():
    assert {status.value for status in Status} == set(Adoption.Status.values)


@pytest.mark.parametrize("status", Status)
def test_adopter_never_gives_the_provider_s_answer(status):
    assert not ANSWERS & set(moves_of_adopter(status))


def test_only_a_request_is_answered():
    assert [status for status in Status if may_be_answered(status)] == [Status.REQUESTED]


def test_use_is_reached_from_a_request_and_may_begin_again():
    assert Status.IN_USE in moves_of_adopter(Status.INSTALLING)
    assert Status.IN_USE in moves_of_adopter(Status.AGREED)
    assert Status.INSTALLING in moves_of_adopter(Status.STOPPED)
    assert moves_of_adopter(Status.DECLINED) == moves_of_adopter(Status.WITHDRAWN) == ()


def test_a_word_holds_for_a_year():
    assert confirmed_until(date(2026, 1, 1), None) == date(2027, 1, 1)
    assert confirmed_until(date(2026, 1, 1), date(2026, 6, 1)) == date(2027, 6, 1)
    assert is_confirmed(date(2026, 1, 1), None, today=date(2027, 1, 1))
    assert not is_confirmed(date(2026, 1, 1), None, today=date(2027, 1, 2))
    assert not is_confirmed(None, None, today=date(2026, 1, 1))


@given(since=DAYS, confirmed=DAYS, today=st.dates(date(2020, 1, 1), date(2032, 1, 1)))
def test_confirming_never_shortens(since, confirmed, today):
    if is_confirmed(since, None, today=today):
        assert is_confirmed(since, confirmed, today=today)


def test_first_day_of_each_stop_counts():
    steps = [("requested", date(2026, 1, 1)), ("in-use", date(2026, 3, 1))]
    again = [("stopped", date(2026, 4, 1)), ("in-use", date(2026, 5, 1))]
    days = reached([*steps, *again])
    assert days == {Status.REQUESTED: date(2026, 1, 1), Status.IN_USE: date(2026, 3, 1)}
    assert set(days) <= set(WAY)
