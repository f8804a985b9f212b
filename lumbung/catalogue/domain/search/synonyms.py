"""Words that mean the same for a search, in Indonesian and English.

Sources: the glossary (docs/glossary.md, and the project's list of interface words), and everyday
words of the kinds of service in the example city. A short list on purpose: a wrong synonym costs
more than a missing one.
"""

from lumbung.catalogue.domain.search.words import stems

_GROUPS = """
surat, letter, correspondence, mail
izin, perizinan, permit, licensing
kepegawaian, pegawai, employee, staff, hr
kesehatan, health
rsud, hospital
pasien, patient
pendidikan, education
sekolah, school
siswa, student
guru, teacher
pajak, tax
anggaran, budget, budgeting
keuangan, finance, financial
akuntansi, accounting
penduduk, kependudukan, population, citizen
desa, village
pengaduan, keluhan, complaint
antrean, queue
survei, survey
kepuasan, satisfaction
perpustakaan, library
arsip, archive
dokumen, document
rapat, meeting
kehadiran, absensi, presensi, attendance
gaji, payroll, salary
aset, asset
inventaris, inventory
pengadaan, procurement
peta, map, gis
statistik, statistics
dasbor, dashboard
laporan, pelaporan, report, reporting
pemantauan, monitoring
wisata, pariwisata, tourism
sampah, limbah, waste
bencana, disaster
transportasi, perhubungan, transport
parkir, parking
pertanian, agriculture, farming
perikanan, fishery, fishing
pasar, market
situs, website, web
berita, news
keamanan, security
cadangan, pencadangan, backup
peladen, server
jaringan, network
penempatan, hosting
pembelajaran, learning
lelang, tender
kendaraan, vehicle
bangunan, building
perumahan, housing
lingkungan, environment
sosial, social, welfare
hibah, grant
kinerja, performance
perencanaan, planning
proyek, project
formulir, form
signature, tte
identitas, identity
pembayaran, payment
jadwal, schedule, scheduling
ponsel, mobile
aplikasi, application, app
"""


def _by_stem() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _GROUPS.strip().splitlines():
        terms = [stems(term) for term in line.split(",")]
        group = frozenset(term[0] for term in terms if len(term) == 1)
        for stem in group:
            found[stem] = found.get(stem, frozenset()) | group
    return {stem: group - {stem} for stem, group in found.items()}


_SYNONYMS = _by_stem()


def synonyms_of(stem: str) -> frozenset[str]:
    """Other stems that mean the same; empty for most words."""
    return _SYNONYMS.get(stem, frozenset())
