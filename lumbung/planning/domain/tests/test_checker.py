"""Each rule of the checker refuses a plan that breaks it, and only then."""

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lumbung.planning.domain import checker
from lumbung.planning.domain.checker import Rule, check_levels, check_plan
from lumbung.planning.domain.checker.violation import MESSAGES
from lumbung.planning.domain.plan import (
    Level,
    LevelName,
    PlannedActivity,
    PlannedOption,
    PlannedServer,
    ServedNeed,
    SolveRecord,
    SolveResult,
    SolveStatus,
    UnmetCause,
    UnmetNeed,
    WorkPlan,
)
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.domain.tests.small_city import CITY, PLAN, SERVICES

Change = Callable[[WorkPlan], WorkPlan]


def option(id_: str, **fields) -> Change:
    return _changed("options", "option", id_, fields)


def activity(id_: str, **fields) -> Change:
    return _changed("activities", "activity", id_, fields)


def server(id_: str, **fields) -> Change:
    return _changed("servers", "id", id_, fields)


def served(id_: str, **fields) -> Change:
    return _changed("served", "need", id_, fields)


def _changed(tuple_name: str, key: str, id_: str, fields: dict) -> Change:
    def change(plan: WorkPlan) -> WorkPlan:
        rows = getattr(plan, tuple_name)
        assert any(getattr(row, key) == id_ for row in rows)
        changed = tuple(replace(row, **fields) if getattr(row, key) == id_ else row for row in rows)
        return replace(plan, **{tuple_name: changed})

    return change


def without(tuple_name: str, id_: str) -> Change:
    def change(plan: WorkPlan) -> WorkPlan:
        rows = tuple(row for row in getattr(plan, tuple_name) if id_ not in _ids(row))
        return replace(plan, **{tuple_name: rows})

    return change


def plus(tuple_name: str, *new) -> Change:
    def change(plan: WorkPlan) -> WorkPlan:
        rows = (*getattr(plan, tuple_name), *new)
        return replace(plan, **{tuple_name: tuple(sorted(rows, key=lambda row: _ids(row)[0]))})

    return change


def _ids(row) -> tuple[str, ...]:
    names = ("option",) if isinstance(row, PlannedOption) else ("activity", "need", "id")
    return tuple(getattr(row, name) for name in names if hasattr(row, name))


def shifted(id_: str, weeks: int) -> Change:
    def change(plan: WorkPlan) -> WorkPlan:
        old = next(row for row in plan.activities if row.activity == id_)
        return activity(id_, start_week=old.start_week + weeks, end_week=old.end_week + weeks)(plan)

    return change


def reversed_options(plan: WorkPlan) -> WorkPlan:
    return replace(plan, options=plan.options[::-1])


def reversed_served(plan: WorkPlan) -> WorkPlan:
    return replace(plan, served=plan.served[::-1])


def together(*changes: Change) -> Change:
    def change(plan: WorkPlan) -> WorkPlan:
        for each in changes:
            plan = each(plan)
        return plan

    return change


BROKEN = [
    (Rule.UNKNOWN, option("doc/adopt", option="doc/adopted")),
    (Rule.UNKNOWN, activity("doc/install", activity="doc/installed")),
    (Rule.UNKNOWN, option("doc/adopt", server="big#2")),
    (Rule.UNKNOWN, server("big#1", id="big#3")),
    (Rule.UNKNOWN, server("big#1", purchase="huge")),
    (Rule.UNKNOWN, served("n-archive", need="n-archives")),
    (Rule.UNKNOWN, served("n-archive", option="doc/adopted")),
    (Rule.UNKNOWN, activity("school/link", outside_roles=("painter",))),
    (Rule.DUPLICATE, plus("options", PlannedOption("mail/keep", 0))),
    (Rule.DUPLICATE, plus("activities", PlannedActivity("pks", 0, 2))),
    (Rule.DUPLICATE, plus("servers", PlannedServer("big#1", "big", 3, 7))),
    (Rule.DUPLICATE, plus("served", ServedNeed("n-mail", "school/use"))),
    (Rule.DUPLICATE, activity("school/link", outside_roles=("engineer", "engineer"))),
    (Rule.UNSORTED, reversed_options),
    (Rule.UNSORTED, reversed_served),
    (Rule.UNSORTED, activity("school/link", outside_roles=("engineer", "analyst"))),
    (Rule.HORIZON, activity("pks", start_week=-1)),
    (Rule.HORIZON, activity("doc/install", start_week=25, end_week=27)),
    (Rule.HORIZON, activity("pks", start_week=2, end_week=0)),
    (Rule.HORIZON, option("doc/adopt", go_live_week=27)),
    (Rule.HORIZON, server("big#1", order_week=-1, delivery_week=3)),
    (Rule.PRESENCE, without("activities", "doc/install")),
    (Rule.PRESENCE, without("options", "doc/adopt")),
    (Rule.PRESENCE, plus("activities", PlannedActivity("radio/link", 0, 1))),
    (Rule.DURATION, activity("report/train", end_week=7)),
    (Rule.DURATION, activity("pks", end_week=1)),
    (Rule.DURATION, activity("report/train", end_week=5)),
    (Rule.PRECEDENCE, activity("report/install", start_week=2)),
    (Rule.PRECEDENCE, shifted("report/train", -1)),
    (Rule.STAFF, shifted("doc/install", -7)),  # week 1: the engineer is away
    (Rule.STAFF, shifted("doc/install", -5)),  # week 3: 30 + 20 of 40
    (Rule.STAFF, activity("school/link", outside_roles=())),  # 50 of 40
    (Rule.OUTSIDE_ROLE, activity("pks", outside_roles=("analyst",))),
    (Rule.OUTSIDE_ROLE, activity("pks", outside_roles=("engineer",))),
    (Rule.OUTSIDE_LIMIT, activity("report/install", outside_roles=("engineer",))),  # 110 of 100
    (Rule.WINDOW, shifted("report/install", 8)),  # week 12
    (Rule.WINDOW, shifted("school/link", 5)),  # week 11
    (Rule.WINDOW, server("big#1", order_week=8, delivery_week=12)),
    (Rule.POOL, activity("doc/install", outside_roles=("engineer",))),
    (Rule.POOL, plus("servers", PlannedServer("big#2", "big", 2, 6))),
    (Rule.GO_LIVE, option("doc/adopt", go_live_week=11)),
    (Rule.GO_LIVE, option("report/adopt", go_live_week=5)),
    (Rule.GO_LIVE, option("mail/keep", go_live_week=1)),
    (Rule.PLACEMENT, option("doc/adopt", server=None)),
    (Rule.PLACEMENT, option("mail/keep", server="s1")),
    (Rule.SERVER_FULL, option("doc/adopt", server="s1")),
    (Rule.LEAD_TIME, server("big#1", delivery_week=5)),
    (Rule.LEAD_TIME, server("big#1", order_week=1)),
    (Rule.DELIVERY, server("big#1", order_week=7, delivery_week=11)),
    (Rule.REQUIRED_NEED, without("served", "n-report")),
    (Rule.REQUIRED_OPTION, without("options", "report/adopt")),
    (
        Rule.REQUIRED_OPTION,
        together(shifted("report/train", 2), option("report/adopt", go_live_week=8)),
    ),
    (
        Rule.EXCLUSION,
        together(
            plus("options", PlannedOption("radio/use", 1)),
            plus("activities", PlannedActivity("radio/link", 0, 1)),
        ),
    ),
    (Rule.SERVED, served("n-mail", option="doc/adopt")),
    (Rule.SERVED, plus("served", ServedNeed("n-map", "map/build"))),
]


def test_valid_plan_is_accepted():
    assert check_plan(CITY, PLAN) == ()


def test_empty_plan_is_valid():
    assert check_plan(CITY, WorkPlan((), (), (), ())) == ()


@pytest.mark.parametrize(("rule", "change"), BROKEN)
def test_broken_rule_is_told(rule, change):
    found = check_plan(CITY, change(PLAN))
    assert rule in {violation.rule for violation in found}
    assert all(str(violation) for violation in found)


def test_every_rule_has_a_test_and_a_message():
    of_levels = {Rule.LEVEL_SET, Rule.LEVEL_VALUE, Rule.LEVEL_BOUND, Rule.STATUS, Rule.UNMET}
    assert {rule for rule, _ in BROKEN} | of_levels == set(Rule)
    assert set(MESSAGES) == set(Rule)


def test_required_need_must_be_served_in_time():
    late = together(
        activity("doc/install", start_week=3, end_week=5, outside_roles=("engineer",)),
        option("doc/adopt", go_live_week=5),
    )
    assert Rule.REQUIRED_NEED in {found.rule for found in check_plan(CITY, late(PLAN))}


def test_yearly_cost_that_one_pool_cannot_bear_is_refused():
    poor = tuple(
        replace(line, amount_idr=9_500_000)
        if (line.fiscal_year, line.code) == (2027, SERVICES)
        else line
        for line in CITY.budget
    )
    (found,) = check_plan(replace(CITY, budget=poor), PLAN)
    assert (found.rule, found.subject) == (Rule.POOL, f"2027/{SERVICES}")
    assert dict(found.facts)["spent"] == "9500001"


def test_holiday_takes_a_fifth_of_the_week():
    moved = together(activity("doc/install", start_week=10, end_week=12), option("doc/adopt"))
    bigger = tuple(
        replace(each, effort=(replace(each.effort[0], decidays=66),))
        if each.id == "doc/install"
        else each
        for each in CITY.activities
    )
    scenario = replace(CITY, activities=bigger)
    plan = replace(moved(PLAN), options=option("doc/adopt", go_live_week=12)(PLAN).options)
    (found,) = check_plan(scenario, plan)
    assert (found.rule, dict(found.facts)["capacity"]) == (Rule.STAFF, "32")


LEVELS = (
    Level(LevelName.MISSES, 0, 0, False),
    Level(LevelName.COVERAGE, 1620, 1620, True),
    Level(LevelName.COST, 167_500_015, 100_000_000, False),
    Level(LevelName.SERVICE, 4_950, 4_950, True),
    Level(LevelName.LOAD, 55, None, False),
)
RESULT = SolveResult(
    SolveStatus.FEASIBLE,
    SolveRecord(1, 2, 10.0, 3.0, "hand", "0" * 64),
    PLAN,
    LEVELS,
    (UnmetNeed("n-map", UnmetCause.MEANS),),
)


def rules_of(result: SolveResult, scenario: Scenario = CITY) -> set[Rule]:
    return {found.rule for found in check_levels(scenario, result)}


def level(name: LevelName, **fields) -> SolveResult:
    return replace(
        RESULT,
        levels=tuple(replace(each, **fields) if each.name == name else each for each in LEVELS),
    )


def test_true_statements_are_accepted():
    assert check_levels(CITY, RESULT) == ()
    proven = replace(RESULT, levels=tuple(replace(each, bound=each.value) for each in LEVELS))
    assert rules_of(proven) == {Rule.STATUS}
    assert rules_of(replace(proven, status=SolveStatus.OPTIMAL)) == set()


@pytest.mark.parametrize("name", list(LevelName))
def test_untrue_value_is_refused(name):
    value = next(each.value for each in LEVELS if each.name == name) + 1
    assert Rule.LEVEL_VALUE in rules_of(level(name, value=value, bound=None))


def test_bound_on_the_wrong_side_is_refused():
    assert rules_of(level(LevelName.SERVICE, bound=4_949)) == {Rule.LEVEL_BOUND}
    assert rules_of(level(LevelName.COST, bound=167_500_016)) == {Rule.LEVEL_BOUND}


def test_level_of_the_wrong_direction_is_refused():
    assert rules_of(level(LevelName.LOAD, maximise=True)) == {Rule.LEVEL_VALUE}


def test_missing_or_shuffled_levels_are_refused():
    assert rules_of(replace(RESULT, levels=LEVELS[:4])) == {Rule.LEVEL_SET}
    assert rules_of(replace(RESULT, levels=LEVELS[::-1])) == {Rule.LEVEL_SET}


def test_status_must_go_with_the_plan():
    assert rules_of(replace(RESULT, status=SolveStatus.OPTIMAL)) == {Rule.STATUS}
    assert rules_of(replace(RESULT, status=SolveStatus.UNKNOWN)) == {Rule.STATUS}
    nothing = replace(RESULT, plan=None, levels=(), unmet=())
    assert rules_of(nothing) == {Rule.STATUS}
    assert rules_of(replace(nothing, status=SolveStatus.UNKNOWN)) == set()
    assert rules_of(replace(nothing, status=SolveStatus.UNKNOWN, levels=LEVELS)) == {Rule.LEVEL_SET}


def test_only_unserved_needs_are_explained():
    for needs in (("n-mail",), ("nobody",), ("n-map", "n-map")):
        unmet = tuple(UnmetNeed(need, UnmetCause.MEANS) for need in needs)
        assert rules_of(replace(RESULT, unmet=unmet)) == {Rule.UNMET}


def test_missed_deadline_and_unserved_mandatory_need_count():
    late = replace(CITY, needs=tuple(_sooner(need) for need in CITY.needs))
    assert _misses(late, PLAN) == "5"
    unserved = replace(PLAN, served=PLAN.served[:2])  # n-report (10), n-school (5) with deadline
    assert _misses(CITY, unserved) == "15"


def _misses(scenario: Scenario, plan: WorkPlan) -> str:
    told = level(LevelName.MISSES, value=-1, bound=None)
    found = check_levels(scenario, replace(told, plan=plan, unmet=()))
    (misses,) = [each for each in found if each.subject == LevelName.MISSES]
    return dict(misses.facts)["value"]


def _sooner(need):
    """The Monday of go-live (23 November) is one day too late."""
    deadline = CITY.calendar.monday(7).replace(day=22)
    return replace(need, deadline=deadline) if need.deadline else need


def test_checker_shares_no_code_with_what_it_judges():
    allowed = {
        "lumbung.planning.domain.checker",
        "lumbung.planning.domain.calendar",
        "lumbung.planning.domain.scenario",
        "lumbung.planning.domain.plan",
        "lumbung.kit.errors",  # marks messages for translation
    }
    for file in Path(checker.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module.startswith("lumbung"):
                assert any(node.module.startswith(name) for name in allowed), (file, node.module)
            if isinstance(node, ast.Import):
                assert not any(name.name.startswith("lumbung") for name in node.names)
