"""An inventory as a city office keeps it: a title, a numbering row, 189 applications of 38 owners,
two thirds without technical detail, and the small mistakes of a list that many people filled in.

The counts follow a real city's inventory of 2022; every name here is generated.
"""

from io import BytesIO

from openpyxl import Workbook

APPLICATIONS = 189
OWNERS = 38
WITH_DETAIL = 62
HEADINGS = (
    "No.",
    "Nama Aplikasi",
    "Perangkat Daerah",
    "Fungsi",
    "Jenis Aplikasi",
    "Status",
    "Bahasa Pemrograman",
    "Alamat URL",
    "Nilai Kontrak",
    "Tahun Pembuatan",
    "Keterangan",
)


def owner_name(number):
    return f"Dinas {number + 1:02}"


def rows():
    """The list's own rows, without title and headings."""
    for number in range(APPLICATIONS):
        row = [number + 1, f"Aplikasi {number + 1:03}", owner_name(number % OWNERS)]
        if number < WITH_DETAIL:
            row += [
                "Layanan dan administrasi",
                "Khusus",
                "Aktif" if number % 10 else "tidak aktif",
                "PHP, MySQL",
                f"https://aplikasi{number}.example.go.id",
                "Rp 47.000.000,00" if number < 19 else "-",
                2015 + number % 8,
            ]
        yield row


def workbook():
    book = Workbook()
    sheet = book.active
    sheet.title = "Inventaris 2022"
    sheet.append(["DAFTAR APLIKASI PEMERINTAH KOTA TAHUN 2022"])
    sheet.append([])
    sheet.append(HEADINGS)
    sheet.append([f"({number})" for number in range(1, len(HEADINGS) + 1)])
    for row in rows():
        sheet.append(row)
    sheet["C10"] = "Dinas Yang Tidak Ada"
    sheet["F11"] = "rusak berat"
    sheet["I12"] = "47 juta"
    content = BytesIO()
    book.save(content)
    return content.getvalue()
