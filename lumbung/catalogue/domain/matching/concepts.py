"""What words mean the same, or nearly, in the language of Indonesian governments: abbreviations
written out, Indonesian beside English, and words that are neighbours without being equal.

Only general knowledge belongs here, no application's own name. Words are given as they are written;
`matching` stems them as it stems the texts.
"""

# Written out, so that `PPDB` meets `penerimaan peserta didik baru`.
ABBREVIATIONS: dict[str, str] = {
    "apbd": "anggaran",
    "asn": "pegawai",
    "bansos": "bantuan sosial",
    "bmd": "barang milik daerah",
    "bphtb": "pajak bphtb",
    "cms": "situs",
    "dukcapil": "kependudukan",
    "emr": "rekam medis",
    "faskes": "fasilitas kesehatan",
    "ict": "tik",
    "ikm": "survei kepuasan masyarakat",
    "imb": "persetujuan bangunan gedung",
    "jdih": "dokumentasi hukum",
    "kir": "uji kendaraan",
    "kk": "kependudukan",
    "ktp": "kependudukan",
    "labkes": "laboratorium kesehatan",
    "monev": "pemantauan evaluasi",
    "mpp": "mal pelayanan publik",
    "musrenbang": "usulan pembangunan warga",
    "opd": "perangkat daerah",
    "pbb": "pajak bumi bangunan",
    "pbg": "persetujuan bangunan gedung",
    "pemdi": "pemerintah digital",
    "ppdb": "penerimaan peserta didik baru",
    "ppid": "permohonan informasi publik",
    "rs": "rumah sakit",
    "rsud": "rumah sakit",
    "rtlh": "rumah tidak layak huni",
    "sakip": "akuntabilitas kinerja",
    "simrs": "rumah sakit",
    "skm": "survei kepuasan masyarakat",
    "skpd": "perangkat daerah",
    "spbe": "pemerintah digital",
    "spmb": "penerimaan peserta didik baru",
    "sptpd": "pajak",
    "sso": "akun masuk",
    "umkm": "usaha kecil",
    "website": "situs",
}

# The first word stands for all of its group.
SAME: tuple[tuple[str, ...], ...] = (
    ("akta", "certificate"),
    ("akun", "account", "login", "identity", "identitas"),
    ("akuntabilitas", "accountability"),
    ("anak", "child", "children"),
    ("anggaran", "budget", "budgeting"),
    ("antrean", "antrian", "queue"),
    ("arsip", "archive", "kearsipan"),
    ("bansos", "bantuan sosial"),
    ("cadangan", "backup", "pencadangan"),
    ("dasbor", "dashboard"),
    ("desa", "village"),
    ("dokumen", "document", "dokumentasi", "documentation"),
    ("harga", "price"),
    ("hibah", "grant"),
    ("hukum", "legal", "law", "legislation"),
    ("izin", "perizinan", "permit", "permits", "licence", "license", "licensing"),
    ("informasi publik", "freedom of information"),
    ("jaringan", "network"),
    ("kendaraan", "vehicle"),
    ("kependudukan", "civil registration", "population", "akta", "penduduk"),
    ("kerja sama", "cooperation"),
    ("kesehatan", "health", "healthcare"),
    ("kinerja", "performance"),
    ("layanan", "pelayanan", "service"),
    ("laporan", "pelaporan", "report", "reporting"),
    ("obat", "farmasi", "pharmacy", "medicine", "drug"),
    ("pajak", "tax"),
    ("pasar", "market"),
    ("pegawai", "kepegawaian", "employee", "staff", "personnel"),
    ("pemantauan", "monitoring", "monitor"),
    ("pemerintah digital", "digital government", "e government"),
    ("penanaman modal", "investment"),
    ("pendidikan", "education"),
    ("pengaduan", "aduan", "complaint", "complaints"),
    ("penyakit", "disease"),
    ("perencanaan", "planning"),
    ("perpustakaan", "library"),
    ("pertanian", "agriculture", "farming"),
    ("presensi", "absensi", "attendance"),
    ("pengadaan", "procurement", "tender"),
    ("rumah sakit", "hospital"),
    ("sampah", "waste"),
    ("sekolah", "school"),
    ("siswa", "student", "pupil"),
    ("situs", "web site", "website", "subdomain"),
    ("satu data", "open data", "data terbuka"),
    ("layanan warga", "layanan masyarakat", "citizen service", "citizen services"),
    ("survei", "survey"),
    ("terbuka", "open"),
    ("warga", "masyarakat", "citizen", "citizens"),
    ("wisata", "pariwisata", "tourism"),
)

# Neighbours: what serves one often serves the other, but they are not equal.
RELATED: tuple[tuple[str, ...], ...] = (
    ("desa", "kelurahan", "nagari", "gampong", "kampung"),
    ("kesehatan", "penyakit", "wabah", "puskesmas", "laboratorium", "rumah sakit", "klinik"),
    ("surat", "naskah", "disposisi", "perkantoran"),
    ("obat", "logistik"),
    ("sekolah", "pendidikan", "siswa"),
)

# Said of nearly everything that governments run, and so no sign that two things do the same.
COMMON = """
aplikasi sistem informasi daerah kota kabupaten provinsi layanan online daring elektronik digital
berbasis web api data terpadu pemerintah pemerintahan manajemen pengelolaan administrasi software
perangkat lunak satu dan yang di ke dari untuk oleh dengan pada dalam sampai atau serta bagi sebagai
semua antar tiap masing bersama selesai sejak the of for and to in with a an by on application
system information platform tool management government public publik service
"""

# What is done or for whom, and not what it is about: a shared one is half a sign.
ACTS = """
daftar pendaftaran permohonan pengajuan usulan laporan pelaporan pemantauan evaluasi penyusunan
perencanaan penilaian penerimaan pembangunan penataan ketersediaan kerja pengembangan warga
masyarakat pendataan pencatatan distribusi otomasi katalog super portal registration monitoring
report planning request
"""
