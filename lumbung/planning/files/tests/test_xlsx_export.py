"""The exported workbook, read back: sheets, formulas against figures, types, text kept text."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from lumbung.planning.domain.figures import plan_figures
from lumbung.planning.domain.plan import (
    MeansChange,
    MeansKind,
    SolveRecord,
    SolveResult,
    SolveStatus,
    UnmetCause,
    UnmetNeed,
)
from lumbung.planning.domain.tests.small_city import CITY, PLAN
from lumbung.planning.domain.tests.test_checker import LEVELS
from lumbung.planning.files.tests.workbook_sums import value_of
from lumbung.planning.files.xlsx_export import plan_workbook

UNMET = UnmetNeed(
    "n-map",
    UnmetCause.MEANS,
    ("2027/5.2.02",),
    (
        MeansChange(MeansKind.MONEY, "2027/5.2.02", 280_000_000, 280_000_000),
        MeansChange(MeansKind.STAFF, "engineer/2027", 55, 2_750_000),
    ),
    "map/build",
    True,
)
RESULT = SolveResult(
    SolveStatus.FEASIBLE,
    SolveRecord(7, 2, 60.0, 12.34, "cp-sat", "ab" * 32),
    PLAN,
    LEVELS,
    (UNMET,),
)
FIGURES = plan_figures(CITY, PLAN)


def opened(scenario=CITY, result=RESULT, language="en"):
    return load_workbook(BytesIO(plan_workbook(scenario, result, language=language)))


@pytest.fixture(scope="module")
def book():
    return opened()


def rows_of(sheet, first=1):
    return [row for row in sheet.iter_rows(min_row=first, values_only=True) if any(row)]


def cell_right_of(book, sheet, label):
    for row in sheet.iter_rows():
        if row[0].value == label:
            return value_of(book, sheet, row[1].coordinate)
    raise AssertionError(label)


def test_sheets_stand_in_order(book):
    assert book.sheetnames == [
        "Summary",
        "Options",
        "Activities",
        "Spending",
        "Servers",
        "Staff load",
        "Unserved",
        "Assumptions",
        "Proof",
    ]


def test_summary_agrees_with_the_figures_by_formula(book):
    sheet = book["Summary"]
    spent = FIGURES.money.total.spent_idr
    assert cell_right_of(book, sheet, "Spending inside the horizon (Rp)") == spent
    assert cell_right_of(book, sheet, "Saved") == FIGURES.savings.saved_idr
    assert cell_right_of(book, sheet, "Building or buying alone") == FIGURES.savings.alone_idr
    assert cell_right_of(book, sheet, "Arsip surat") is None  # nobody knows how to build it
    assert cell_right_of(book, sheet, "Coverage by weight") == pytest.approx(0.88)


def test_every_pool_and_quarter_is_a_sum_of_lines(book):
    sheet = book["Summary"]
    (head,) = [row[0].row for row in sheet.iter_rows() if row[1].value == "Budget code"]
    for number, pool in enumerate(FIGURES.money.pools, start=head + 1):
        assert sheet[f"B{number}"].value == pool.code
        assert value_of(book, sheet, f"E{number}") == pool.spent_idr
        assert value_of(book, sheet, f"F{number}") == pool.left_idr
    total = head + len(FIGURES.money.pools) + 1
    assert value_of(book, sheet, f"E{total}") == FIGURES.money.total.spent_idr
    quarters = total + 4
    for number, account in enumerate(FIGURES.money.quarters, start=quarters):
        assert sheet[f"B{number}"].value == account.quarter
        assert value_of(book, sheet, f"C{number}") == account.spent_idr


def test_spending_has_a_line_for_each_item(book):
    sheet = book["Spending"]
    lines = rows_of(sheet, 3)[:-1]
    assert len(lines) == len(FIGURES.money.items)
    assert sheet["A3"].number_format == "0"
    assert isinstance(sheet["H3"].value, datetime) and sheet["H3"].is_date
    assert isinstance(sheet["I3"].value, int)
    outside = next(line for line in lines if line[4] == "Outside person-days")
    assert outside[5:] == (
        "Penyambungan",
        "Pakai pendaftaran",
        datetime(2026, 11, 20),
        7_500_000,
        "example",
    )


def test_servers_and_load_agree_with_the_figures(book):
    servers, load = book["Servers"], book["Staff load"]
    assert value_of(book, servers, "H3") == 6_000
    assert value_of(book, servers, "I3") == 0.75
    engineer_week_3 = 3 + CITY.calendar.weeks + 3
    assert load[f"D{engineer_week_3}"].value == 3.0
    assert value_of(book, load, f"F{engineer_week_3}") == 1.0


def test_unserved_needs_tell_why_and_what_would_help(book):
    rows = rows_of(book["Unserved"], 3)
    assert [row[1] for row in rows] == ["Peta kesehatan", "Radio daerah"]
    assert rows[0][5] == "Money, people or servers do not suffice."
    assert rows[0][6] == "5.2.02 (2027)"
    assert rows[0][7] == (
        "Rp 280.000.000 more of budget 5.2.02 (2027); "
        "5.5 more person-days of Pranata komputer (2027)"
    )
    assert rows[0][8] == 282_750_000


def test_proof_names_seed_solver_scenario_and_levels(book):
    sheet = book["Proof"]
    assert cell_right_of(book, sheet, "Seed") == 7
    assert cell_right_of(book, sheet, "SHA-256 of the scenario") == "ab" * 32
    assert cell_right_of(book, sheet, "Service delivered, earlier counts more (points)") == 4_950


def test_sheets_print_landscape_on_a4_with_the_head_repeated(book):
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert book["Spending"].freeze_panes == "A3"
    assert book["Spending"].print_title_rows == "$2:$2"


@pytest.mark.parametrize(
    "evil", ["=1+1", "+cmd|'/c calc'!A0", "-2", "@SUM(A1)", "\t=1", "ok\x00=1"]
)
def test_text_never_becomes_a_formula(evil):
    needs = (replace(CITY.needs[4], name=evil), *CITY.needs[:4], *CITY.needs[5:])
    (row,) = opened(replace(CITY, needs=needs))["Unserved"].iter_rows(3, 3)
    assert row[1].value == evil.replace("\x00", "")
    assert row[1].data_type == "s"
    assert row[1].quotePrefix or evil.startswith("ok")


def test_without_a_plan_the_question_and_the_reason_remain():
    nothing = SolveResult(SolveStatus.UNKNOWN, RESULT.record)
    book = opened(result=nothing)
    assert book.sheetnames == ["Summary", "Unserved", "Assumptions", "Proof"]
    assert cell_right_of(book, book["Summary"], "Status") == "No plan found in time"
    assert len(rows_of(book["Unserved"], 3)) == len(CITY.needs)
