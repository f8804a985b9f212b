"""What one more option would take beside a plan: where it fits the plan with it is valid, and where
it does not, what alone keeps it out is named."""

from dataclasses import replace

import pytest

from lumbung.catalogue.domain.recipes.recipe import ActivityDocument, RecipeDocument
from lumbung.planning.domain.adopting import adopting
from lumbung.planning.domain.adopting_answer import LackingMean, MeanKind
from lumbung.planning.domain.option_adding import with_option
from lumbung.planning.domain.scenario import Capacity
from lumbung.planning.domain.solving import solve_scenario
from lumbung.planning.domain.tests.hand_made import (
    CODE,
    YEAR,
    calendar,
    city,
    holds,
    need,
    option,
    piece,
    server,
    work,
)


def planned(scenario):
    return solve_scenario(scenario, time_limit_s=2, workers=1).plan


def recipe(**parts):
    return RecipeDocument.model_validate(parts, strict=False)


INSTALL = {"id": "install", "name": "Pasang", "least_weeks": 2, "effort_days": {"role": 2.0}}


def asked(scenario, plan=None, shared=(), first_week=0, **parts):
    known = with_option(scenario, recipe(**parts), shared, id="new", name="Baru")
    return adopting(known, plan, "new", first_week=first_week)


def full_city(**more):
    """One need, whose option takes all staff of weeks 0-3 and 600 of the 1,000 rupiah."""
    options = [option("a", demand=holds(60))]
    return city([need("a")], options, [work("wa", "a", weeks=4, effort=40, cost=600)], **more)


def test_option_comes_after_what_the_plan_books():
    scenario = full_city(servers=[server(100)])
    answer = asked(
        scenario,
        planned(scenario),
        activities=[INSTALL | {"costs": [{"code": CODE, "amount_idr": 300}]}],
        demand={"memory_mib": 40},
    )
    assert (answer.live_week, answer.ideal_week, answer.server) == (6, 2, "server")
    (year,) = answer.roles
    assert (year.year, year.capacity, year.booked, year.needed) == (YEAR, 120, 40, 20)
    (pool,) = answer.money
    assert (pool.budget, pool.taken, pool.needed, pool.left) == (1_000, 600, 300, 400)
    assert answer.fits and year.is_enough and pool.is_enough and answer.lacking == ()


@pytest.mark.parametrize(
    ("parts", "lacking"),
    [
        (
            {"activities": [INSTALL | {"costs": [{"code": CODE, "amount_idr": 500}]}]},
            LackingMean(MeanKind.MONEY, CODE),
        ),
        (
            {"activities": [INSTALL | {"effort_days": {"role": 9.0}}]},
            LackingMean(MeanKind.STAFF, "role"),
        ),
        (
            {"activities": [INSTALL | {"effort_days": {"diver": 1.0}}]},
            LackingMean(MeanKind.STAFF, "diver"),
        ),
        ({"activities": [INSTALL], "demand": {"memory_mib": 41}}, LackingMean(MeanKind.SERVER)),
        ({"activities": [INSTALL | {"least_weeks": 13}]}, LackingMean(MeanKind.TIME)),
    ],
)
def test_the_mean_that_keeps_it_out_is_named(parts, lacking):
    scenario = full_city(servers=[server(100)])
    answer = asked(scenario, planned(scenario), **parts)
    assert (answer.live_week, answer.lacking) == (None, (lacking,))
    assert (answer.ideal_week is None) == (lacking.kind == MeanKind.TIME)


def test_years_show_where_money_pinches():
    scenario = full_city(when=calendar(weeks=40))
    answer = asked(
        scenario, planned(scenario), yearly_costs=[{"code": "9.9", "amount_idr": 400}],
        activities=[INSTALL],
    )  # fmt: skip
    (pool,) = answer.money
    assert (pool.code, pool.budget, pool.is_enough) == ("9.9", 0, False)
    assert LackingMean(MeanKind.MONEY, "9.9") in answer.lacking


def test_shared_work_of_the_plan_is_not_done_again():
    pks = ActivityDocument(id="pks", name="PKS", least_weeks=5)
    options = [option("a")]
    scenario = city([need("a")], options, [work("pks", "a", weeks=5)])
    answer = asked(scenario, planned(scenario), [pks], uses=["pks"], activities=[INSTALL])
    assert [activity.id for activity in answer.shared_done] == ["pks"]
    assert [one.activity for one in answer.work] == ["new/install"]
    alone = asked(scenario, None, [pks], uses=["pks"], activities=[INSTALL])
    assert {one.activity for one in alone.work} == {"pks", "new/install"}


def test_work_begins_no_earlier_than_asked():
    assert asked(city([need("a")], [option("a")]), activities=[INSTALL]).live_week == 2
    later = asked(city([need("a")], [option("a")]), activities=[INSTALL], first_week=7)
    assert later.live_week == 9 and min(one.start_week for one in later.work) == 7
    ended = asked(city([need("a")], [option("a")]), activities=[INSTALL], first_week=11)
    assert ended.lacking == (LackingMean(MeanKind.TIME),)


def test_server_to_be_bought_is_told_with_its_price():
    scenario = city([need("a")], [option("a")], servers=[server(10)], purchases=[piece(50)])
    answer = asked(scenario, None, activities=[INSTALL], demand={"memory_mib": 40})
    assert (answer.server, answer.is_server_bought) == ("piece#1", True)
    assert sum(pool.needed for pool in answer.money) == 100


def test_planned_option_is_told_as_planned():
    scenario = full_city(servers=[server(100)])
    answer = adopting(scenario, planned(scenario), "a")
    assert answer.is_planned and answer.live_week == 4 and not answer.roles


def test_region_knows_its_shared_activities_better_than_the_offer():
    scenario = city([need("a")], [option("a")], [work("pks", "a", weeks=3)])
    theirs = ActivityDocument(id="pks", name="PKS", least_weeks=9)
    joined = with_option(scenario, recipe(uses=["pks"]), [theirs], id="new", name="Baru")
    assert joined.activity["pks"].least_weeks == 3
    assert joined.activity["pks"].options == ("a", "new")
    assert with_option(scenario, recipe(), [], id="a", name="A") is scenario


def test_prerequisites_of_others_do_not_break_it():
    scenario = city([need("a")], [option("a")], when=calendar(weeks=30))
    answer = asked(
        scenario,
        activities=[INSTALL | {"after": ["not-ours"]}],
        requires_needs=["not-ours", "a"],
        requires_options=["nor-this"],
    )
    assert answer.live_week == 2 and answer.option.requires_needs == ("a",)


def test_what_the_plan_chooses_may_exclude_it():
    options = [option("a"), option("b", "a", excludes=("a",))]
    scenario = city([need("a")], options, [work("wb", "b", weeks=3)])
    answer = adopting(scenario, planned(city([need("a")], [option("a")])), "b")
    assert (answer.live_week, answer.ideal_week) == (None, 3)
    assert answer.lacking == (LackingMean(MeanKind.CONFLICT, "a"),)
    excluded = [option("a", excludes=("b",)), option("b", "a")]
    other = city([need("a")], excluded, [work("wb", "b", weeks=3)])
    answer = adopting(other, planned(city([need("a")], [option("a")])), "b")
    assert answer.lacking == (LackingMean(MeanKind.CONFLICT, "a"),)


def test_what_must_come_first_is_named():
    options = [option("a", requires_needs=("c",))]
    scenario = city([need("a"), need("c")], options, [work("wa", "a", weeks=2)])
    answer = adopting(scenario, None, "a")
    assert (answer.live_week, answer.ideal_week) == (None, 2)
    assert answer.lacking == (LackingMean(MeanKind.PREREQUISITE, "c"),)


def test_capacity_is_compared_component_by_component():
    scenario = city([need("a")], [option("a")], servers=[server(100)])
    answer = asked(scenario, activities=[INSTALL], demand={"disk_gib": 1})
    assert not answer.fits and [room.fits for room in answer.rooms] == [False]
    wide = replace(scenario.servers[0], total=Capacity(0, 100, 1))
    assert asked(
        replace(scenario, servers=(wide,)), activities=[INSTALL], demand={"disk_gib": 1}
    ).fits
