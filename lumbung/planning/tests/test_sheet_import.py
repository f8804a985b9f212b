"""A region's workbook from upload to stored rows, by actions, pages and API: all or nothing."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from lumbung.core.models import AuditEntry, Role
from lumbung.kit.errors import RefusedError
from lumbung.planning import actions
from lumbung.planning.actions.importing import PURPOSE
from lumbung.planning.errors import SheetsInvalid
from lumbung.planning.files.xlsx_template import xlsx_template
from lumbung.planning.models import Need
from lumbung.planning.scenario_building import read_frozen_scenario
from lumbung.planning.sheet_preview import Outcome, preview_of
from lumbung.planning.tests.factories import make_need
from lumbung.registry.models import BudgetLine, FiscalYear, ImportUpload, StaffMember, StaffRole
from lumbung.registry.tests.factories import (
    make_agency,
    make_budget_line,
    make_fiscal_year,
    make_member,
    make_role,
    make_service,
    make_token,
    make_user,
)

pytestmark = pytest.mark.django_db
CITY = Path(__file__).resolve().parents[3] / "examples/singkawang/scenario.yml"
NEED_HEAD = ["Perangkat Daerah", "Kebutuhan", "Layanan", "Bobot", "Wajib", "Tenggat", "Contoh"]
STAFF_HEAD = ["Jabatan", "Peran", "Hari per minggu", "Mulai", "Sampai"]
BUDGET_HEAD = ["Tahun", "Kode rekening", "Jumlah", "Sumber dana"]


def workbook(needs=(), staff=(), budget=()) -> bytes:
    book = Workbook()
    book.remove(book.active)
    heads = {"Kebutuhan": NEED_HEAD, "SDM": STAFF_HEAD, "Anggaran": BUDGET_HEAD}
    for (title, head), rows in zip(heads.items(), (needs, staff, budget), strict=True):
        sheet = book.create_sheet(title)
        for row in (head, *rows):
            sheet.append(row)
    return saved(book)


def saved(book) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def region():
    health = make_agency("Dinas Kesehatan", short_name="Dinkes", slug="dinas-kesehatan")
    make_service(agency=health, name="Pelayanan puskesmas")
    make_role(slug="engineer", name="Perekayasa")
    make_fiscal_year(2027)
    return health


GOOD = workbook(
    [
        ["Dinkes", "Rujukan", "Pelayanan puskesmas", 12, "ya", date(2027, 6, 30), "ya"],
        ["Dinas Kesehatan", "Antrean", "", 3, "", "", ""],
    ],
    [["Pranata Komputer 1", "Perekayasa", 2.5, date(2027, 1, 4), ""]],
    [[2027, "5.1.02", 1_500_000, "PAD"]],
)
BAD_LAST = workbook(
    [["Dinkes", "Rujukan", "", 12, "", "", ""]],
    [["Pranata Komputer 1", "Perekayasa", 2.5, "", ""]],
    [[2027, "5.1.02", 1_500_000, "PAD"], [2027, "5.1.03", "sejuta", "PAD"]],
)


def stored():
    return Need.objects.count(), StaffMember.objects.count(), BudgetLine.objects.count()


def places(found):
    return [finding.key for finding in found.findings]


def address(name, *args):
    return reverse(f"planning:{name}", args=args)


@pytest.fixture
def cio(client):
    user = make_user(Role.CIO)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def to_columns(client, content, name="kota.xlsx"):
    answer = client.post(address("import"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content
    return answer.url


def chosen(page, **changes):
    values = {
        field.html_name: "" if field.value() is None else field.value()
        for form in page.context["forms"]
        for field in form
    }
    return values | changes


def to_preview(client, content):
    columns = to_columns(client, content)
    return client.post(columns, chosen(client.get(columns))).url


def test_workbook_is_stored_and_is_the_same_when_it_comes_again(region):
    user = make_user(Role.INTEGRATOR)
    make_need(region, name="antrean", weight=5, state=Need.State.STATED)
    found = actions.store_sheets(GOOD, file_name="kota.xlsx", by=user)
    assert (found.count(Outcome.CREATE), found.count(Outcome.CHANGE)) == (3, 1)
    referral = Need.objects.get(name="Rujukan")
    assert (referral.agency, referral.weight, referral.mandatory) == (region, 12, True)
    assert (referral.deadline, referral.example) == (date(2027, 6, 30), True)
    assert referral.service.name == "Pelayanan puskesmas"
    assert set(Need.objects.values_list("state", flat=True)) == {Need.State.ACCEPTED}
    post = StaffMember.objects.get()
    assert (post.slug, post.post, post.decidays_per_week) == (
        "pranata-komputer-1",
        "Pranata Komputer 1",
        25,
    )
    assert BudgetLine.objects.get().amount_idr == 1_500_000
    again = preview_of(GOOD, file_name="kota.xlsx", viewer=user)
    assert again.count(Outcome.SAME) == 4 and not again.findings
    acts = set(AuditEntry.objects.filter(user=user).values_list("action", flat=True))
    assert acts >= {"create-need", "create-staffmember", "import-planning-sheets"}


def test_blank_cells_change_nothing(region):
    need = make_need(region, name="Antrean", weight=3, mandatory=True, deadline=date(2027, 3, 1))
    actions.store_sheets(GOOD, file_name="x.xlsx", by=make_user(Role.CIO))
    need.refresh_from_db()
    assert need.mandatory and need.deadline == date(2027, 3, 1)


def test_what_the_registry_does_not_have_is_told_by_its_cell(region):
    content = workbook(
        [["Dinas Kesehatn", "Rujukan", "", 1, "", "", ""], ["Dinkes", "A", "Parkir", 1]],
        [["P1", "Penyihir", 2, "", ""], ["P2", "Perekayasa", 2, "2/2/2027", "1/1/2027"]],
        [[2031, "5.1.02", 1, ""]],
    )
    found = preview_of(content, file_name="x.xlsx", viewer=make_user(Role.CIO))
    assert places(found) == [
        "Kebutuhan!A2",
        "Kebutuhan!C3",
        "SDM!B2",
        "SDM!3",
        "Anggaran!A2",
    ]
    assert found.errors == 4
    assert "Dinas Kesehatan" in str(found.findings[0])
    assert all(finding.hint and finding.file == "x.xlsx" for finding in found.findings)


def test_same_row_under_two_names_is_told(region):
    rows = [["Dinkes", "Antrean", "", 1], ["Dinas Kesehatan", "ANTREAN", "", 2]]
    found = preview_of(workbook(rows), file_name="x", viewer=make_user(Role.CIO))
    assert places(found) == ["Kebutuhan!3"] and not found.is_valid


def test_two_needs_of_one_name_are_not_guessed_between(region):
    make_need(region, name="Antrean")
    make_need(region, name="antrean")
    found = preview_of(GOOD, file_name="x", viewer=make_user(Role.CIO))
    assert places(found) == ["Kebutuhan!B3"]


def test_withdrawn_need_is_taken_up_with_a_warning(region):
    need = make_need(region, name="Antrean", state=Need.State.WITHDRAWN)
    found = actions.store_sheets(GOOD, file_name="x", by=make_user(Role.CIO))
    need.refresh_from_db()
    assert need.state == Need.State.ACCEPTED and places(found) == ["Kebutuhan!B3"]


def test_long_texts_break_the_tables_rules_and_are_told(region):
    content = workbook((), [["P" * 150, "Perekayasa", 1, "", ""]], [[2027, "5", 1, "D" * 61]])
    found = preview_of(content, file_name="x", viewer=make_user(Role.CIO))
    assert places(found) == ["SDM!A2", "Anggaran!D2"]


def test_wrong_last_row_stores_nothing(region):
    with pytest.raises(SheetsInvalid) as refused:
        actions.store_sheets(BAD_LAST, file_name="x.xlsx", by=make_user(Role.CIO))
    assert [finding.key for finding in refused.value.findings] == ["Anggaran!C3"]
    assert stored() == (0, 0, 0)


def test_refusal_tells_its_findings_sheet_by_sheet(region):
    wrong = workbook([["Dinkes", "A", "", "x"], ["Dinkes", "B", "", "y"]], (), [[2027, "5", "z"]])
    with pytest.raises(SheetsInvalid) as refused:
        actions.store_sheets(wrong, file_name="x.xlsx", by=make_user(Role.CIO))
    told = [finding.key for finding in refused.value.findings]
    assert told == ["Anggaran!C2", "Kebutuhan!D2", "Kebutuhan!D3"]


def test_row_that_fails_while_storing_takes_all_others_back(region):
    def fail(sender, instance, **facts):
        raise OSError("disk full")

    pre_save.connect(fail, sender=BudgetLine)
    try:
        with pytest.raises(OSError, match="disk full"):
            actions.store_sheets(GOOD, file_name="x.xlsx", by=make_user(Role.CIO))
    finally:
        pre_save.disconnect(fail, sender=BudgetLine)
    assert stored() == (0, 0, 0)
    assert not AuditEntry.objects.filter(action__in=("create-need", PURPOSE)).exists()


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR])
def test_others_may_not_store_and_it_is_logged(region, role):
    user = make_user(role)
    with pytest.raises(RefusedError):
        actions.store_sheets(GOOD, file_name="x.xlsx", by=user)
    with pytest.raises(RefusedError):
        actions.keep_sheets("x.xlsx", GOOD, by=user)
    assert AuditEntry.objects.filter(user=user, outcome="refused").count() == 2
    assert stored() == (0, 0, 0) and not ImportUpload.objects.exists()


@pytest.mark.parametrize("language", ["id", "en"])
def test_example_city_goes_out_by_the_template_and_comes_in_again(language):
    city = read_frozen_scenario(CITY.read_bytes(), file=CITY.name).document
    names = {agency.id: agency.name for agency in city.agencies}
    for id_, name in names.items():
        make_agency(name, slug=id_)
    for role in city.roles:
        make_role(slug=role.id, name=role.name)
    for year in city.calendar.fiscal_years:
        make_fiscal_year(year.year)
    book = load_workbook(BytesIO(xlsx_template(language=language)))
    needs, staff, budget, _instructions = book.worksheets
    for row, need in enumerate(city.needs, start=2):
        yes = {True: "ya", False: "tidak"}
        values = (names[need.agency], need.name, None, need.weight, yes[need.mandatory])
        for column, value in enumerate((*values, need.deadline), start=1):
            needs.cell(row, column).value = value
    for row, post in enumerate(city.staff, start=2):
        for column, value in enumerate((post.id, post.role, post.days_per_week), start=1):
            staff.cell(row, column).value = value
    for row, line in enumerate(city.budget, start=2):
        values = (line.fiscal_year, line.code, line.name, line.amount_idr, line.source_of_funds)
        for column, value in enumerate(values, start=1):
            budget.cell(row, column).value = value
    actions.store_sheets(saved(book), file_name="kota.xlsx", by=make_user(Role.CIO))
    assert {
        (need.agency.slug, need.name, need.weight, need.mandatory, need.deadline)
        for need in Need.objects.select_related("agency")
    } == {
        (need.agency, need.name, need.weight, need.mandatory, need.deadline) for need in city.needs
    }
    assert {
        (row.slug, row.role.slug, row.decidays_per_week)
        for row in StaffMember.objects.select_related("role")
    } == {(row.id, row.role, round(row.days_per_week * 10)) for row in city.staff}
    assert {
        (row.fiscal_year.year, row.code, row.source_of_funds, row.name, row.amount_idr)
        for row in BudgetLine.objects.select_related("fiscal_year")
    } == {
        (row.fiscal_year, row.code, row.source_of_funds, row.name, row.amount_idr)
        for row in city.budget
    }


def test_journey_from_upload_to_stored_rows(client, cio, region):
    year = FiscalYear.objects.get(year=2027)
    make_budget_line(year, code="5.1.02", source_of_funds="PAD", amount_idr=7)
    preview = to_preview(client, GOOD)
    page = client.get(preview)
    assert [count for _outcome, count in page.context["counts"]] == [3, 1, 0]
    assert stored() == (0, 0, 1)
    text = page.content.decode()
    assert "Rujukan" in text and "→ Rp" in text
    answer = client.post(preview, {"digest": page.context["found"].digest}, follow=True)
    assert answer.redirect_chain == [(address("needs"), 302)]
    assert "4 rows of the workbook are stored." in answer.content.decode()
    assert stored() == (2, 1, 1) and not ImportUpload.objects.exists()
    assert client.get(preview).status_code == 404


def test_page_of_a_wrong_workbook_tells_all_and_stores_nothing(client, cio, region):
    preview = to_preview(client, BAD_LAST)
    page = client.get(preview)
    assert "sejuta" in page.content.decode()
    answer = client.post(preview, {"digest": page.context["found"].digest})
    assert answer.status_code == 409 and stored() == (0, 0, 0)
    lines = b"".join(client.get(f"{preview}findings.csv").streaming_content).decode("utf-8-sig")
    assert lines.splitlines()[0] == "Sheet,Row,Column,Problem,Next step"
    assert lines.splitlines()[1].startswith("Anggaran,3,C,")


def test_preview_that_no_longer_holds_is_shown_again(client, cio, region):
    preview = to_preview(client, GOOD)
    digest = client.get(preview).context["found"].digest
    make_member(StaffRole.objects.get(), slug="pranata-komputer-1", post="PK 1")
    assert client.post(preview, {"digest": digest}).status_code == 409
    assert stored() == (0, 1, 0)


def test_sheets_and_columns_of_other_names_are_chosen(client, cio, region):
    book = Workbook()
    book.active.title = "Rekap"
    book.active.append(["Rekapitulasi"])
    sheet = book.create_sheet("Usulan")
    for row in (["Judul laporan"], ["Pengusul", "Judul", "Skor"], ["Dinkes", "Antrean", 4]):
        sheet.append(row)
    columns = to_columns(client, saved(book))
    data = chosen(client.get(columns), **{"needs-sheet": "Usulan"})
    assert client.post(columns, data).url == columns
    data = chosen(client.get(columns), **{"needs-head": 2})
    assert client.post(columns, data).url == columns
    named = {"needs-column-agency": 1, "needs-column-name": 2, "needs-column-weight": 3}
    twice = chosen(client.get(columns), **named | {"needs-column-weight": 2})
    assert "chosen twice" in client.post(columns, twice).content.decode()
    preview = client.post(columns, chosen(client.get(columns), **named)).url
    page = client.get(preview)
    assert page.context["found"].count(Outcome.CREATE) == 1 and not page.context["groups"]


def zipped(name, size=0):
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr(name, b"0" * size)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"not a workbook", zipped("xl/big.xml", 70 * 1024 * 1024), zipped("xl/vbaProject.bin")],
    ids=["text", "bomb", "macro"],
)
def test_file_that_is_no_workbook_is_refused_at_once(client, cio, content):
    file = SimpleUploadedFile("x.xlsx", content)
    answer = client.post(address("import"), {"file": file})
    assert answer.status_code == 422 and len(answer.context["findings"]) == 1
    assert not ImportUpload.objects.exists()


@pytest.mark.parametrize("language", ["id", "en", "%00", ""])
def test_template_is_a_workbook(client, cio, language):
    answer = client.get(f"{address('import-template')}?language={language}")
    assert len(load_workbook(BytesIO(answer.content)).worksheets) == 4


def test_pages_that_lead_to_the_import(client, cio):
    for name in ("needs", "horizon", "plan-new"):
        assert f'href="{address("import")}"' in client.get(address(name)).content.decode()


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR])
def test_pages_refuse_others_and_log_it(client, role):
    kept = actions.keep_sheets("x.xlsx", GOOD, by=make_user(Role.CIO))
    user = make_user(role)
    client.force_login(user)
    pages = [address("import"), address("import-template")]
    pages += [address(f"import-{name}", kept) for name in ("columns", "preview", "findings")]
    for page in pages:
        assert client.get(page).status_code == 403
        assert client.post(page).status_code == 403
    assert AuditEntry.objects.filter(user=user, outcome="refused").count() == 2 * len(pages)


def test_workbook_of_another_person_is_not_there(client, cio, region):
    kept = actions.keep_sheets("x.xlsx", GOOD, by=make_user(Role.INTEGRATOR))
    for name in ("columns", "preview", "findings"):
        assert client.get(address(f"import-{name}", kept)).status_code == 404


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def caller(role):
    return Client(headers={"Authorization": f"Bearer {make_token(make_user(role))}"})


def test_api_runs_dry_unless_told_otherwise(region):
    client = caller(Role.INTEGRATOR)
    answer = client.post("/api/planning/import", GOOD, content_type=XLSX)
    assert answer.status_code == 200, answer.content
    assert answer.json()["needs"] == {"create": 2, "change": 0, "same": 0}
    assert answer.json()["dry_run"] is True and stored() == (0, 0, 0)
    form = {"file": SimpleUploadedFile("kota.xlsx", GOOD)}
    answer = client.post("/api/planning/import?dry_run=false", form)
    assert answer.status_code == 200, answer.content
    assert stored() == (2, 1, 1)


@pytest.mark.parametrize("query", ["", "?dry_run=false"])
def test_api_tells_every_finding_as_a_problem(region, query):
    client = caller(Role.CIO)
    answer = client.post(f"/api/planning/import{query}", BAD_LAST, content_type=XLSX)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    assert (error["key"], error["line"], error["column"]) == ("Anggaran!C3", 3, 3)
    assert error["hint"] and stored() == (0, 0, 0)


@pytest.mark.parametrize("content", [b"", b"nonsense", zipped("xl/vbaProject.bin")])
def test_api_refuses_what_is_no_workbook(content):
    answer = caller(Role.CIO).post("/api/planning/import", content, content_type=XLSX)
    assert answer.status_code == 422 and len(answer.json()["errors"]) == 1


def test_api_form_without_a_file_is_refused():
    assert caller(Role.CIO).post("/api/planning/import", {"x": "y"}).status_code == 422


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR])
def test_api_refuses_others(role):
    answer = caller(role).post("/api/planning/import", GOOD, content_type=XLSX)
    assert answer.status_code == 403
    assert AuditEntry.objects.filter(outcome="refused").count() == 1
