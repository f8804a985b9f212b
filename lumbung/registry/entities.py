"""Every kind of row of the registry, declared once: what tells rows apart, what a form, a file and
the API carry, and the headings under which real inventories carry it."""

from lumbung.core.access import Right
from lumbung.registry import models, queries
from lumbung.registry.entity import SOURCED, Entity

CAPACITY = ("cpu_millicores", "memory_mib", "disk_gib", "kept_free_percent")
NAMED = (("slug",), ("name",))
AGENCY_WORDS = ("opd", "perangkat daerah", "instansi", "unit kerja", "skpd", "dinas", "agency")

REGIONS = Entity(
    slug="regions",
    model=models.Region,
    rows=queries.regions,
    keys=(("code",),),
    fields=("code", "name", "level", "parent"),
    search=("code", "name"),
    edit=None,
)
AGENCIES = Entity(
    slug="agencies",
    model=models.Agency,
    rows=queries.agencies,
    keys=NAMED,
    fields=("slug", "name", "short_name", "kind", *SOURCED),
    search=("slug", "name", "short_name"),
    aliases={
        "name": ("nama perangkat daerah", "nama opd", *AGENCY_WORDS),
        "short_name": ("singkatan", "abbreviation"),
        "kind": ("jenis", "type"),
    },
)
STAFF_ROLES = Entity(
    slug="staff-roles",
    model=models.StaffRole,
    rows=queries.staff_roles,
    keys=NAMED,
    fields=(
        "slug",
        "name",
        "day_value_idr",
        "outside_day_price_idr",
        "outside_days_per_year",
        "outside_budget_code",
        *SOURCED,
    ),
    search=("slug", "name"),
    aliases={"name": ("peran", "role", "jabatan")},
)
STAFF = Entity(
    slug="staff",
    model=models.StaffMember,
    rows=queries.staff_members,
    keys=(("slug",), ("post",)),
    fields=("slug", "post", "role", "decidays_per_week", "from_day", "until_day", *SOURCED),
    search=("slug", "post", "role__name"),
    aliases={"post": ("jabatan", "nama jabatan"), "role": ("peran",)},
)
ABSENCES = Entity(
    slug="absences",
    model=models.Absence,
    rows=queries.absences,
    keys=(("member", "from_day"),),
    fields=("member", "from_day", "until_day", "reason"),
    search=("member__post", "reason"),
    aliases={"member": ("pegawai", "jabatan", "staff"), "reason": ("alasan", "keterangan")},
)
SERVERS = Entity(
    slug="servers",
    model=models.Server,
    rows=queries.servers,
    keys=NAMED,
    fields=(
        "slug",
        "name",
        "location",
        *CAPACITY,
        "used_cpu_millicores",
        "used_memory_mib",
        "used_disk_gib",
        *SOURCED,
    ),
    search=("slug", "name", "location"),
    aliases={"name": ("nama server", "hostname", "host"), "location": ("lokasi", "rak")},
)
SERVER_PURCHASES = Entity(
    slug="server-purchases",
    model=models.ServerPurchase,
    rows=queries.server_purchases,
    keys=NAMED,
    fields=(
        "slug",
        "name",
        *CAPACITY,
        "price_idr",
        "budget_code",
        "lead_weeks",
        "max_count",
        *SOURCED,
    ),
    search=("slug", "name", "budget_code"),
)
APPLICATIONS = Entity(
    slug="applications",
    model=models.Application,
    rows=queries.all_applications,
    keys=(("name", "owner"), ("name",)),
    fields=(
        "name",
        "function",
        "owner",
        "operator",
        "app_class",
        "state",
        "source_custody",
        "technology",
        "address",
        "server",
        "contract_value_idr",
        "contract_until",
        "renewal_idr",
        "built_year",
        *SOURCED,
    ),
    search=("name", "function", "owner__name", "technology"),
    edit=Right.EDIT_APPLICATIONS,
    owner="owner",
    aliases={
        "name": ("nama aplikasi", "aplikasi", "application name", "sistem informasi"),
        "function": ("fungsi", "uraian", "deskripsi", "kegunaan", "description"),
        "owner": ("pemilik aplikasi", "opd pengelola", *AGENCY_WORDS),
        "operator": ("pengelola", "dikelola oleh", "operated by"),
        "app_class": ("jenis aplikasi", "umum khusus", "kategori"),
        "state": ("status", "status aplikasi", "keterangan aktif"),
        "source_custody": ("kode sumber", "source code", "penguasaan source code"),
        "technology": ("bahasa pemrograman", "framework", "platform", "basis data"),
        "address": ("url", "alamat website", "domain", "tautan", "link"),
        "contract_value_idr": ("nilai kontrak", "nilai", "anggaran", "contract"),
        "contract_until": ("akhir kontrak", "masa kontrak", "tanggal berakhir"),
        "renewal_idr": ("biaya pemeliharaan", "biaya tahunan", "perpanjangan"),
        "built_year": ("tahun", "tahun pembuatan", "tahun pembangunan", "year"),
    },
    words={
        "operator": {
            "diskominfo": "kominfo",
            "dinas komunikasi dan informatika": "kominfo",
            "opd": "agency",
            "perangkat daerah": "agency",
            "pihak ketiga": "vendor",
            "penyedia": "vendor",
            "kementerian": "ministry",
            "pusat": "ministry",
        },
        "app_class": {"aplikasi umum": "umum", "aplikasi khusus": "khusus"},
        "state": {
            "aktif": "active",
            "berjalan": "active",
            "digunakan": "active",
            "tidak aktif": "inactive",
            "nonaktif": "inactive",
            "tidak digunakan": "inactive",
            "pengembangan": "building",
            "dalam pengembangan": "building",
        },
        "source_custody": {
            "ada": "held",
            "dimiliki": "held",
            "vendor": "vendor",
            "pihak ketiga": "vendor",
            "pusat": "central",
        },
    },
)
SERVICES = Entity(
    slug="services",
    model=models.PublicService,
    rows=queries.public_services,
    keys=NAMED,
    fields=("slug", "name", "agency", "applications", *SOURCED),
    search=("slug", "name", "agency__name"),
    aliases={"name": ("nama layanan", "jenis layanan", "layanan"), "agency": AGENCY_WORDS},
)
FISCAL_YEARS = Entity(
    slug="fiscal-years",
    model=models.FiscalYear,
    rows=queries.fiscal_years,
    keys=(("year",),),
    fields=("year", "spend_from", "spend_until", *SOURCED),
    search=("year",),
    aliases={"year": ("tahun anggaran", "ta")},
)
HOLIDAYS = Entity(
    slug="holidays",
    model=models.Holiday,
    rows=queries.holidays,
    keys=(("day",),),
    fields=("day", "name", *SOURCED),
    search=("name",),
    aliases={"day": ("tanggal", "date"), "name": ("hari libur", "keterangan")},
)
BUDGET_LINES = Entity(
    slug="budget-lines",
    model=models.BudgetLine,
    rows=queries.budget_lines,
    keys=(("fiscal_year", "code", "source_of_funds"), ("fiscal_year", "code")),
    fields=("fiscal_year", "code", "name", "source_of_funds", "amount_idr", *SOURCED),
    search=("code", "name", "source_of_funds"),
    aliases={
        "fiscal_year": ("tahun", "tahun anggaran", "ta"),
        "code": ("kode rekening", "kode sub kegiatan"),
        "name": ("uraian", "nama sub kegiatan"),
        "source_of_funds": ("sumber dana",),
        "amount_idr": ("pagu", "anggaran", "jumlah"),
    },
)
BUDGET_CODES = Entity(
    slug="budget-codes",
    model=models.BudgetCode,
    rows=queries.budget_codes,
    keys=(("year", "code"),),
    fields=("year", "code", "level", "name", "unverified", *SOURCED),
    search=("code", "name"),
    aliases={
        "year": ("tahun",),
        "code": ("kode rekening", "kode"),
        "name": ("uraian", "nomenklatur"),
        "level": ("tingkat", "jenis"),
    },
)

ENTITIES: dict[str, Entity] = {
    entity.slug: entity
    for entity in (
        AGENCIES,
        APPLICATIONS,
        SERVICES,
        SERVERS,
        SERVER_PURCHASES,
        STAFF_ROLES,
        STAFF,
        ABSENCES,
        FISCAL_YEARS,
        HOLIDAYS,
        BUDGET_LINES,
        BUDGET_CODES,
        REGIONS,
    )
}
