"""Words that people take for the same are the same for search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.domain.search.words import asked_words, plain_words, stem, stems


@pytest.mark.parametrize(
    "forms",
    [
        "surat persuratan menyurat",
        "penduduk kependudukan",
        "pegawai kepegawaian",
        "layanan pelayanan",
        "izin perizinan",
        "aduan pengaduan",
        "antrean antrian",
        "pajak perpajakan",
        "laporan pelaporan",
        "pustaka perpustakaan",
        "service services",
        "letter letters",
    ],
)
def test_forms_of_one_word_share_a_stem(forms: str) -> None:
    assert len(set(stems(forms))) == 1


def test_stop_words_and_accents_go_and_abbreviations_stay() -> None:
    assert plain_words("Sistem untuk Café di SKM") == ("sistem", "cafe", "skm")
    assert stem("skm") == "skm"


@pytest.mark.parametrize("written", ["e-Office", "e Office", "E-OFFICE", "eoffice"])
def test_a_letter_before_a_word_belongs_to_it(written: str) -> None:
    assert asked_words(written) == ("eoffice",)
    assert "eoffice" in plain_words(written)


def test_indexed_compounds_are_found_by_their_tail_too() -> None:
    assert plain_words("e-Office") == ("eoffice", "office")


@given(st.text())
def test_any_text_has_words_that_are_words(text: str) -> None:
    for word in (*plain_words(text), *stems(text)):
        assert word and len(word) <= 40 and "_" not in word and word == word.casefold()
