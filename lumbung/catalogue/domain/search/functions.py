"""What field of a government's work software belongs to, told from its words and its publiccode.yml
categories.

The fields are a grouping of our own for finding things: named after what regional offices are
commonly called, no official list, and never a claim about whose task something is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lumbung.catalogue.domain.search.words import stems
from lumbung.kit.errors import gettext_noop

MOST_FUNCTIONS = 3


@dataclass(frozen=True, slots=True)
class Function:
    """`words` point to it, in Indonesian and English; `categories` are of the standard."""

    key: str
    name: str
    words: frozenset[str]
    categories: frozenset[str] = frozenset()


def _function(key: str, name: str, words: str, categories: str = "") -> Function:
    return Function(key, name, frozenset(stems(words)), frozenset(categories.split()))


FUNCTIONS: tuple[Function, ...] = (
    _function(
        "office",
        gettext_noop("Letters and office work"),
        "surat disposisi persuratan naskah arsip eoffice perkantoran sekretariat rapat"
        " correspondence letter office meeting archive",
        "document-management e-signature office productivity-suite email-management"
        " workflow-management task-management collaboration instant-messaging video-conferencing"
        " web-conferencing web-collaboration time-management",
    ),
    _function(
        "people",
        gettext_noop("Civil servants"),
        "pegawai kepegawaian asn pns remunerasi tunjangan presensi absensi cuti gaji ekinerja"
        " employee payroll staff attendance",
        "hr employee-management payroll applicant-tracking talent-management time-tracking",
    ),
    _function(
        "performance",
        gettext_noop("Planning and performance"),
        "sakip akuntabilitas kinerja renja rkpd rpjmd musrenbang perencanaan reformasi birokrasi"
        " evaluasi capaian planning performance accountability",
        "business-intelligence enterprise-project-management project-management"
        " agile-project-management project-collaboration business-process-management"
        " compliance-management",
    ),
    _function(
        "finance",
        gettext_noop("Money and taxes"),
        "anggaran budgeting keuangan apbd pajak retribusi bendahara akuntansi penatausahaan bphtb"
        " pbb budget accounting tax finance payment billing",
        "accounting budgeting billing-and-invoicing financial-reporting taxes-management"
        " payment-gateway mobile-payment grant-management",
    ),
    _function(
        "procurement",
        gettext_noop("Procurement and property"),
        "pengadaan lelang aset barang inventaris gudang procurement tender asset inventory"
        " warehouse fleet",
        "procurement inventory-management facility-management fleet-management"
        " property-management warehouse-management it-asset-management",
    ),
    _function(
        "licensing",
        gettext_noop("Permits and investment"),
        "izin perizinan investasi dpmptsp imb permit licensing investment",
        "regulations-and-directives",
    ),
    _function(
        "population",
        gettext_noop("Population and civil registration"),
        "penduduk kependudukan dukcapil akta ktp kelahiran nik population civil registry identity",
    ),
    _function(
        "health",
        gettext_noop("Health"),
        "kesehatan puskesmas rsud pasien medis stunting imunisasi simrs posyandu covid epidemi"
        " health hospital patient clinic epidemic medical",
    ),
    _function(
        "education",
        gettext_noop("Education"),
        "pendidikan sekolah siswa guru ppdb belajar kurikulum education school student learning",
        "educational-content learning-management-system",
    ),
    _function(
        "social",
        gettext_noop("Social affairs"),
        "sosial bansos hibah miskin kemiskinan disabilitas dtks perempuan anak welfare poverty"
        " grant",
        "donor-management fundraising",
    ),
    _function(
        "village",
        gettext_noop("Villages and districts"),
        "desa kelurahan kecamatan bumdes siskeudes village",
    ),
    _function(
        "voice",
        gettext_noop("Complaints and citizens' voice"),
        "pengaduan aduan aspirasi keluhan lapor survei kepuasan ikm partisipasi antrean complaint"
        " survey feedback citizen queue participation",
        "digital-citizenship feedback-and-reviews-management survey whistleblowing"
        " customer-service-and-support call-center-management appointment-scheduling"
        " online-booking visitor-management crm contact-management online-community",
    ),
    _function(
        "data",
        gettext_noop("Open data and statistics"),
        "statistik dataset metadata dasbor dashboard opendata statistics indicator",
        "data-analytics data-collection data-visualization predictive-analysis",
    ),
    _function(
        "maps",
        gettext_noop("Maps, land and spatial planning"),
        "peta spasial geospasial pertanahan tanah rdtr map spatial land cadastre geographic gis",
        "geographic-information-systems real-estate-management cad",
    ),
    _function(
        "works",
        gettext_noop("Public works and housing"),
        "jalan jembatan irigasi drainase perumahan bangunan pupr road bridge housing building",
    ),
    _function(
        "transport",
        gettext_noop("Transport"),
        "perhubungan parkir angkutan terminal kendaraan transport parking traffic vehicle mobility",
    ),
    _function(
        "environment",
        gettext_noop("Environment"),
        "lingkungan sampah limbah udara polusi iklim environment waste climate emission pollution",
    ),
    _function(
        "food",
        gettext_noop("Farming, fishing and food"),
        "pertanian petani pangan perikanan nelayan ternak peternakan agriculture farming food"
        " fishery livestock",
    ),
    _function(
        "business",
        gettext_noop("Trade, small businesses and labour"),
        "umkm koperasi perdagangan pasar industri lowongan usaha harga trade market"
        " business labour job",
        "e-commerce marketing email-marketing mobile-marketing sales-management",
    ),
    _function(
        "culture",
        gettext_noop("Tourism, culture and libraries"),
        "wisata pariwisata budaya kebudayaan perpustakaan museum olahraga pemuda tourism culture"
        " library museum sport event",
        "integrated-library-system digital-asset-management event-management gamification",
    ),
    _function(
        "safety",
        gettext_noop("Order and disasters"),
        "bencana kebakaran damkar satpol trantib darurat banjir disaster emergency fire flood"
        " alert",
    ),
    _function(
        "media",
        gettext_noop("Websites and public information"),
        "berita situs website portal media ppid publikasi website news content publication",
        "content-management website-builder blog seo social-media-management"
        " communications design design-system graphic-design video-editing translation",
    ),
    _function(
        "systems",
        gettext_noop("Systems, integration and security"),
        "api integrasi interoperabilitas splp xroad penghubung sso spbe siem"
        " tiket integration interoperability gateway authentication monitoring backend",
        "application-development backup cloud-management identity-management it-development"
        " it-management it-security it-service-management network-management service-desk"
        " help-desk remote-support ide test-management voip knowledge-management",
    ),
)
BY_KEY = {function.key: function for function in FUNCTIONS}
_OF_CATEGORY = {
    category: function.key for function in FUNCTIONS for category in function.categories
}
_OF_WORD: dict[str, tuple[str, ...]] = {}
for _each in FUNCTIONS:
    for _word in _each.words:
        _OF_WORD[_word] = (*_OF_WORD.get(_word, ()), _each.key)


def functions_of(words: Iterable[str], categories: Iterable[str]) -> tuple[str, ...]:
    """Keys of the fields that stems and categories point to, at most MOST_FUNCTIONS, the most
    pointed-to first. A category counts for two words, for its publisher chose it."""
    points: dict[str, int] = {}
    for word in set(words):
        for key in _OF_WORD.get(word, ()):
            points[key] = points.get(key, 0) + 1
    for category in set(categories):
        if category in _OF_CATEGORY:
            key = _OF_CATEGORY[category]
            points[key] = points.get(key, 0) + 2
    ranked = sorted(points, key=lambda key: (-points[key], key))
    most = points[ranked[0]] if ranked else 0
    return tuple(key for key in ranked if 2 * points[key] >= most)[:MOST_FUNCTIONS]
