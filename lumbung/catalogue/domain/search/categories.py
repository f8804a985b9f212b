"""Names of publiccode.yml's categories in Indonesian and English, for pages and for search.

Source of the terms: the standard v0.7.0, "List of software categories"; the Indonesian names are
our own translation. A category that is not listed is shown as it is written.
"""

_NAMES = """
accounting|Akuntansi|Accounting
agile-project-management|Manajemen proyek agile|Agile project management
applicant-tracking|Penerimaan pegawai|Applicant tracking
application-development|Pengembangan aplikasi|Application development
appointment-scheduling|Penjadwalan janji temu|Appointment scheduling
backup|Pencadangan|Backup
billing-and-invoicing|Penagihan dan faktur|Billing and invoicing
blog|Blog|Blog
budgeting|Penganggaran|Budgeting
business-intelligence|Kecerdasan bisnis dan dasbor|Business intelligence
business-process-management|Manajemen proses bisnis|Business process management
cad|Gambar teknik (CAD)|CAD
call-center-management|Pusat panggilan|Call centre
cloud-management|Manajemen komputasi awan|Cloud management
collaboration|Kolaborasi|Collaboration
communications|Komunikasi|Communications
compliance-management|Manajemen kepatuhan|Compliance management
contact-management|Manajemen kontak|Contact management
content-management|Manajemen konten|Content management
crm|Hubungan dengan warga (CRM)|Customer relations (CRM)
customer-service-and-support|Layanan dan bantuan pengguna|Customer service and support
data-analytics|Analisis data|Data analytics
data-collection|Pengumpulan data|Data collection
data-visualization|Visualisasi data|Data visualisation
design|Desain|Design
design-system|Sistem desain|Design system
digital-asset-management|Manajemen aset digital|Digital asset management
digital-citizenship|Partisipasi warga digital|Digital citizenship
document-management|Manajemen dokumen|Document management
donor-management|Manajemen donatur|Donor management
e-commerce|Perdagangan elektronik|E-commerce
e-signature|Tanda tangan elektronik|E-signature
educational-content|Bahan ajar|Educational content
email-management|Manajemen surel|E-mail management
email-marketing|Surel massal|E-mail marketing
employee-management|Manajemen pegawai|Employee management
enterprise-project-management|Manajemen proyek organisasi|Enterprise project management
enterprise-social-networking|Jejaring sosial organisasi|Enterprise social networking
erp|Perencanaan sumber daya organisasi (ERP)|Enterprise resource planning (ERP)
event-management|Manajemen acara|Event management
facility-management|Manajemen fasilitas|Facility management
feedback-and-reviews-management|Umpan balik dan ulasan|Feedback and reviews
financial-reporting|Pelaporan keuangan|Financial reporting
fleet-management|Manajemen kendaraan dinas|Fleet management
fundraising|Penggalangan dana|Fundraising
gamification|Gamifikasi|Gamification
geographic-information-systems|Sistem informasi geografis|Geographic information systems
grant-management|Manajemen hibah|Grant management
graphic-design|Desain grafis|Graphic design
help-desk|Meja bantuan|Help desk
hr|Sumber daya manusia|Human resources
ide|Lingkungan pemrograman|Programming environment
identity-management|Manajemen identitas|Identity management
instant-messaging|Pesan instan|Instant messaging
integrated-library-system|Sistem perpustakaan|Library system
inventory-management|Manajemen persediaan|Inventory management
it-asset-management|Manajemen aset TIK|IT asset management
it-development|Pengembangan TIK|IT development
it-management|Manajemen TIK|IT management
it-security|Keamanan TIK|IT security
it-service-management|Manajemen layanan TIK|IT service management
knowledge-management|Manajemen pengetahuan|Knowledge management
learning-management-system|Sistem pembelajaran|Learning management system
marketing|Pemasaran|Marketing
mind-mapping|Peta pikiran|Mind mapping
mobile-marketing|Pemasaran lewat ponsel|Mobile marketing
mobile-payment|Pembayaran lewat ponsel|Mobile payment
network-management|Manajemen jaringan|Network management
office|Perkantoran|Office
online-booking|Pemesanan daring|Online booking
online-community|Komunitas daring|Online community
payment-gateway|Gerbang pembayaran|Payment gateway
payroll|Penggajian|Payroll
predictive-analysis|Analisis prediktif|Predictive analysis
procurement|Pengadaan|Procurement
productivity-suite|Paket produktivitas|Productivity suite
project-collaboration|Kolaborasi proyek|Project collaboration
project-management|Manajemen proyek|Project management
property-management|Manajemen properti|Property management
real-estate-management|Manajemen tanah dan bangunan|Real estate management
regulations-and-directives|Peraturan dan pedoman|Regulations and directives
remote-support|Bantuan jarak jauh|Remote support
resource-management|Manajemen sumber daya|Resource management
sales-management|Manajemen penjualan|Sales management
seo|Optimasi mesin pencari|Search engine optimisation
service-desk|Meja layanan|Service desk
social-media-management|Manajemen media sosial|Social media management
survey|Survei|Survey
talent-management|Manajemen talenta|Talent management
task-management|Manajemen tugas|Task management
taxes-management|Manajemen pajak|Taxes
test-management|Manajemen pengujian|Test management
time-management|Manajemen waktu|Time management
time-tracking|Pencatatan waktu kerja|Time tracking
translation|Penerjemahan|Translation
video-conferencing|Konferensi video|Video conferencing
video-editing|Penyuntingan video|Video editing
visitor-management|Manajemen tamu|Visitor management
voip|Telepon lewat internet (VoIP)|Internet telephony (VoIP)
warehouse-management|Manajemen gudang|Warehouse management
web-collaboration|Kolaborasi lewat web|Web collaboration
web-conferencing|Konferensi lewat web|Web conferencing
whistleblowing|Pelaporan pelanggaran|Whistleblowing
website-builder|Pembuat situs web|Website builder
workflow-management|Manajemen alur kerja|Workflow management
other|Lainnya|Other
"""
NAMES: dict[str, tuple[str, str]] = {
    key: (indonesian, english)
    for key, indonesian, english in (line.split("|") for line in _NAMES.strip().splitlines())
}


def category_name(category: str, language: str) -> str:
    indonesian, english = NAMES.get(category, (category, category))
    return english if language.startswith("en") else indonesian
