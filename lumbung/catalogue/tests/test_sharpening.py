"""Experience sharpens a recipe: nothing without reports, more with each, never wildly."""

from math import exp, isclose, log
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.domain.recipes.recipe import ActivityDocument, RecipeDocument
from lumbung.catalogue.domain.recipes.recipe_summary import summarise
from lumbung.catalogue.domain.recipes.sharpening import (
    MOST_FACTOR,
    ChangeKind,
    Sharpened,
    sharpen,
    trust,
)
from lumbung.catalogue.domain.recipes.size_effect import chance_of_order, supported_slope
from lumbung.catalogue.domain.recipes.use_report import UseReport

DAYS = {"developer": 20.0, "trainer": 5.0}


def recipe(days: dict[str, float] = DAYS, **fields: Any) -> RecipeDocument:
    activity = {
        "id": "install",
        "name": "Pasang",
        "least_weeks": 2,
        "most_weeks": 4,
        "effort_days": days,
        "costs": [{"code": "5.1", "amount_idr": 10_000_000}],
    }
    yearly = [{"code": "5.1", "amount_idr": 2_000_000}]
    return RecipeDocument.model_validate(
        {"activities": [activity], "yearly_costs": yearly, **fields}, strict=False
    )


def report(number: int = 1, factor: float = 1.0, **fields: Any) -> UseReport:
    days = {role: amount * factor for role, amount in DAYS.items()}
    return UseReport(
        **{"key": f"r{number}", "label": f"Kota {number}", "effort_days": days, **fields}
    )


def days_of(found: Sharpened) -> dict[str, float]:
    return {role: float(days) for role, days in summarise(found.recipe, ()).days_by_role}


factors = st.floats(0.05, 20)
reports = st.lists(factors, max_size=8).map(
    lambda found: [report(number, factor) for number, factor in enumerate(found)]
)


def test_without_reports_nothing_changes() -> None:
    found = sharpen(recipe(), (), [])
    assert (found.recipe, found.changes, found.is_changed) == (recipe(), (), False)


@given(st.integers(1, 8))
def test_reports_that_confirm_the_offer_change_nothing(count: int) -> None:
    told = [report(n, once_idr=10_000_000, yearly_idr=2_000_000) for n in range(count)]
    found = sharpen(recipe(), (), told)
    assert found.recipe == recipe() and not found.is_changed
    assert {change.reports for change in found.changes} == {count}


def test_two_reports_weigh_as_much_as_the_offer() -> None:
    assert (trust(0), trust(2)) == (0, 0.5)
    found = sharpen(recipe(), (), [report(1, 2.0), report(2, 2.0)])
    # p = ln 2 / 2; r = (2 ln 2 + 2 p) / 4 = 0.75 ln 2
    assert days_of(found) == {"developer": 33.6, "trainer": 8.4}
    assert [(c.role, float(c.experienced or 0)) for c in found.changes[:2]] == [
        ("developer", 40.0),
        ("trainer", 10.0),
    ]


@given(reports, st.randoms())
def test_order_of_reports_does_not_matter(told: list[UseReport], random: Any) -> None:
    mixed = list(told)
    random.shuffle(mixed)
    assert sharpen(recipe(), (), told).recipe == sharpen(recipe(), (), mixed).recipe


@given(reports)
def test_expectation_lies_between_the_offer_and_what_was_told(told: list[UseReport]) -> None:
    found = days_of(sharpen(recipe(), (), told))
    ratios = [1.0, *(each.effort_days["developer"] / 20 for each in told)]
    least, most = max(1 / MOST_FACTOR, min(ratios)), min(MOST_FACTOR, max(ratios))
    assert least * 20 - 0.06 <= found["developer"] <= most * 20 + 0.06


@given(st.lists(factors, min_size=1, max_size=6), st.integers(0, 5), st.floats(1, 10))
def test_more_effort_told_never_lowers_the_expectation(
    found: list[float], which: int, more: float
) -> None:
    told = [report(number, factor) for number, factor in enumerate(found)]
    place = which % len(found)
    raised = [*told]
    raised[place] = report(place, found[place] * more)
    before, after = sharpen(recipe(), (), told), sharpen(recipe(), (), raised)
    assert all(days_of(after)[role] >= days for role, days in days_of(before).items())


@given(factors, st.integers(1, 30))
def test_more_reports_that_agree_are_believed_more(factor: float, count: int) -> None:
    def moved(number: int) -> float:
        told = [report(n, factor) for n in range(number)]
        return abs(log(days_of(sharpen(recipe(), (), told))["developer"] / 20))

    assert moved(count) <= moved(count + 1) + 0.006
    bound = min(abs(log(factor)), log(MOST_FACTOR))
    assert moved(count) <= bound + 0.006


def test_one_wild_report_among_three_moves_no_more_than_the_others_say() -> None:
    calm = days_of(sharpen(recipe(), (), [report(1, 1.2), report(2, 1.2), report(3, 1.2)]))
    wild = days_of(sharpen(recipe(), (), [report(1, 1.2), report(2, 1.2), report(3, 1000.0)]))
    assert wild == calm


def test_role_without_reports_follows_the_whole() -> None:
    told = [report(n, effort_days={"developer": 40.0}) for n in range(4)]
    found = sharpen(recipe(), (), told)
    whole = exp(trust(4) * log(2))
    assert isclose(days_of(found)["trainer"], 5 * whole, abs_tol=0.06)
    trainer = next(change for change in found.changes if change.role == "trainer")
    assert (trainer.experienced, trainer.reports) == (None, 0)


def test_total_without_roles_moves_every_role_alike() -> None:
    found = sharpen(recipe(), (), [report(1, effort_days={}, total_days=50.0)])
    assert days_of(found) == {"developer": 25.2, "trainer": 6.3}  # 2 ** (1/3)


def test_what_the_recipe_lacks_is_told_and_not_guessed_into_it() -> None:
    bare = recipe(yearly_costs=[])
    told = [report(1, effort_days={"security": 6.0, "developer": 20.0}, yearly_idr=9_000_000)]
    found = sharpen(bare, (), told)
    assert "security" not in days_of(found) and found.recipe.yearly_costs == ()
    assert [(each.kind, each.role, float(each.experienced or 0)) for each in found.missing] == [
        (ChangeKind.ROLE, "security", 6.0),
        (ChangeKind.YEARLY, "", 9_000_000.0),
    ]


def test_money_follows_its_own_reports() -> None:
    told = [report(n, effort_days={}, once_idr=40_000_000, yearly_idr=1_000_000) for n in range(2)]
    found = sharpen(recipe(), (), told)
    summary = summarise(found.recipe, ())
    assert (summary.once_idr, summary.yearly_idr) == (20_000_000, 1_414_000)
    assert days_of(found) == DAYS


def test_shared_work_counts_in_the_comparison_and_stays_as_it_is() -> None:
    pks = ActivityDocument.model_validate(
        {"id": "pks", "name": "PKS", "least_weeks": 1, "effort_days": {"developer": 20.0}},
        strict=False,
    )
    uses = recipe(uses=["pks"])
    found = sharpen(uses, (pks,), [report(1, effort_days={"developer": 40.0})])
    assert found.recipe.activities[0].effort_days["developer"] == 20.0


def test_more_work_may_take_longer_and_never_shorter() -> None:
    found = sharpen(recipe(), (), [report(n, 4.0) for n in range(10)])
    activity = found.recipe.activities[0]
    assert (activity.least_weeks, activity.most_weeks) == (2, 16)
    less = sharpen(recipe(), (), [report(n, 0.25) for n in range(10)]).recipe.activities[0]
    assert (less.least_weeks, less.most_weeks) == (2, 4)


def test_examples_among_the_reports_mark_the_result() -> None:
    told = [report(1, 2.0), report(2, 2.0, example=True)]
    assert sharpen(recipe(), (), told).is_example
    assert not sharpen(recipe(), (), told[:1]).is_example


def sized(*pairs: tuple[int, float]) -> list[UseReport]:
    return [report(n, factor, users=users) for n, (users, factor) in enumerate(pairs)]


GROWING = sized((50, 0.5), (100, 0.7), (200, 1.0), (400, 1.4), (800, 2.0), (1600, 2.8), (3200, 4.0))


def test_size_counts_where_the_data_supports_it() -> None:
    small = sharpen(recipe(), (), GROWING, users=50)
    large = sharpen(recipe(), (), GROWING, users=3200)
    assert small.slope == large.slope == pytest.approx(0.5, abs=0.02)
    assert days_of(small)["developer"] < 20 < days_of(large)["developer"]
    beyond = sharpen(recipe(), (), GROWING, users=1_000_000)
    assert beyond.recipe == large.recipe


def test_size_does_not_count_without_support() -> None:
    told = [GROWING[:5], sized(*[(100 * n, 1.0 + n % 3) for n in range(1, 9)])]
    for few in told:
        found = sharpen(recipe(), (), few, users=3200)
        assert found.slope is None and found.recipe == sharpen(recipe(), (), few).recipe


def test_chance_of_order_is_exact() -> None:
    rising = [(float(n), float(n)) for n in range(6)]
    assert chance_of_order(rising) == 1 / 720
    assert chance_of_order(list(reversed(rising))) == 1 / 720
    assert chance_of_order([(float(n), -float(n)) for n in range(6)]) == 1
    swapped = [(0.0, 1.0), (1.0, 0.0), *rising[2:]]
    assert chance_of_order(swapped) == 6 / 720
    assert supported_slope([(0.0, 0.0)] * 8) is None
