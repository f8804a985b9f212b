"""Why a need stays unserved, on scenarios made for each cause; every change is tried out."""

from dataclasses import replace
from datetime import date

import pytest

from lumbung.planning.domain.calendar import Holiday
from lumbung.planning.domain.changing import with_changes
from lumbung.planning.domain.checker import check_levels
from lumbung.planning.domain.explaining import explain_unmet
from lumbung.planning.domain.generating import generate_scenario
from lumbung.planning.domain.model.instance import Instance
from lumbung.planning.domain.plan import MeansChange, MeansKind, UnmetCause, UnmetNeed
from lumbung.planning.domain.scenario import Capacity
from lumbung.planning.domain.solving import solve_scenario
from lumbung.planning.domain.tests.hand_made import (
    CODE,
    calendar,
    city,
    holds,
    need,
    option,
    piece,
    role,
    server,
    work,
)


def explained(scenario, **limits):
    result = solve_scenario(scenario, time_limit_s=10, workers=1)
    unmet = explain_unmet(scenario, result.plan, **{"time_limit_s": 10, "workers": 1} | limits)
    assert check_levels(scenario, replace(result, unmet=unmet)) == ()
    return {one.need: one for one in unmet}


def served_after(scenario, unmet):
    """The needs served when the changes are made and everything is solved again."""
    changed = solve_scenario(with_changes(scenario, unmet.changes), time_limit_s=10, workers=1)
    return {item.need for item in changed.plan.served}


def test_a_need_that_nothing_serves():
    assert explained(city([need("a")], [])) == {"a": UnmetNeed("a", UnmetCause.NO_OPTION)}


def test_work_longer_than_the_horizon_is_too_late():
    found = explained(city([need("a")], [option("a")], [work("a", weeks=13)]))
    assert found["a"].cause == UnmetCause.TOO_LATE


def test_what_is_required_too_late_is_too_late():
    options = [option("a", requires_options=("base",)), option("base", "other")]
    found = explained(city([need("a"), need("other")], options, [work("base", weeks=13)]))
    assert found["a"].cause == found["other"].cause == UnmetCause.TOO_LATE


def test_what_a_better_option_excludes_is_in_conflict():
    options = [option("a"), option("b", excludes=("a",))]
    found = explained(city([need("a"), need("b", 2)], options))
    assert found["a"].cause == UnmetCause.CONFLICT


def test_missing_money_is_named_to_the_rupiah():
    scenario = city(
        [need("a", 2), need("b")],
        [option("a"), option("b")],
        [work("a", cost=600), work("b", cost=600)],
    )
    assert explained(scenario)["b"] == UnmetNeed(
        "b",
        UnmetCause.MEANS,
        binding=(f"2027/{CODE}",),
        changes=(MeansChange(MeansKind.MONEY, f"2027/{CODE}", 200, 200),),
        option="b",
        is_cheapest=True,
    )


def test_missing_staff_are_named_with_their_weeks():
    scenario = city(
        [need("a", 2), need("b")],
        [option("a"), option("b")],
        [work("a", weeks=12, effort=120), work("b", weeks=2, effort=20)],
    )
    found = explained(scenario)["b"]
    assert (found.cause, found.binding) == (UnmetCause.MEANS, ("role/2027",))
    [change] = found.changes
    assert (change.kind, change.amount, change.price_idr) == (MeansKind.STAFF, 20, 2_000)
    assert change.until_week - change.from_week == 2
    assert served_after(scenario, found) == {"a", "b"}


def test_a_missing_server_is_named_at_its_price():
    scenario = city(
        [need("a", 2), need("b")],
        [option("a", demand=holds(6)), option("b", demand=holds(6))],
        servers=[server(8)],
        purchases=[piece(8, price=5_000)],
    )
    found = explained(scenario)["b"]
    assert found.changes == (MeansChange(MeansKind.SERVER, "piece", 1, 5_000),)
    assert found.binding == ("piece",)
    assert served_after(scenario, found) == {"a", "b"}


def test_the_cheapest_of_several_means_is_taken():
    """Buying four days outside costs 400; four days of own staff are worth 4.000."""
    scenario = city(
        [need("a")],
        [option("a")],
        [work("a", effort=40)],
        means=role(price=100, days=4),
        money=0,
    )
    found = explained(scenario)["a"]
    assert found.changes == (MeansChange(MeansKind.MONEY, f"2027/{CODE}", 400, 400),)
    assert found.binding == ()  # own staff would do as well


def test_what_a_need_requires_is_added_with_it():
    options = [option("a", requires_needs=("login",)), option("login")]
    scenario = city(
        [need("a"), need("login")], options, [work("a", weeks=3), work("login", cost=1_500)]
    )
    found = explained(scenario)
    assert [change.amount for change in found["a"].changes] == [500]
    assert served_after(scenario, found["a"]) == {"a", "login"}


def test_without_time_the_cause_is_undecided():
    scenario = city([need("a")], [option("a")], [work("a", cost=2_000)])
    found = explained(scenario, should_stop=lambda: True)
    assert found["a"] == UnmetNeed("a", UnmetCause.UNDECIDED)


@pytest.mark.parametrize("seed", range(4))
def test_generated_cities_are_explained_by_changes_that_hold(seed):
    """Each change is replayed before the checker inside; here, that enough is explained at all."""
    scenario = generate_scenario(
        seed, agencies=3, needs=9, options=12, weeks=52, servers=2, roles=3, plenty=0.3
    )
    found = explained(scenario, time_limit_s=20)
    assert all(one.cause != UnmetCause.MEANS or one.changes for one in found.values())
    assert sum(one.cause == UnmetCause.UNDECIDED for one in found.values()) <= len(found) / 2


def test_staff_added_give_their_amount_even_over_a_holiday():
    when = replace(calendar(), holidays=(Holiday(date(2027, 1, 12), "holiday"),))
    scenario = city([need("a")], [option("a")], when=when, staff=0)
    change = MeansChange(MeansKind.STAFF, "role/2027", 14 * 3, 0, 0, 3)
    given = Instance(with_changes(scenario, [change])).staff["role"]
    assert given[:4] == (15, 12, 15, 0)


def test_a_server_added_is_there_from_the_start():
    scenario = city([need("a")], [option("a")], purchases=[piece(8)])
    changed = with_changes(scenario, [MeansChange(MeansKind.SERVER, "piece", 2, 0)])
    assert [one.total for one in changed.servers] == [Capacity(memory_mib=8)] * 2
