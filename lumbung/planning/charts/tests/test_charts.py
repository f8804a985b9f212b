"""Geometry of the plan's pictures, on the small city that can be reckoned by hand."""

from dataclasses import asdict
from datetime import date

from lumbung.planning.charts.axis import percent, time_axis
from lumbung.planning.charts.coverage import draw_coverage
from lumbung.planning.charts.gantt import draw_gantt
from lumbung.planning.charts.load import draw_load
from lumbung.planning.charts.servers import draw_servers
from lumbung.planning.charts.spending import draw_spending
from lumbung.planning.domain.figures import plan_figures
from lumbung.planning.domain.tests.small_city import CALENDAR, CITY, PLAN

FIGURES = plan_figures(CITY, PLAN)
MONDAY_OF_WEEK_13 = date(2027, 1, 4)


def number(attribute: str) -> float:
    assert attribute.endswith("%")
    return float(attribute[:-1])


def test_positions_are_attribute_values_without_a_languages_comma():
    assert [percent(0), percent(0.5), percent(1 / 3)] == ["0%", "50%", "33.333%"]


def test_axis_is_covered_by_its_years_and_by_its_quarters():
    axis = time_axis(CALENDAR)
    for marks in (axis.years, axis.quarters):
        assert abs(sum(number(mark.span.width) for mark in marks) - 100) < 0.01
    assert [(mark.year, mark.number) for mark in axis.quarters] == [(2026, 4), (2027, 1), (2027, 2)]


def test_axis_tells_when_no_money_may_be_paid():
    # Money of 2026 until the Friday of week 10, of 2027 from the Friday of week 17.
    [closed] = time_axis(CALENDAR).closed
    assert closed == time_axis(CALENDAR).span(11, 17)


def test_today_is_marked_inside_the_horizon_only():
    assert time_axis(CALENDAR, MONDAY_OF_WEEK_13).today == "50%"
    assert time_axis(CALENDAR, date(2026, 10, 4)).today is None
    assert time_axis(CALENDAR, date(2027, 4, 5)).today is None


def test_each_chosen_option_has_one_row_and_each_activity_a_bar_in_it():
    gantt = draw_gantt(CITY, FIGURES)
    rows = [row for group in gantt.groups for row in group.options]
    assert sorted(row.option.id for row in rows) == [option.option for option in PLAN.options]
    for row in rows:
        assert sorted(bar.activity.id for bar in row.bars) == sorted(row.option.activities)


def test_shared_work_stands_in_a_group_of_its_own():
    gantt = draw_gantt(CITY, FIGURES)
    assert [bar.activity.id for bar in gantt.shared] == ["pks"]


def test_bars_of_one_lane_do_not_overlap():
    for group in draw_gantt(CITY, FIGURES).groups:
        for row in group.options:
            lanes: dict[int, int] = {}
            for bar in sorted(row.bars, key=lambda bar: bar.activity.start_week):
                assert lanes.get(bar.y, 0) <= bar.activity.start_week
                lanes[bar.y] = bar.activity.end_week
                assert 0 <= bar.y <= row.height - bar.height


def test_deadline_stands_where_it_lies_and_is_missed_only_by_what_is_late():
    rows = {
        row.option.id: row for group in draw_gantt(CITY, FIGURES).groups for row in group.options
    }
    [mark] = rows["school/use"].deadlines
    assert mark.day == date(2026, 12, 31)
    assert mark.is_missed == (rows["school/use"].option.go_live_day > mark.day)
    assert rows["mail/keep"].deadlines == ()


def test_groups_follow_their_first_go_live():
    days = [group.first_go_live for group in draw_gantt(CITY, FIGURES).groups]
    assert days == sorted(days)


def test_load_draws_every_booked_week_once():
    for role in draw_load(CITY, FIGURES).roles:
        drawn = role.own.count("M") + role.full.count("M")
        assert drawn == sum(week.own_decidays > 0 for week in role.load.weeks)
        assert role.full.count("M") == len(role.load.full_weeks)
        assert role.capacity.count("h1") == CALENDAR.weeks


def test_spending_stacks_to_what_is_spent_and_never_above_its_scale():
    chart = draw_spending(FIGURES)
    for year in chart.years:
        assert sum(part.amount_idr for part in year.parts) == year.account.spent_idr
        for quarter in year.quarters:
            assert sum(part.amount_idr for part in quarter.parts) == quarter.account.spent_idr
            assert sum(quarter.amounts) == quarter.account.spent_idr
            assert len(quarter.amounts) == len(chart.kinds)
            assert all(number(part.start) >= -0.01 for part in quarter.parts)
    tallest = max(
        sum(number(part.size) for part in quarter.parts)
        for year in chart.years
        for quarter in year.quarters
    )
    assert abs(tallest - 100) < 0.01


def test_server_bars_show_before_added_and_kept_within_the_whole():
    charts = draw_servers(CITY, FIGURES)
    assert [chart.server.id for chart in charts] == ["s1", "big#1"]
    assert [chart.piece for chart in charts] == ["", "1"]
    for chart in charts:
        for bar in chart.bars:
            assert number(bar.added.x) == number(bar.before.width)
            assert abs(number(bar.kept.x) + number(bar.kept.width) - 100) < 0.01


def test_full_server_is_marked():
    [today, _bought] = draw_servers(CITY, FIGURES)
    cpu = today.bars[0]
    assert cpu.is_full == (100 * cpu.fill.after >= 97 * cpu.fill.usable)


def test_coverage_ends_at_the_figure_told_elsewhere():
    chart = draw_coverage(CITY, FIGURES)
    assert abs(chart.end_percent - FIGURES.coverage.percent) < 0.01
    assert chart.stair.endswith(f"H{CALENDAR.weeks}")


def test_equal_input_gives_equal_pictures():
    assert asdict(draw_spending(FIGURES)) == asdict(draw_spending(plan_figures(CITY, PLAN)))
    assert draw_gantt(CITY, FIGURES) == draw_gantt(CITY, plan_figures(CITY, PLAN))
