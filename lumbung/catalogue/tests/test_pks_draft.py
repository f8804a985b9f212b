"""The draft PKS: its text, its files, and that nothing is guessed."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.domain.agreements.indonesian_words import (
    day_in_words,
    number_in_words,
    rupiah_in_words,
)
from lumbung.catalogue.domain.agreements.pks_draft import draft_pks
from lumbung.catalogue.domain.agreements.pks_parts import BLANK, MARK, DraftInput
from lumbung.catalogue.files.pks_docx import pks_docx
from lumbung.catalogue.files.pks_pdf import FONTS, OwnFonts, pks_document, pks_html, pks_pdf
from lumbung.catalogue.tests.factories import make_offer
from lumbung.catalogue.tests.pks_inputs import EMPTY, WHOLE, as_text
from lumbung.catalogue.tests.sharing_factories import make_agreement
from lumbung.core.models import Role
from lumbung.registry.tests.factories import make_user

GOLDEN = Path(__file__).parent / "golden/pks"


@pytest.mark.parametrize(("name", "inputs"), [("whole", WHOLE), ("empty", EMPTY)])
def test_text_is_as_agreed(name, inputs):
    assert as_text(draft_pks(inputs)) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_what_is_said_leaves_no_term_open():
    asked = {gap.place for gap in draft_pks(WHOLE).gaps}
    assert not asked & {f"Pasal {number}" for number in range(1, 10)}


def test_each_blank_of_a_term_is_asked_for():
    draft = draft_pks(EMPTY)
    for article in draft.articles:
        text = str(article)
        asked = [gap for gap in draft.gaps if gap.place == f"Pasal {article.number}"]
        assert bool(asked) == (BLANK in text), article.title


def test_no_offer_and_no_party_is_a_draft_of_blanks():
    draft = draft_pks(DraftInput())
    assert len(draft.parties) == 2
    assert "Pasal 2" in {gap.place for gap in draft.gaps}


def test_two_of_one_side_are_called_by_their_own_numbers():
    third = WHOLE.parties[0].__class__("adopter", "Kota Ketiga")
    draft = draft_pks(DraftInput(parties=(*WHOLE.parties, third)))
    assert [each.party for each in draft.signatures] == [
        "PIHAK KESATU",
        "PIHAK KEDUA",
        "PIHAK KETIGA",
    ]
    assert "PIHAK KEDUA dan PIHAK KETIGA berkewajiban:" in str(draft.articles)


def test_word_file_says_the_same_and_is_numbered_by_word():
    draft = draft_pks(WHOLE)
    document = Document(BytesIO(pks_docx(draft, ["Pasal 13: Siapa?"])))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for article in draft.articles:
        assert article.title in text
        for paragraph in article.paragraphs:
            assert paragraph.text in text
            assert all(item in text for item in paragraph.items)
    assert document.sections[0].header.paragraphs[0].text == MARK
    headings = [each for each in document.paragraphs if each.style.name == "Heading 1"]
    numbers = {each._p.pPr.numPr.numId.val for each in headings}
    assert len(headings) == len(draft.articles) and len(numbers) == 1
    assert "Pasal 13: Siapa?" in text
    signed = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert "Pejabat Contoh" in signed[1] and "Nama Contoh" in signed[0]


def test_blanks_are_marked_in_the_word_file():
    document = Document(BytesIO(pks_docx(draft_pks(EMPTY), [])))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    blanks = [run for run in runs if BLANK in run.text]
    assert blanks
    assert all(run.font.highlight_color is not None and run.text == BLANK for run in blanks)


def test_every_list_of_the_word_file_begins_anew():
    document = Document(BytesIO(pks_docx(draft_pks(WHOLE), [])))
    part = document.part.numbering_part.element
    own = [each for each in part.findall(qn("w:num")) if int(each.get(qn("w:numId"))) > 100]
    abstract = [each.find(qn("w:abstractNumId")).get(qn("w:val")) for each in own]
    assert len(set(abstract)) == len(abstract) > len(draft_pks(WHOLE).articles)


def page_texts(document):
    """What stands on each page, as WeasyPrint laid it out."""

    def walk(box):
        if getattr(box, "text", None):
            yield box.text
        for child in getattr(box, "children", ()):
            yield from walk(child)

    return [re.sub(r"\s+", " ", " ".join(walk(page._page_box))) for page in document.pages]


def test_pdf_says_the_same_with_the_mark_on_every_page():
    draft = draft_pks(WHOLE)
    pages = page_texts(pks_document(draft, ["Pasal 13: Siapa?"]))
    assert len(pages) > 2
    assert all(MARK in page for page in pages)
    for number, page in enumerate(pages, start=1):
        assert f"Halaman {number} dari {len(pages)}" in page
    whole = re.sub(r"\s+", " ", " ".join(pages))
    for article in draft.articles:
        assert f"Pasal {article.number} {article.title}" in whole
    assert "Pejabat Contoh" in whole and "Pasal 13: Siapa?" in pages[-1]
    last = next(page for page in pages if "Demikian Perjanjian" in page)
    assert "PIHAK KESATU, " in last, "the signatures stand with the closing"


def test_pdf_is_a_pdf_in_our_own_letters():
    assert pks_pdf(draft_pks(WHOLE), []).startswith(b"%PDF-")
    plain = pks_document(draft_pks(WHOLE), []).write_pdf(uncompressed_pdf=True)
    fonts = set(re.findall(rb"/BaseFont /(?:[A-Z]+\+)?([\w-]+)", plain))
    assert fonts and all(font.startswith(b"Plus-Jakarta-Sans") for font in fonts)


def test_blanks_are_seen_in_the_pdf():
    draft = draft_pks(EMPTY)
    shown = " ".join(page_texts(pks_document(draft, [])))
    assert shown.count(BLANK) == as_text(draft).split("\n? ")[0].count(BLANK)


def test_html_takes_no_markup_from_the_record():
    draft = draft_pks(DraftInput(subject="<img src=http://example.org/x>"))
    assert "<img" not in pks_html(draft, ["<b>"])
    assert "<b>" not in pks_html(draft, ["<b>"])


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "file:///etc/passwd", f"{FONTS}../x.woff2", f"{FONTS}OFL.txt"]
)
def test_typesetter_opens_nothing_but_our_fonts(url):
    with pytest.raises(ValueError, match="not fetched"):
        OwnFonts().fetch(url)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (1250, "seribu dua ratus lima puluh"),
        (2027, "dua ribu dua puluh tujuh"),
        (1_000_000, "satu juta"),
        (12_500_000, "dua belas juta lima ratus ribu"),
        (3 * 10**12 + 1, "tiga triliun satu"),
    ],
)
def test_numbers_in_words(number, words):
    assert number_in_words(number) == words


@given(st.integers(0, 10**15 - 1), st.integers(0, 10**15 - 1))
def test_different_numbers_have_different_words(one, other):
    assert (number_in_words(one) == number_in_words(other)) == (one == other)


def test_days_and_rupiah_in_words():
    assert day_in_words(date(2027, 1, 18)) == (
        "Senin, tanggal delapan belas bulan Januari tahun dua ribu dua puluh tujuh (18-01-2027)"
    )
    assert rupiah_in_words(1_500_000) == "Rp1.500.000,00 (satu juta lima ratus ribu rupiah)"
    with pytest.raises(ValueError, match="10"):
        number_in_words(-1)


@pytest.mark.django_db
def test_draft_of_a_record_as_page_and_files(client):
    client.force_login(make_user(Role.INTEGRATOR))
    agreement = make_agreement(no_parent_reason="")
    agreement.offers.add(make_offer(name="e-Office"))
    page = client.get(reverse("catalogue:agreement-draft", args=[agreement.pk])).content.decode()
    assert "Pejabat 32.11" in page and "PEMANFAATAN BERSAMA APLIKASI E-OFFICE" in page
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = client.get(reverse("catalogue:agreement-draft-file", args=[agreement.pk, kind]))
        assert answer.content.startswith(start)
        assert f"draf-pks-{agreement.pk}.{kind}" in answer.headers["Content-Disposition"]
    address = reverse("catalogue:agreement-draft-file", args=[agreement.pk, "exe"])
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_draft_is_not_for_agencies(client):
    client.force_login(make_user(Role.AGENCY))
    agreement = make_agreement()
    assert client.get(reverse("catalogue:agreement-draft", args=[agreement.pk])).status_code == 403
