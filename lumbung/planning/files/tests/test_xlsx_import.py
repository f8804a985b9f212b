"""A region's spreadsheet: what is understood, and every finding with its place."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from lumbung.kit.errors import Severity
from lumbung.planning.files.xlsx_import import read_parts
from lumbung.planning.files.xlsx_layout import Choice
from lumbung.planning.files.xlsx_opening import MOST_BYTES, MOST_ROWS
from lumbung.planning.files.xlsx_template import xlsx_template

NEEDS = [
    ["Daftar kebutuhan tahun 2027"],
    [],
    ["No", "Perangkat Daerah *", "Kebutuhan", "Bobot", "Wajib", "Batas waktu"],
    [1, "Dinas Kesehatan", "Pelaporan puskesmas", 10, "ya", date(2027, 6, 30)],
    [2, "Dinas Pendidikan", "Pendaftaran siswa", 5, "tidak", "31/12/2027"],
    [],
    [3, "Dinas Kesehatan", "Rujukan", 2.0, None, None],
]
STAFF = [
    ["Jabatan", "Peran", "Hari per minggu", "Mulai"],
    ["Pranata Komputer 1", "Pranata komputer", 2.5, date(2027, 1, 4)],
]
BUDGET = [
    ["Tahun anggaran", "Kode rekening", "Nama rekening", "Pagu", "Sumber dana", "Contoh"],
    [2027, "5.1.02", "Jasa", 150_000_000, "PAD", "ya"],
    [2027, "5.1.02", "Jasa", 50_000_000, "DAU", ""],
]


def workbook(**sheets) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def places(parts, severity=Severity.ERROR):
    return [found.key for found in parts.findings if found.severity == severity]


def test_needs_staff_and_budget_are_read():
    parts = read_parts(workbook(Kebutuhan=NEEDS, SDM=STAFF, Anggaran=BUDGET), file_name="kota.xlsx")
    assert parts.is_valid
    report, school, referral = parts.needs
    assert (report.id, report.agency, report.weight) == (
        "pelaporan-puskesmas",
        "dinas-kesehatan",
        10,
    )
    assert report.mandatory and report.deadline == date(2027, 6, 30)
    assert not school.mandatory and school.deadline == date(2027, 12, 31)
    assert referral.weight == 2 and referral.deadline is None
    (person,) = parts.staff
    assert (person.id, person.role) == ("pranata-komputer-1", "pranata-komputer")
    assert (person.days_per_week, person.from_day) == (2.5, date(2027, 1, 4))
    assert [line.amount_idr for line in parts.budget] == [150_000_000, 50_000_000]
    assert [line.example for line in parts.budget] == [True, False]


def test_column_not_understood_is_told_and_left_out():
    parts = read_parts(workbook(Kebutuhan=NEEDS, SDM=STAFF, Anggaran=BUDGET))
    assert places(parts, Severity.WARNING) == ["Kebutuhan!A3"]


def test_known_agencies_keep_their_ids():
    known = {"DINAS KESEHATAN": "dinkes", "Dinkes": "dinkes"}
    parts = read_parts(workbook(Kebutuhan=NEEDS), agency_ids=known)
    assert [need.agency for need in parts.needs] == ["dinkes", "dinas-pendidikan", "dinkes"]


def test_sheet_of_another_name_is_known_by_its_columns():
    parts = read_parts(workbook(**{"Rekap 2027": [["x"]], "Usulan OPD": NEEDS, "SDM": STAFF}))
    assert parts.is_valid
    assert [layout.sheet for layout in parts.layouts] == ["Usulan OPD", "SDM", ""]
    assert [place.row for place in parts.places["needs"]] == [4, 5, 7]


def test_part_left_out_on_purpose_is_no_finding():
    choices = {"budget": Choice(sheet=""), "staff": Choice(sheet="")}
    parts = read_parts(workbook(Kebutuhan=NEEDS, Anggaran=BUDGET), choices=choices)
    assert not parts.budget
    assert [finding.key for finding in parts.findings] == ["Kebutuhan!A3"]


def test_choice_says_what_columns_are_that_are_called_otherwise():
    rows = [["Instansi Pengusul", "Judul", "Skor"], ["Dinas Sosial", "Data bantuan", 7]]
    refused = read_parts(workbook(Kebutuhan=rows))
    assert places(refused) == ["Kebutuhan!1"] * 3
    wishes = {"needs": Choice(columns={"agency": 1, "name": 2, "weight": 3})}
    parts = read_parts(workbook(Kebutuhan=rows), choices=wishes)
    assert parts.is_valid and parts.needs[0].weight == 7


def test_all_findings_come_at_once_with_their_place():
    rows = [
        ["Perangkat daerah", "Kebutuhan", "Bobot", "Wajib", "Batas waktu"],
        ["Dinas A", "Satu", "sepuluh", "mungkin", "besok"],
        ["Dinas A", "", 2000, None, None],
        ["Dinas A", "Dua", 1.5, None, None],
        ["Dinas A", "Tiga", "=1+", None, None],
        ["Dinas A", "Empat", 3, None, None],
        ["dinas a", "EMPAT", 4, None, None],
    ]
    budget = [
        ["Tahun", "Kode rekening", "Jumlah"],
        [1999, "5.1.02", 1],
        [2027, 5.1, 1],
        [2027, "5.1.02", "Rp 1.000.000"],
        [2027, "5.1.02", -5],
        [2027, "5.1.02", True],
    ]
    parts = read_parts(workbook(Kebutuhan=rows, Anggaran=budget), file_name="x.xlsx")
    assert places(parts) == [
        "Kebutuhan!C2",
        "Kebutuhan!D2",
        "Kebutuhan!E2",
        "Kebutuhan!B3",
        "Kebutuhan!C3",
        "Kebutuhan!C4",
        "Kebutuhan!C5",
        "Kebutuhan!7",
        "Anggaran!A2",
        "Anggaran!B3",
        "Anggaran!C4",
        "Anggaran!C5",
        "Anggaran!C6",
    ]
    assert [need.name for need in parts.needs] == ["Empat"]
    assert all(found.file == "x.xlsx" and str(found) for found in parts.findings)
    (text,) = [found for found in parts.findings if found.key == "Anggaran!C4"]
    assert (text.line, text.column) == (4, 3)
    assert "Rp 1.000.000" in str(text)


def test_formula_without_stored_value_is_told():
    parts = read_parts(workbook(Anggaran=[*BUDGET[:2], [2027, "5.2", "Alat", "=D2*2", "", ""]]))
    (found,) = [each for each in parts.findings if each.severity == Severity.ERROR]
    assert found.key == "Anggaran!D3" and "=D2*2" in str(found)


def test_same_need_of_two_agencies_gets_two_ids():
    rows = [NEEDS[2][1:4], ["Dinas A", "Arsip", 1], ["Dinas B", "Arsip", 1]]
    parts = read_parts(workbook(Kebutuhan=rows))
    assert [need.id for need in parts.needs] == ["arsip", "arsip-2"]


def test_missing_sheets_are_told():
    some = read_parts(workbook(Kebutuhan=NEEDS))
    assert some.is_valid
    assert [found.severity for found in some.findings if found.key == "file"] == [
        Severity.WARNING,
        Severity.WARNING,
    ]
    none = read_parts(workbook(Lembar1=[["x"]]))
    assert not none.is_valid and len(none.findings) == 3


def test_template_read_back_unfilled_holds_nothing():
    parts = read_parts(xlsx_template(language="en"))
    assert [found.message for found in parts.findings] == ["There is nothing in the file."]


def test_filled_template_is_understood():
    book = load_workbook(BytesIO(xlsx_template(language="en")))
    assert book.sheetnames == ["Needs", "Staff", "Budget", "Instructions"]
    book["Needs"].cell(2, 1).value = "Dinas Kesehatan"
    book["Needs"].cell(2, 2).value = "Pelaporan"
    book["Needs"].cell(2, 4).value = 3
    book["Budget"].cell(2, 1).value = 2027
    book["Budget"].cell(2, 2).value = "5.1.02"
    book["Budget"].cell(2, 4).value = 1_000
    content = BytesIO()
    book.save(content)
    parts = read_parts(content.getvalue())
    assert not parts.findings
    assert (len(parts.needs), len(parts.staff), len(parts.budget)) == (1, 0, 1)


def zipped(**members) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a workbook",
        b"PK\x03\x04broken",
        zipped(foo="<a/>"),
        zipped(xl__workbook="<a>" + " " * 70 * 1024 * 1024 + "</a>"),
        zipped(xl__workbook=b"0" * 2 * 1024 * 1024),
        zipped(xl__workbook='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        b"x" * (MOST_BYTES + 1),
        zipped(xl__workbook="<a/>", xl__vbaData="<a/>"),
    ],
    ids=["empty", "text", "cut", "no-book", "bomb", "dense", "doctype", "large", "macro"],
)
def test_wrong_file_is_one_finding(content):
    parts = read_parts(content, file_name="x.xlsx")
    (found,) = parts.findings
    assert (found.key, found.file) == ("file", "x.xlsx") and found.hint
    assert not parts.needs


def test_too_many_rows_are_refused():
    rows = [STAFF[0], *(["a", "b", 1] for _ in range(MOST_ROWS))]
    (found,) = read_parts(workbook(SDM=rows)).findings
    assert "rows" in found.message


def test_cells_far_to_the_right_are_left_out():
    far = [*STAFF, *([None] * 16_383 + ["x"] for _ in range(3))]
    assert len(read_parts(workbook(SDM=far)).staff) == 1


WHOLE = workbook(Kebutuhan=NEEDS, SDM=STAFF, Anggaran=BUDGET)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_damaged_file_never_crashes_the_import(place, junk):
    read_parts(WHOLE[:place] + junk + WHOLE[place + len(junk) :])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.none()
            | st.text(
                st.characters(
                    codec="utf-8",
                    exclude_categories=["Cc", "Cs"],
                    exclude_characters="\ufffe\uffff",
                ),
                max_size=12,
            )
            | st.integers(-(10**9), 10**16)
            | st.floats(allow_nan=False, allow_infinity=False)
            | st.booleans()
            | st.dates(date(1990, 1, 1)),
            max_size=6,
        ),
        max_size=4,
    )
)
def test_whatever_cells_hold_is_understood_or_told(rows):
    parts = read_parts(workbook(Kebutuhan=[NEEDS[2][1:], *rows], Anggaran=[BUDGET[0], *rows]))
    for part in (parts.needs, parts.budget):
        for document in part:
            assert type(document).model_validate_json(document.model_dump_json()) == document
