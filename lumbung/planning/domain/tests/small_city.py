"""A city small enough to reckon by hand, with every feature in it, and one valid plan of it.

Weeks: 26 from Monday 5 October 2026, so that Q4 2026 is weeks 0-11, Q1 2027 12-24, Q2 2027 25.
Money of 2026 may be paid until the Friday of week 10, money of 2027 from the Friday of week 17.
"""

from datetime import date

from lumbung.planning.domain.calendar import Calendar, FiscalYear, Holiday
from lumbung.planning.domain.plan import (
    PlannedActivity,
    PlannedOption,
    PlannedServer,
    ServedNeed,
    WorkPlan,
)
from lumbung.planning.domain.scenario import (
    Absence,
    Activity,
    Agency,
    BudgetLine,
    Capacity,
    Cost,
    Effort,
    Need,
    Option,
    OptionKind,
    Precedence,
    Role,
    Scenario,
    Server,
    ServerPurchase,
    Service,
    StaffMember,
)

SERVICES, HARDWARE = "5.1.02", "5.2.02"

CALENDAR = Calendar(
    first_day=date(2026, 10, 5),
    weeks=26,
    fiscal_years=(
        FiscalYear(2026, date(2026, 10, 1), date(2026, 12, 18)),
        FiscalYear(2027, date(2027, 2, 1), date(2027, 12, 15)),
    ),
    holidays=(
        Holiday(date(2026, 12, 25), "Natal"),
        Holiday(date(2027, 1, 1), "Tahun Baru"),
        Holiday(date(2026, 12, 26), "Sabtu"),
    ),
)

AGENCIES = (
    Agency("health", "Dinas Kesehatan"),
    Agency("school", "Dinas Pendidikan"),
    Agency("archive", "Dinas Kearsipan"),
    Agency("idle", "Dinas Tanpa Kebutuhan"),
)

NEEDS = (
    Need("n-report", "Pelaporan puskesmas", "health", 10, mandatory=True),
    Need("n-school", "Pendaftaran siswa", "school", 5, deadline=date(2026, 12, 31)),
    Need("n-archive", "Arsip surat", "archive", 4, example=True),
    Need("n-mail", "Surat elektronik", "school", 3),
    Need("n-map", "Peta kesehatan", "health", 2),
    Need("n-radio", "Radio daerah", "archive", 1),
)

ROLES = (
    Role("analyst", "Analis", 400_000),
    Role("engineer", "Pranata komputer", 500_000, 1_500_000, 10, SERVICES),
)

STAFF = (
    StaffMember("ana-1", "analyst", 30, until_day=date(2027, 3, 31)),
    StaffMember(
        "eng-1",
        "engineer",
        40,
        absences=(Absence(date(2026, 10, 12), date(2026, 10, 16), "diklat"),),
    ),
    StaffMember("eng-2", "engineer", 20, from_day=date(2027, 1, 6), example=True),
)

BUDGET = (
    BudgetLine(2026, SERVICES, 10_000_000, "PAD", "Jasa"),
    BudgetLine(2026, SERVICES, 5_000_000, "DAU", example=True),
    BudgetLine(2026, HARDWARE, 70_000_000, "PAD", "Modal peralatan"),
    BudgetLine(2027, SERVICES, 10_000_000, "PAD", "Jasa"),
    BudgetLine(2027, HARDWARE, 20_000_000, "PAD", "Modal peralatan"),
)

SERVERS = (
    Server(
        "s1", "Peladen 1", Capacity(8_000, 16_384, 500), Capacity(2_000, 8_192, 100), 20
    ),  # free: 4,400 millicores, 4,915 MiB, 300 GiB
)
PURCHASES = (
    ServerPurchase("big", "Besar", Capacity(16_000, 32_768, 1_000), 0, 60_000_000, HARDWARE, 4, 2),
)

OPTIONS = (
    Option(
        "report/adopt",
        "Adopsi pelaporan",
        OptionKind.ADOPT,
        (Service("n-report", 80),),
        provider="32.11",
        provider_name="Kabupaten Sumedang",
        yearly_costs=(Cost(SERVICES, 12_000_003),),
        demand=Capacity(4_000, 4_096, 200),
    ),
    Option(
        "report/build",
        "Bangun pelaporan",
        OptionKind.BUILD,
        (Service("n-report", 100),),
        yearly_costs=(Cost(SERVICES, 20_000_000),),
        excludes=("report/adopt",),
    ),
    Option(
        "school/use",
        "Pakai pendaftaran",
        OptionKind.USE,
        (Service("n-school", 90), Service("n-mail", 50)),
        provider="32.11",
        provider_name="Kabupaten Sumedang",
        yearly_costs=(Cost(SERVICES, 2_000_000),),
        requires_options=("report/adopt",),
    ),
    Option(
        "school/buy", "Beli pendaftaran", OptionKind.BUY, (Service("n-school", 100),), example=True
    ),
    Option(
        "mail/keep",
        "Tetap memakai surel",
        OptionKind.KEEP,
        (Service("n-mail", 30),),
        yearly_costs=(Cost(SERVICES, 1_000_000),),
    ),
    Option(
        "doc/adopt",
        "Adopsi arsip",
        OptionKind.ADOPT,
        (Service("n-archive", 70),),
        yearly_costs=(Cost(SERVICES, 4_000_000),),
        demand=Capacity(2_000, 8_192, 300),
        requires_needs=("n-report",),
    ),
    Option("map/build", "Bangun peta", OptionKind.BUILD, (Service("n-map", 100),)),
    Option(
        "radio/use",
        "Pakai radio",
        OptionKind.USE,
        (Service("n-radio", 60),),
        excludes=("school/use",),
    ),
)

ACTIVITIES = (
    Activity("pks", "PKS Sumedang", ("report/adopt", "school/use"), 2, 3, (Effort("analyst", 40),)),
    Activity(
        "report/install",
        "Pemasangan",
        ("report/adopt",),
        2,
        4,
        (Effort("engineer", 60),),
        (Precedence("pks", 1),),
        (Cost(SERVICES, 5_000_000),),
    ),
    Activity(
        "report/train",
        "Pelatihan",
        ("report/adopt",),
        1,
        1,
        (Effort("analyst", 25),),
        (Precedence("report/install"),),
    ),
    Activity(
        "report/code",
        "Pembuatan",
        ("report/build",),
        8,
        12,
        (Effort("engineer", 400),),
        (),
        (Cost(HARDWARE, 200_000_000),),
    ),
    Activity(
        "school/link",
        "Penyambungan",
        ("school/use",),
        1,
        2,
        (Effort("engineer", 50),),
        (Precedence("pks"),),
        example=True,
    ),
    Activity(
        "school/licence",
        "Pembelian lisensi",
        ("school/buy",),
        2,
        2,
        (Effort("analyst", 10),),
        (),
        (Cost(HARDWARE, 60_000_000),),
    ),
    Activity("doc/install", "Pemasangan arsip", ("doc/adopt",), 2, 2, (Effort("engineer", 39),)),
    Activity(
        "map/code",
        "Pembuatan peta",
        ("map/build",),
        4,
        4,
        (Effort("engineer", 100),),
        (),
        (Cost(HARDWARE, 300_000_000),),
    ),
    Activity("radio/link", "Penyambungan radio", ("radio/use",), 1, 1),
)

CITY = Scenario(
    "Kota Kecil",
    "61.72",
    CALENDAR,
    AGENCIES,
    NEEDS,
    ROLES,
    STAFF,
    BUDGET,
    SERVERS,
    PURCHASES,
    OPTIONS,
    ACTIVITIES,
)

PLAN = WorkPlan(
    options=(
        PlannedOption("doc/adopt", 10, "big#1"),
        PlannedOption("mail/keep", 0),
        PlannedOption("report/adopt", 6, "s1"),
        PlannedOption("school/use", 7),
    ),
    activities=(
        PlannedActivity("doc/install", 8, 10),
        PlannedActivity("pks", 0, 2),
        PlannedActivity("report/install", 3, 5),
        PlannedActivity("report/train", 5, 6),
        PlannedActivity("school/link", 6, 7, ("engineer",)),
    ),
    servers=(PlannedServer("big#1", "big", 2, 6),),
    served=(
        ServedNeed("n-archive", "doc/adopt"),
        ServedNeed("n-mail", "mail/keep"),
        ServedNeed("n-report", "report/adopt"),
        ServedNeed("n-school", "school/use"),
    ),
)
