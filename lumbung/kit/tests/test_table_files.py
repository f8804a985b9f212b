from hypothesis import given
from hypothesis import strategies as st

from lumbung.kit.table_files import FORMULA_STARTS, csv_lines, neutral_cell, original_text


@given(st.text())
def test_no_text_starts_like_a_formula_and_reading_gives_it_back(text):
    safe = neutral_cell(text)
    assert not safe.startswith(FORMULA_STARTS)
    if not text.startswith("'"):
        assert original_text(safe) == text


def test_negative_numbers_stay_numbers():
    assert neutral_cell(-5) == "-5"


def test_lines_begin_with_a_byte_order_mark():
    assert list(csv_lines([["a", None], ["x;y", 1]])) == ["\ufeff", "a,\r\n", "x;y,1\r\n"]
