"""Every address of the room, for every role: who gets in, who is refused, and that it is logged."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from lumbung.core.models import AuditEntry, Role
from lumbung.registry.entities import ENTITIES
from lumbung.registry.models import Agency, Application, Server
from lumbung.registry.tests import factories as make

pytestmark = pytest.mark.django_db

MAKERS = {
    "agencies": make.make_agency,
    "applications": make.make_application,
    "services": make.make_service,
    "servers": make.make_server,
    "server-purchases": make.make_purchase,
    "staff-roles": make.make_role,
    "staff": make.make_member,
    "absences": lambda: make.make_absence(make.make_member()),
    "fiscal-years": make.make_fiscal_year,
    "holidays": make.make_holiday,
    "budget-lines": make.make_budget_line,
    "budget-codes": make.make_budget_code,
    "regions": make.make_region,
}
WRITABLE = [slug for slug, entity in ENTITIES.items() if entity.edit]
SIGNED_IN = list(Role)
EDITORS = [Role.CIO, Role.INTEGRATOR]


def page(slug, step="", *args):
    return reverse(f"registry:{slug}" + (f"-{step}" if step else ""), args=args)


def sign_in(client, role, agency=None):
    user = make.make_user(role, agency)
    client.force_login(user)
    return user


def refusals():
    return AuditEntry.objects.filter(outcome=AuditEntry.Outcome.REFUSED)


def test_every_kind_of_row_is_tested():
    assert set(MAKERS) == set(ENTITIES)


@pytest.mark.parametrize("slug", ENTITIES)
def test_visitor_is_sent_to_sign_in_everywhere(client, slug):
    row = MAKERS[slug]()
    addresses = [page(slug), page(slug, "detail", row.pk), page(slug, "export-csv")]
    if slug in WRITABLE:
        addresses += [page(slug, step) for step in ("create", "import")]
        addresses += [page(slug, step, row.pk) for step in ("edit", "delete")]
    for address in addresses:
        assert client.get(address).url == f"/sign-in/?next={address}"
        assert client.post(address).status_code == 302
    assert ENTITIES[slug].model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("role", SIGNED_IN)
@pytest.mark.parametrize("slug", ENTITIES)
def test_signed_in_people_read_lists_and_rows(client, slug, role):
    agency = make.make_agency() if role == Role.AGENCY else None
    row = make.make_application(agency) if slug == "applications" else MAKERS[slug]()
    sign_in(client, role, agency)
    listed = client.get(page(slug))
    assert listed.status_code == 200
    assert page(slug, "detail", row.pk) in listed.content.decode()
    assert client.get(page(slug, "detail", row.pk)).status_code == 200
    assert client.get(page(slug, "export-csv")).status_code == 200
    assert client.get(page(slug, "export-xlsx")).content.startswith(b"PK")


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR])
@pytest.mark.parametrize("slug", [slug for slug in WRITABLE if slug != "applications"])
def test_others_than_editors_are_refused_and_it_is_logged(client, slug, role):
    row = MAKERS[slug]()
    user = sign_in(client, role)
    addresses = [page(slug, step) for step in ("create", "import")]
    addresses += [page(slug, step, row.pk) for step in ("edit", "delete")]
    addresses += [page(slug, step, uuid4()) for step in ("columns", "preview", "findings")]
    for address in addresses:
        assert client.get(address).status_code == client.post(address).status_code == 403
    assert refusals().filter(user=user).count() == 2 * len(addresses)
    assert ENTITIES[slug].model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("role", EDITORS)
@pytest.mark.parametrize("slug", WRITABLE)
def test_editors_open_every_form_and_save_it_unchanged(client, slug, role):
    row = MAKERS[slug]()
    sign_in(client, role)
    for step in ("create", "import"):
        assert client.get(page(slug, step)).status_code == 200
    form = client.get(page(slug, "edit", row.pk)).context["form"]
    posted = {
        name: value
        for name, value in ((field.html_name, field.value()) for field in form)
        if value is not None and value is not False
    }
    saved = client.post(page(slug, "edit", row.pk), posted)
    assert saved.status_code == 302, saved.context["form"].errors
    assert not AuditEntry.objects.filter(action__startswith="change").exists()


@pytest.mark.parametrize("role", EDITORS)
@pytest.mark.parametrize("slug", WRITABLE)
def test_editors_delete_what_nothing_depends_on(client, slug, role):
    row = MAKERS[slug]()
    sign_in(client, role)
    assert client.get(page(slug, "delete", row.pk)).status_code == 200
    assert client.post(page(slug, "delete", row.pk)).status_code == 302
    assert not ENTITIES[slug].model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("step", ["detail", "edit", "delete"])
def test_officer_is_refused_another_agencys_application_and_it_is_logged(client, step):
    other = make.make_application(make.make_agency())
    user = sign_in(client, Role.AGENCY)
    assert client.get(page("applications", step, other.pk)).status_code == 403
    assert client.post(page("applications", step, other.pk)).status_code == 403
    assert refusals().filter(user=user, subject=f"applications/{other.pk}").count() == 2
    assert other.name not in client.get(page("applications")).content.decode()
    assert other.name not in client.get(page("applications", "export-csv")).content.decode()


def test_officer_edits_own_application_but_cannot_give_it_away(client):
    agency, other = make.make_agency(), make.make_agency()
    own = make.make_application(agency, name="Lama")
    sign_in(client, Role.AGENCY, agency)
    fields = {"name": "Baru", "operator": "agency", "state": "active", "source_custody": "held"}
    edit = page("applications", "edit", own.pk)
    assert client.post(edit, fields | {"owner": other.pk}).status_code == 422
    assert client.post(edit, fields | {"owner": agency.pk}).status_code == 302
    own.refresh_from_db()
    assert (own.name, own.owner) == ("Baru", agency)


def test_auditor_reads_applications_but_does_not_edit(client):
    row = make.make_application(make.make_agency())
    sign_in(client, Role.AUDITOR)
    assert client.get(page("applications", "detail", row.pk)).status_code == 200
    assert client.get(page("applications", "edit", row.pk)).status_code == 403


def test_row_that_is_used_is_kept_and_the_page_says_why(client):
    agency = make.make_agency()
    make.make_service(agency)
    sign_in(client, Role.CIO)
    answer = client.post(page("agencies", "delete", agency.pk))
    assert answer.status_code == 409
    assert Agency.objects.filter(pk=agency.pk).exists()


def test_unknown_row_is_not_found(client):
    sign_in(client, Role.CIO)
    assert client.get(page("servers", "detail", 999)).status_code == 404
    assert client.get(page("regions", "detail", "xx")).status_code == 404


def test_new_row_gets_an_identifier_from_its_name(client):
    sign_in(client, Role.CIO)
    for _ in range(2):
        fields = {"name": "Dinas Kesehatan", "kind": "dinas"}
        assert client.post(page("agencies", "create"), fields).status_code == 302
    slugs = list(Agency.objects.values_list("slug", flat=True))
    assert slugs == ["dinas-kesehatan", "dinas-kesehatan-2"]


def test_form_tells_every_wrong_field_and_stores_nothing(client):
    sign_in(client, Role.CIO)
    answer = client.post(page("servers", "create"), {"name": "", "cpu_millicores": "-1"})
    assert answer.status_code == 422
    assert {"name", "cpu_millicores", "memory_mib", "disk_gib"} <= set(
        answer.context["form"].errors
    )
    assert not Server.objects.exists()


def test_list_is_searched_filtered_and_sorted(client):
    agency = make.make_agency("Dinas Sosial")
    make.make_application(agency, name="Beta", state="active")
    make.make_application(agency, name="Alfa", state="inactive")
    make.make_application(None, name="Gama", state="active")
    sign_in(client, Role.CIO)

    def names(**query):
        table = client.get(page("applications"), query).context["table"]
        return [line.row.name for line in table.lines]

    assert names() == ["Alfa", "Beta", "Gama"]
    assert names(text="sosial") == ["Alfa", "Beta"]
    assert names(state="active") == ["Beta", "Gama"]
    assert names(owner=agency.pk, sort="-name") == ["Beta", "Alfa"]
    assert names(sort="password", state="nonsense") == ["Alfa", "Beta", "Gama"]


def test_list_goes_page_by_page_with_few_queries(client, django_assert_max_num_queries):
    owner = make.make_agency()
    Application.objects.bulk_create(
        Application(name=f"App {number:03}", owner=owner) for number in range(120)
    )
    sign_in(client, Role.CIO)
    with django_assert_max_num_queries(10):
        answer = client.get(page("applications"), {"page": 3})
    assert len(answer.context["table"].lines) == 20


@pytest.mark.parametrize("language", ["id", "en"])
def test_invented_rows_carry_the_mark(client, language):
    make.make_server(name="Nyata")
    invented = make.make_server(name="Rekaan", example=True)
    make.make_absence(make.make_member(example=True))
    sign_in(client, Role.CIO)
    client.cookies["django_language"] = language
    listed = client.get(page("servers")).content.decode()
    assert listed.count("tag-example") == 1
    assert "tag-example" in client.get(page("servers", "detail", invented.pk)).content.decode()
    assert client.get(page("absences")).content.decode().count("tag-example") == 1


def test_page_of_a_staff_member_leads_to_a_new_absence_of_the_same_member(client):
    member = make.make_member()
    sign_in(client, Role.CIO)
    address = f"{page('absences', 'create')}?member={member.pk}"
    assert address in client.get(page("staff", "detail", member.pk)).content.decode()
    assert client.get(address).context["form"].initial["member"] == str(member.pk)


def test_officer_sees_no_applications_of_others_beside_an_agency_or_server(client):
    agency, server = make.make_agency(), make.make_server()
    secret = make.make_application(agency, server=server, name="Rahasia")
    sign_in(client, Role.AGENCY)
    for address in (page("agencies", "detail", agency.pk), page("servers", "detail", server.pk)):
        assert secret.name not in client.get(address).content.decode()


def test_index_counts_only_what_the_viewer_may_see_and_marks_invented_rows(client):
    agency = make.make_agency(example=True)
    make.make_application(agency)
    make.make_server()
    sign_in(client, Role.AGENCY, make.make_agency())
    counted = {
        kind.entity.slug: count for kind, count in client.get("/registry/").context["counted"]
    }
    assert counted["applications"].rows == 0
    assert (counted["agencies"].rows, counted["agencies"].is_example) == (2, True)
    assert not counted["servers"].is_example


def test_htmx_gets_the_rows_alone(client):
    make.make_server(name="Peladen A")
    sign_in(client, Role.CIO)
    answer = client.get(page("servers"), headers={"HX-Request": "true"})
    assert answer.content.strip().startswith(b'<div id="rows">')
    assert "HX-Request" in answer.headers["Vary"]


def test_days_of_a_week_are_entered_and_shown_as_days(client):
    member = make.make_member(decidays_per_week=25)
    sign_in(client, Role.CIO)
    edit = page("staff", "edit", member.pk)
    assert client.get(edit).context["form"]["decidays_per_week"].value() == Decimal("2.5")
    fields = {"slug": member.slug, "post": member.post, "role": member.role.pk}
    assert client.post(edit, fields | {"decidays_per_week": "5.5"}).status_code == 422
    assert client.post(edit, fields | {"decidays_per_week": "3.5"}).status_code == 302
    member.refresh_from_db()
    assert member.decidays_per_week == 35


def test_budget_lines_are_summed_as_filtered_and_the_sum_is_marked(client):
    first, second = make.make_fiscal_year(2027), make.make_fiscal_year(2028)
    for year, amount, example in ((first, 100, False), (first, 50, True), (second, 7, False)):
        make.make_budget_line(year, amount_idr=amount, example=example)
    sign_in(client, Role.CIO)
    total = client.get(page("budget-lines"), {"fiscal_year": first.pk}).context["total"]
    assert (total.amount_idr, total.is_example) == (150, True)
    beside = client.get(page("fiscal-years", "detail", second.pk)).context["tables"][0]
    assert (beside.total.amount_idr, beside.total.is_example) == (7, False)
