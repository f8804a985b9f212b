from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.registry.importing.cells import NotUnderstood, is_blank, understood
from lumbung.registry.importing.field import Field, Kind

INTEGER = Field("amount", "amount", Kind.INTEGER)
DAY = Field("day", "day", Kind.DAY)
FLAG = Field("flag", "flag", Kind.FLAG)
CHOICE = Field(
    "state",
    "state",
    Kind.CHOICE,
    meanings={"aktif": ("active",), "in use": ("active",), "x": ("a", "b")},
)
REFERENCES = Field("apps", "apps", Kind.REFERENCES, meanings={"sipd": (1,), "e office": (2,)})
ALL = [Field("t", "t", Kind.TEXT, most_characters=5), INTEGER, DAY, FLAG, CHOICE, REFERENCES]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1.250.000", 1_250_000),
        ("Rp 1.250.000,00", 1_250_000),
        ("Rp. 1.250.000,-", 1_250_000),
        ("1,250,000", 1_250_000),
        ("47000000", 47_000_000),
        (47_000_000.0, 47_000_000),
        (0, 0),
    ],
)
def test_amounts_are_read_as_offices_write_them(cell, value):
    assert understood(INTEGER, cell) == value


@pytest.mark.parametrize("cell", ["1.25", "12 juta", "-5", -5, 1.5, "1.250,000", 10**30, True])
def test_what_is_no_whole_number_is_not_guessed(cell):
    assert isinstance(understood(INTEGER, cell), NotUnderstood)


@pytest.mark.parametrize(
    "cell",
    [
        "2025-12-31",
        "31-12-2025",
        "31/12/2025",
        "31 Desember 2025",
        "31 Dec 2025",
        date(2025, 12, 31),
    ],
)
def test_days_are_read_as_offices_write_them(cell):
    assert understood(DAY, cell) == date(2025, 12, 31)


@pytest.mark.parametrize("cell", ["31 Februari 2025", "Desember 2025", "12/31/2025", 45000])
def test_what_is_no_day_is_not_guessed(cell):
    assert isinstance(understood(DAY, cell), NotUnderstood)


@pytest.mark.parametrize(("cell", "value"), [("Ya", True), ("tidak", False), (True, True)])
def test_flags_are_read_in_both_languages(cell, value):
    assert understood(FLAG, cell) is value


def test_choice_is_read_in_both_languages_and_ambiguity_is_told():
    assert understood(CHOICE, " AKTIF ") == understood(CHOICE, "In use") == "active"
    assert isinstance(understood(CHOICE, "x"), NotUnderstood)
    assert isinstance(understood(CHOICE, "rusak"), NotUnderstood)


def test_several_references_are_separated_by_semicolons():
    assert understood(REFERENCES, "SIPD; e-Office") == (1, 2)
    assert isinstance(understood(REFERENCES, "SIPD; unknown"), NotUnderstood)


@pytest.mark.parametrize("cell", ["", " ", "-", "N/A", None, "tidak ada", "belum ada"])
def test_blank_is_written_in_many_ways(cell):
    assert is_blank(cell)


@given(
    st.sampled_from(ALL),
    st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.dates()),
)
def test_no_cell_breaks_the_reader(field, cell):
    if not is_blank(cell):
        understood(field, cell)
