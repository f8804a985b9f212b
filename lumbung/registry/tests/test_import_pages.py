"""An import from upload to stored rows through the real addresses, and everything that can go wrong
on the way: nothing is ever stored by half."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from lumbung.core.models import AuditEntry, Role
from lumbung.registry.importing.limits import MOST_BYTES
from lumbung.registry.models import Agency, Application, Holiday, ImportUpload, Server
from lumbung.registry.tests import factories as make
from lumbung.registry.tests import inventory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cio(client):
    user = make.make_user(Role.CIO)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def upload(client, kind, content, name="list.csv"):
    if isinstance(content, str):
        content = content.encode()
    return client.post(f"/registry/{kind}/import/", {"file": SimpleUploadedFile(name, content)})


def to_preview(client, kind, content, name="list.csv", **columns):
    """Uploads, takes the guessed columns (or those given), and returns the preview's address."""
    address = upload(client, kind, content, name).url
    form = client.get(address).context["form"]
    chosen = {field.html_name: field.value() for field in form} | columns
    return client.post(address, chosen).url


def confirm(client, address, **options):
    digest = client.get(address).context["found"].digest
    return client.post(address, {"digest": digest} | options)


def counts(page):
    return {str(outcome): count for outcome, count in page.context["counts"]}


def test_real_inventory_with_blanks_goes_in_whole(client, cio):
    for number in range(inventory.OWNERS):
        make.make_agency(inventory.owner_name(number))
    address = to_preview(client, "applications", inventory.workbook(), "inventaris.xlsx")
    page = client.get(address)
    assert counts(page) == {"create": 189, "change": 0, "same": 0, "refused": 0}
    told = {(group.finding.key, group.lines) for group, _title in page.context["groups"]}
    assert told == {("owner", (10,)), ("state", (11,)), ("contract_value_idr", (12,))}
    assert not Application.objects.exists()
    assert confirm(client, address).status_code == 302
    assert Application.objects.count() == 189
    assert Application.objects.exclude(technology="").count() == inventory.WITH_DETAIL
    assert Application.objects.filter(state="inactive").count() == 7
    assert Application.objects.filter(contract_value_idr=47_000_000).count() == 18
    assert Application.objects.filter(owner=None).count() == 1
    assert AuditEntry.objects.get(action="import-applications").facts["create"] == 189
    again = client.get(to_preview(client, "applications", inventory.workbook(), "again.xlsx"))
    assert counts(again)["same"] == 189


def test_columns_are_guessed_and_may_be_changed(client, cio):
    address = upload(client, "agencies", "Perangkat Daerah;Sebutan\nDinas Sosial;Dinsos\n").url
    form = client.get(address).context["form"]
    assert [form[f"column-{number}"].value() for number in (0, 1)] == ["name", ""]
    chosen = {"header_line": 1, "column-0": "name", "column-1": "short_name"}
    confirm(client, client.post(address, chosen).url)
    agency = Agency.objects.get()
    assert (agency.name, agency.short_name, agency.slug) == (
        "Dinas Sosial",
        "Dinsos",
        "dinas-sosial",
    )


def test_field_chosen_for_two_columns_is_refused(client, cio):
    address = upload(client, "agencies", "a,b\n1,2\n").url
    chosen = {"header_line": 1, "column-0": "name", "column-1": "name"}
    assert client.post(address, chosen).context["form"].non_field_errors()


def test_other_row_of_headings_is_guessed_anew(client, cio):
    content = "Laporan,2026\nNama,Singkatan\nDinas Sosial,Dinsos\n"
    address = upload(client, "agencies", content).url
    again = client.post(address, {"header_line": 1, "column-0": "", "column-1": ""})
    form = client.get(again.url).context["form"]
    assert form["header_line"].value() == 1


def test_other_sheet_of_a_workbook_is_chosen(client, cio):
    book = Workbook()
    book.active.append(["Rekap"])
    book.create_sheet("OPD").append(["Nama"])
    book["OPD"].append(["Dinas Sosial"])
    content = BytesIO()
    book.save(content)
    address = upload(client, "agencies", content.getvalue(), "x.xlsx").url
    again = client.post(address, {"sheet": "OPD", "header_line": 1, "column-0": ""}).url
    assert again == address
    form = client.get(again).context["form"]
    assert form["column-0"].value() == "name"
    chosen = {"sheet": "OPD", "header_line": 1, "column-0": "name"}
    confirm(client, client.post(address, chosen).url)
    assert Agency.objects.get().name == "Dinas Sosial"


def test_file_without_any_known_column_is_refused_in_words(client, cio):
    address = to_preview(client, "agencies", "x,y\n1,2\n")
    assert client.get(address).status_code == 422


def test_refused_rows_block_unless_left_out(client, cio):
    content = "slug,name,cpu_millicores,memory_mib,disk_gib\na,A,1000,1024,10\nb,B,,,\n"
    address = to_preview(client, "servers", content)
    assert counts(client.get(address)) == {"create": 1, "change": 0, "same": 0, "refused": 1}
    assert confirm(client, address).status_code == 409
    assert not Server.objects.exists()
    assert confirm(client, address, leave_out="on").status_code == 302
    assert [server.slug for server in Server.objects.all()] == ["a"]


def test_rules_of_the_table_are_told_before_storing(client, cio):
    content = "year,spend_from,spend_until\n2027,2027-12-01,2027-01-01\n"
    page = client.get(to_preview(client, "fiscal-years", content))
    assert counts(page)["refused"] == 1
    assert "The first day lies after the last." in page.content.decode()


def test_changed_registry_asks_for_a_new_look(client, cio):
    address = to_preview(client, "holidays", "day,name\n2027-08-17,Merdeka\n")
    digest = client.get(address).context["found"].digest
    make.make_holiday(name="Lain")
    answer = client.post(address, {"digest": digest})
    assert answer.status_code == 409
    assert Holiday.objects.get().name == "Lain"
    assert confirm(client, address).status_code == 302
    assert Holiday.objects.get().name == "Merdeka"


def test_findings_are_downloaded_as_csv(client, cio):
    address = to_preview(client, "agencies", "name,kind\nDinas A,=cmd\nDinas B,warung\n")
    answer = client.get(address.replace("preview/", "findings.csv"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[0] == "Row,Column,Field,Problem,Next step"
    assert "warung" in text and "\n3,2,kind" in text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("big.csv", b"a" * (MOST_BYTES + 1)),
        ("broken.xlsx", b"PK\x03\x04broken"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("blank.csv", b"\n\n"),
    ],
)
def test_unreadable_file_is_refused_with_the_reason(client, cio, name, content):
    answer = upload(client, "agencies", content, name)
    assert answer.status_code == 422
    assert answer.context["findings"]
    assert not ImportUpload.objects.exists()


def test_upload_is_the_uploaders_and_expires(client, cio):
    address = upload(client, "agencies", "name\nDinas A\n").url
    kept = ImportUpload.objects.get()
    client.force_login(make.make_user(Role.INTEGRATOR))
    assert client.get(address).status_code == 404
    client.force_login(cio)
    ImportUpload.objects.update(created_at=timezone.now() - timedelta(hours=3))
    assert client.get(address).status_code == 404
    upload(client, "agencies", "name\nDinas B\n")
    assert not ImportUpload.objects.filter(pk=kept.pk).exists()


def test_upload_for_one_kind_is_not_read_as_another(client, cio):
    address = upload(client, "agencies", "name\nDinas A\n").url
    assert client.get(address.replace("agencies", "servers")).status_code == 404


def test_officer_imports_only_the_own_agencys_applications(client):
    own, other = make.make_agency("Dinas Sosial"), make.make_agency("Dinas Lain")
    theirs = make.make_application(other, name="Punya Lain", function="lama")
    client.force_login(make.make_user(Role.AGENCY, own))
    content = "name,owner,function\nBaru,,a\nPunya Lain,Dinas Lain,b\nSatu Lagi,Dinas Sosial,c\n"
    address = to_preview(client, "applications", content)
    assert counts(client.get(address)) == {"create": 2, "change": 0, "same": 0, "refused": 1}
    confirm(client, address, leave_out="on")
    theirs.refresh_from_db()
    assert theirs.function == "lama"
    assert set(own.applications.values_list("name", flat=True)) == {"Baru", "Satu Lagi"}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_export_is_imported_again_without_any_change(client, cio, form, language):
    client.cookies["django_language"] = language
    agency = make.make_agency("Dinas Sosial", kind=Agency.Kind.OFFICE)
    server = make.make_server(example=True)
    app = make.make_application(
        agency,
        name="=SUM(1)",
        function="+62 dan -5",
        server=server,
        state="active",
        contract_value_idr=19_600_000,
        contract_until=timezone.localdate(),
        built_year=2020,
    )
    make.make_service(agency).applications.set([app])
    for kind in ("agencies", "servers", "applications", "services"):
        content = client.get(f"/registry/{kind}/export.{form}").content
        page = client.get(to_preview(client, kind, content, f"x.{form}"))
        assert counts(page)["same"] == 1, (kind, counts(page), page.context["groups"])
        assert not page.context["groups"]


def test_no_exported_cell_is_a_formula(client, cio, tmp_path):
    make.make_application(None, name="=cmd|' /C calc'!A0", function="@x")
    text = client.get("/registry/applications/export.csv").content.decode("utf-8-sig")
    assert "'=cmd" in text and "'@x" in text
    (tmp_path / "x.xlsx").write_bytes(client.get("/registry/applications/export.xlsx").content)
    sheet = load_workbook(tmp_path / "x.xlsx").active
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", "=cmd|' /C calc'!A0")


def test_export_follows_the_filters_of_the_list(client, cio):
    make.make_agency("Dinas A", kind="dinas")
    make.make_agency("Badan B", kind="badan")
    text = client.get("/registry/agencies/export.csv", {"kind": "badan"}).content.decode()
    assert "Badan B" in text and "Dinas A" not in text
