import zipfile
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from lumbung.kit.errors import DocumentInvalid
from lumbung.registry.importing import limits
from lumbung.registry.importing.field import Field, Kind
from lumbung.registry.importing.mapping import guess_header_line, guess_mapping
from lumbung.registry.importing.table import Table, read_table


def workbook(**sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def refused(content, **options):
    with pytest.raises(DocumentInvalid) as caught:
        read_table(content, file_name="list.xlsx", **options)
    return caught.value.findings[0].message


def archive(members, compression=zipfile.ZIP_DEFLATED):
    content = BytesIO()
    with zipfile.ZipFile(content, "w", compression) as file:
        for name, text in members.items():
            file.writestr(name, text)
    return content.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_the_encodings_and_delimiters_that_occur(encoding, delimiter):
    text = f'DAFTAR APLIKASI\n\nNama{delimiter}Nilai\nSi–Café{delimiter}"1.250{delimiter}00"\n'
    table = read_table(text.encode(encoding), file_name="list.csv")
    assert table.rows == (
        (1, ("DAFTAR APLIKASI",)),
        (3, ("Nama", "Nilai")),
        (4, ("Si–Café", f"1.250{delimiter}00")),
    )


def test_workbook_keeps_types_and_line_numbers():
    content = workbook(Data=[["Nama", "Mulai"], [], ["A", datetime(2026, 1, 2)], [None, 5]])
    table = read_table(content, file_name="list.xlsx")
    assert table.rows[1:] == ((3, ("A", date(2026, 1, 2))), (4, (None, 5)))


def test_first_sheet_with_anything_in_it_is_read_unless_another_is_named():
    content = workbook(Kosong=[], Isi=[["a"]], Lain=[["b"]])
    assert read_table(content, file_name="x.xlsx").sheet == "Isi"
    assert read_table(content, file_name="x.xlsx", sheet="Lain").rows == ((1, ("b",)),)


def test_file_larger_than_the_limit_is_refused():
    assert "larger" in refused(b"a" * (limits.MOST_BYTES + 1))


def test_zip_bomb_is_refused_before_it_unfolds():
    bomb = archive({"xl/worksheets/sheet1.xml": b"0" * (limits.MOST_UNFOLDED_BYTES + 1)})
    assert len(bomb) < 100_000
    assert "unfolds" in refused(bomb)


def test_archive_of_too_many_files_is_refused():
    assert "unfolds" in refused(archive({f"{n}.xml": b"" for n in range(limits.MOST_MEMBERS + 1)}))


def test_document_type_is_refused():
    text = b'<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'
    assert "document type" in refused(archive({"xl/workbook.xml": text}))


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 no zip at all",
        archive({"hello.txt": b"hi"}),
        archive({"xl/workbook.xml": b"<"}),
    ],
)
def test_damaged_workbook_is_refused_in_words(content):
    assert "not a readable" in refused(content)


def test_other_binary_file_is_refused():
    assert "neither" in refused(b"%PDF-1.4 \x00\x01\x02")


@pytest.mark.parametrize("content", [b"", b"\n\n ;;\n"])
def test_empty_file_is_refused(content):
    assert "nothing" in refused(content)


def test_too_many_rows_are_refused():
    assert "more than" in refused(b"a\n" * (limits.MOST_ROWS + 1))


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content):
    for prefix in (b"", b"PK", b"PK\x03\x04"):
        with suppress(DocumentInvalid):
            assert isinstance(read_table(prefix + content, file_name="x"), Table)


FIELDS = (
    Field("name", "name", headings=("nama aplikasi", "aplikasi")),
    Field("owner", "owner", Kind.REFERENCE, headings=("pemilik", "opd", "perangkat daerah")),
    Field("built_year", "built in", Kind.INTEGER, headings=("tahun pembuatan",)),
)


@pytest.mark.parametrize(
    ("headings", "mapping"),
    [
        (("No", "Nama Aplikasi", "OPD"), {1: "name", 2: "owner"}),
        (("NAME", "Owner", "Built in"), {0: "name", 1: "owner", 2: "built_year"}),
        (
            ("Nama aplikasi ", "Perangkat Daerah.", "Tahun pembuatan aplikasi"),
            {0: "name", 1: "owner", 2: "built_year"},
        ),
        (("Keterangan", "", None), {}),
    ],
)
def test_headings_are_guessed_in_both_languages(headings, mapping):
    assert guess_mapping(headings, FIELDS) == mapping


def test_headings_are_found_below_a_title():
    rows = ((1, ("DAFTAR APLIKASI KOTA", None)), (3, ("No", "Nama Aplikasi")), (4, (1, "SIPD")))
    assert guess_header_line(Table("", (), rows), FIELDS) == 3
