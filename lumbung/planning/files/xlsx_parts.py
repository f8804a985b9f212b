"""The sheets and columns of a region's own spreadsheet: what we ask for, by which headings we know
it, and what each cell may hold. Template and import are both made from this.
"""

from dataclasses import dataclass
from enum import StrEnum

from lumbung.kit.errors import gettext_noop


class CellKind(StrEnum):
    TEXT = "text"
    IDENTIFIER = "identifier"  # any text; made into an id
    CODE = "code"
    WHOLE = "whole"
    DAYS = "days"  # to one decimal
    DAY = "day"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Heading:
    """One column. `field` is the document's; `title` its English name, also the message id;
    `known_as` further headings, in lower case; numbers lie in [low, high]."""

    field: str
    title: str
    note: str
    known_as: tuple[str, ...]
    kind: CellKind = CellKind.TEXT
    is_required: bool = False
    low: int = 0
    high: int = 10**14


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet. `key` are the fields that no two rows may share."""

    name: str
    title: str
    known_as: tuple[str, ...]
    headings: tuple[Heading, ...]
    key: tuple[str, ...]


SOURCE = Heading(
    "source",
    gettext_noop("Source"),
    gettext_noop("Where the facts come from, for instance a document and its page."),
    ("source", "sumber", "sumber data"),
)
EXAMPLE = Heading(
    "example",
    gettext_noop("Example"),
    gettext_noop("Yes where the figures are invented or estimated."),
    ("example", "contoh", "perkiraan"),
    CellKind.YES,
)

NEEDS = Part(
    "needs",
    gettext_noop("Needs"),
    ("needs", "kebutuhan"),
    (
        Heading(
            "agency",
            gettext_noop("Agency"),
            gettext_noop("Name of the agency that needs it."),
            ("agency", "perangkat daerah", "opd", "skpd", "dinas", "instansi"),
            is_required=True,
        ),
        Heading(
            "name",
            gettext_noop("Need"),
            gettext_noop("What is needed, in a few words."),
            ("need", "kebutuhan", "nama kebutuhan", "uraian"),
            is_required=True,
        ),
        Heading(
            "service",
            gettext_noop("Public service"),
            gettext_noop("The public service that gets better."),
            ("public service", "service", "layanan", "layanan publik", "pelayanan publik"),
        ),
        Heading(
            "weight",
            gettext_noop("Weight"),
            gettext_noop("How much it counts, from 1 to 1000."),
            ("weight", "bobot", "prioritas"),
            CellKind.WHOLE,
            is_required=True,
            low=1,
            high=1000,
        ),
        Heading(
            "mandatory",
            gettext_noop("Mandatory"),
            gettext_noop("Yes where it must be served."),
            ("mandatory", "wajib"),
            CellKind.YES,
        ),
        Heading(
            "deadline",
            gettext_noop("Deadline"),
            gettext_noop("The last day on which it must be live."),
            ("deadline", "tenggat", "batas waktu", "paling lambat"),
            CellKind.DAY,
        ),
        SOURCE,
        EXAMPLE,
    ),
    ("agency", "name"),
)
STAFF = Part(
    "staff",
    gettext_noop("Staff"),
    ("staff", "sdm", "pegawai"),
    (
        Heading(
            "id",
            gettext_noop("Post"),
            gettext_noop("A post or a number, not a person's name."),
            ("post", "person", "jabatan", "posisi", "formasi", "kode"),
            CellKind.IDENTIFIER,
            is_required=True,
        ),
        Heading(
            "role",
            gettext_noop("Role"),
            gettext_noop("The kind of work, as in the scenario."),
            ("role", "peran"),
            CellKind.IDENTIFIER,
            is_required=True,
        ),
        Heading(
            "days_per_week",
            gettext_noop("Days per week"),
            gettext_noop("Days a week that other duties leave, from 0 to 5."),
            ("days per week", "hari per pekan", "hari per minggu", "hari/minggu"),
            CellKind.DAYS,
            is_required=True,
            high=5,
        ),
        Heading(
            "from_day",
            gettext_noop("From"),
            gettext_noop("First day, where not from the beginning."),
            ("from", "mulai", "dari", "sejak"),
            CellKind.DAY,
        ),
        Heading(
            "until_day",
            gettext_noop("Until"),
            gettext_noop("Last day, where not until the end."),
            ("until", "sampai", "hingga", "s.d."),
            CellKind.DAY,
        ),
        SOURCE,
        EXAMPLE,
    ),
    ("id",),
)
BUDGET = Part(
    "budget",
    gettext_noop("Budget"),
    ("budget", "anggaran", "pagu", "dana"),
    (
        Heading(
            "fiscal_year",
            gettext_noop("Fiscal year"),
            gettext_noop("The budget year, for instance 2027."),
            ("fiscal year", "year", "tahun", "tahun anggaran", "ta"),
            CellKind.WHOLE,
            is_required=True,
            low=2000,
            high=2100,
        ),
        Heading(
            "code",
            gettext_noop("Budget code"),
            gettext_noop("Digits and dots, for instance 5.1.02.02.01."),
            ("budget code", "code", "kode", "kode rekening", "rekening"),
            CellKind.CODE,
            is_required=True,
        ),
        Heading(
            "name",
            gettext_noop("Budget name"),
            gettext_noop("What the budget calls it."),
            ("budget name", "name", "nama", "nama rekening", "uraian"),
        ),
        Heading(
            "amount_idr",
            gettext_noop("Amount (Rp)"),
            gettext_noop("Whole rupiah, as a number."),
            ("amount (rp)", "amount", "jumlah", "jumlah (rp)", "pagu", "pagu (rp)", "nilai"),
            CellKind.WHOLE,
            is_required=True,
        ),
        Heading(
            "source_of_funds",
            gettext_noop("Source of funds"),
            gettext_noop("For instance PAD or DAU."),
            ("source of funds", "sumber dana"),
        ),
        SOURCE,
        EXAMPLE,
    ),
    ("fiscal_year", "code", "source_of_funds"),
)
PARTS = (NEEDS, STAFF, BUDGET)
