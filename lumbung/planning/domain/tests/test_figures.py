"""The figures of the small city, each reckoned by hand in the comments."""

from dataclasses import replace
from datetime import date

import pytest

from lumbung.planning.domain.figures import SpendingKind, plan_figures
from lumbung.planning.domain.plan import WorkPlan
from lumbung.planning.domain.tests.small_city import CITY, HARDWARE, PLAN, SERVICES

FIGURES = plan_figures(CITY, PLAN)


def test_coverage_counts_needs_by_weight_and_fit():
    coverage = FIGURES.coverage
    assert (coverage.needs_served, coverage.needs_total) == (4, 6)
    assert coverage.percent == pytest.approx(100 * (10 + 5 + 4 + 3) / 25)
    assert coverage.fit_percent == pytest.approx((10 * 80 + 5 * 90 + 4 * 70 + 3 * 30) / 25)
    # Points at weeks 0, 12, 25 and 26: mail is live at all four, the others at three.
    assert coverage.service == 10 * 80 * 3 + 5 * 90 * 3 + 4 * 70 * 3 + 3 * 30 * 4
    assert [(point.week, point.percent) for point in coverage.points] == [
        (0, 12.0),  # mail alone: 3 of 25
        (12, 88.0),
        (25, 88.0),
        (26, 88.0),
    ]
    assert [need.need.id for need in coverage.unserved] == ["n-map", "n-radio"]


def test_deadline_is_judged_by_the_monday_of_go_live():
    school = next(need for need in FIGURES.coverage.needs if need.need.id == "n-school")
    assert (school.go_live_day, school.is_late) == (date(2026, 11, 23), False)
    late = replace(school, need=replace(school.need, deadline=date(2026, 11, 22)))
    assert late.is_late


def test_every_rupiah_has_its_item():
    rows = [
        (item.day, item.kind, item.subject, item.code, item.amount_idr)
        for item in FIGURES.money.items
    ]
    new_year, april = date(2027, 1, 1), date(2027, 4, 2)
    assert rows == [
        (date(2026, 10, 9), "yearly", "mail/keep", SERVICES, 250_000),
        (date(2026, 11, 6), "one-off", "report/install", SERVICES, 5_000_000),
        (date(2026, 11, 13), "server", "big#1", HARDWARE, 60_000_000),
        (date(2026, 11, 20), "outside", "school/link", SERVICES, 7_500_000),
        (new_year, "yearly", "doc/adopt", SERVICES, 1_000_000),
        (new_year, "yearly", "mail/keep", SERVICES, 250_000),
        (new_year, "yearly", "report/adopt", SERVICES, 3_000_000),
        (new_year, "yearly", "school/use", SERVICES, 500_000),
        (april, "yearly", "doc/adopt", SERVICES, 1_000_000),
        (april, "yearly", "mail/keep", SERVICES, 250_000),
        (april, "yearly", "report/adopt", SERVICES, 3_000_001),  # the quarters add up to the year
        (april, "yearly", "school/use", SERVICES, 500_000),
    ]


def test_money_by_year_quarter_code_and_pool():
    money = FIGURES.money
    assert [(a.fiscal_year, a.budget_idr, a.spent_idr) for a in money.years] == [
        (2026, 85_000_000, 72_750_000),
        (2027, 30_000_000, 9_500_001),
    ]
    assert [(a.fiscal_year, a.quarter, a.spent_idr) for a in money.quarters] == [
        (2026, 4, 72_750_000),
        (2027, 1, 4_750_000),
        (2027, 2, 4_750_001),
    ]
    assert [(a.code, a.name, a.spent_idr) for a in money.codes] == [
        (SERVICES, "Jasa", 22_250_001),
        (HARDWARE, "Modal peralatan", 60_000_000),
    ]
    assert [(a.fiscal_year, a.code, a.left_idr) for a in money.pools] == [
        (2026, SERVICES, 15_000_000 - 12_750_000),
        (2026, HARDWARE, 10_000_000),
        (2027, SERVICES, 499_999),
        (2027, HARDWARE, 20_000_000),
    ]
    kinds = {kind: money.total.spent_on(kind) for kind in SpendingKind}
    assert kinds == {"one-off": 5_000_000, "outside": 7_500_000, "server": 60_000_000} | {
        "yearly": 9_750_001
    }
    assert money.years[0].spent_percent == pytest.approx(100 * 72_750_000 / 85_000_000)


def test_load_counts_absence_holiday_and_entry():
    analyst, engineer = FIGURES.load
    capacity = [week.capacity_decidays for week in engineer.weeks]
    # Week 1 away; weeks 11 and 12 lose a day; the second engineer comes on Wednesday of week 13.
    assert capacity[:15] == [40, 0, *[40] * 9, 32, 32, 40 + 20 * 3 // 5, 60]
    assert [week.own_decidays for week in engineer.weeks][:11] == [
        0,
        0,
        0,
        30,
        30,
        0,
        0,
        0,
        20,
        20,
        0,
    ]
    assert engineer.weeks[6].outside_decidays == 50
    assert (engineer.peak_decidays, engineer.outside_decidays) == (30, 50)
    assert (analyst.peak_decidays, analyst.own_decidays) == (25, 65)
    assert analyst.weeks[25].capacity_decidays == 30 * 3 // 5  # until Wednesday 31 March
    assert analyst.full_weeks == ()
    assert engineer.rests_on_example and not analyst.rests_on_example


def test_servers_before_and_after():
    today, bought = FIGURES.servers
    assert [(f.component, f.usable, f.before, f.after, f.left) for f in today.fills] == [
        ("cpu_millicores", 6_400, 2_000, 6_000, 400),
        ("memory_mib", 13_107, 8_192, 12_288, 819),
        ("disk_gib", 400, 100, 300, 100),
    ]
    assert today.options == ("report/adopt",) and not today.is_bought
    assert (bought.id, bought.options) == ("big#1", ("doc/adopt",))
    assert bought.delivery_day == date(2026, 11, 16)
    assert bought.fills[1].after_percent == 25.0


def test_schedule_tells_days_agencies_and_slack():
    schedule = FIGURES.schedule
    assert [option.id for option in schedule.options] == [
        "mail/keep",
        "report/adopt",
        "school/use",
        "doc/adopt",
    ]
    pks = next(activity for activity in schedule.activities if activity.id == "pks")
    assert pks.agencies == ("health", "school")
    assert (pks.first_day, pks.last_day) == (date(2026, 10, 5), date(2026, 10, 16))
    assert all(activity.is_critical for activity in schedule.activities)


def test_slack_is_what_precedence_and_go_live_leave():
    moved = tuple(
        replace(done, start_week=done.start_week + 3, end_week=done.end_week + 3)
        if done.activity == "report/train"
        else done
        for done in PLAN.activities
    )
    live = tuple(
        replace(planned, go_live_week=9) if planned.option == "report/adopt" else planned
        for planned in PLAN.options
    )
    schedule = plan_figures(CITY, replace(PLAN, activities=moved, options=live)).schedule
    slack = {activity.id: activity.slack_weeks for activity in schedule.activities}
    # install may slip until train starts (week 8); pks until install's latest start (6) less the
    # lag (1), and until link starts (week 6): three weeks.
    assert slack == {"pks": 3, "report/install": 3, "report/train": 0} | {
        "school/link": 0,
        "doc/install": 0,
    }


def test_savings_compare_only_what_can_be_compared():
    savings = FIGURES.savings
    assert [(need.need.id, need.option.id, need.cost_idr) for need in savings.needs] == [
        ("n-report", "report/build", 200_000_000 + 5 * 20_000_000),
        ("n-school", "school/buy", 60_000_000),
    ]
    assert [need.id for need in savings.incomparable] == ["n-archive", "n-mail"]
    # 5,000,000 and 7,500,000 once, and 12,000,003 and 2,000,000 for five years; the bought server
    # carries the archive alone, which cannot be compared.
    assert savings.planned_idr == 12_500_000 + 5 * 14_000_003
    assert savings.saved_idr == 360_000_000 - 82_500_015
    assert (savings.alone_decidays, savings.planned_decidays) == (410, 40 + 60 + 25)


def test_agencies_tell_own_and_shared_money():
    rows = {row.agency.id: row for row in FIGURES.agencies}
    assert list(rows) == ["health", "school", "archive"]
    health, school, archive = rows.values()
    assert (health.needs_served, health.needs_total) == (1, 2)
    assert health.percent == pytest.approx(100 * 10 / 12)
    assert health.own_idr == 5_000_000 + 6_000_001
    assert school.own_idr == 7_500_000 + 1_000_000 + 750_000
    assert archive.own_idr == 60_000_000 + 2_000_000
    assert school.first_go_live == date(2026, 10, 5)
    assert school.last_go_live == date(2026, 11, 23)
    assert health.alone_idr == 300_000_000


def test_example_inputs_mark_what_rests_on_them_and_nothing_else():
    money = FIGURES.money
    assert [item.subject for item in money.items if item.rests_on_example] == ["school/link"]
    assert [account.rests_on_example for account in money.pools] == [True, False, False, False]
    marked = {need.need.id for need in FIGURES.coverage.needs if need.rests_on_example}
    assert marked == {"n-archive"}
    assert [server.rests_on_example for server in FIGURES.servers] == [False, False]
    assert FIGURES.savings.rests_on_example and FIGURES.rests_on_example


def test_empty_plan_has_figures():
    figures = plan_figures(CITY, WorkPlan((), (), (), ()))
    assert figures.coverage.percent == 0
    assert figures.money.total.spent_idr == 0
    assert figures.savings.saved_percent == 0
    assert all(row.percent == 0 for row in figures.agencies)
