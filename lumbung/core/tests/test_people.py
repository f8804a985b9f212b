"""People and roles: for the CIO alone."""

import re

import pytest
from django.test import Client

from lumbung.core.models import AuditEntry, Role, User
from lumbung.core.tests.factories import PASSWORD, make_agency, make_token, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cio(client):
    user = make_user(Role.CIO, username="cio")
    client.force_login(user)
    return user


def link_shown(page):
    return re.search(r"http://testserver(/password/[^<\s]+)", page.content.decode())[1]


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR, Role.INTEGRATOR])
def test_others_than_the_cio_are_refused_and_it_is_logged(client, role):
    other, user = make_user(Role.AUDITOR), make_user(role)
    client.force_login(user)
    addresses = ["/people/", "/people/new/", f"/people/{other.pk}/", f"/people/{other.pk}/edit/"]
    writing = [f"/people/{other.pk}/password/", f"/people/{other.pk}/active/"]
    for address in addresses:
        assert client.get(address).status_code == 403
    for address in writing:
        assert client.post(address).status_code == 403
    assert AuditEntry.objects.filter(user=user, outcome="refused").count() == 6
    other.refresh_from_db()
    assert other.is_active and other.check_password(PASSWORD)


def test_new_officer_chooses_a_password_by_a_link_that_works_once(client, cio):
    agency = make_agency()
    fields = {"username": "petugas", "role": "agency", "agency": agency.pk}
    page = client.post("/people/new/", fields, follow=True)
    link = link_shown(page)
    assert link not in client.get(page.request["PATH_INFO"]).content.decode()
    officer = Client()
    form = officer.get(link, follow=True).request["PATH_INFO"]
    new = "gabah-kering-giling-9"
    assert officer.post(form, {"new_password1": new, "new_password2": new}).status_code == 302
    person = User.objects.get(username="petugas")
    assert person.check_password(new) and person.agency == agency
    assert "validlink" in (again := Client().get(link, follow=True)).context
    assert not again.context["validlink"]


def test_officer_needs_an_agency_and_others_have_none(client, cio):
    for fields in (
        {"username": "a", "role": "agency"},
        {"username": "b", "role": "auditor", "agency": make_agency().pk},
    ):
        answer = client.post("/people/new/", fields)
        assert "agency" in answer.context["form"].errors
    assert not User.objects.filter(username__in="ab").exists()


def test_role_and_agency_are_changed_together(client, cio):
    person = make_user(Role.AGENCY)
    fields = {"username": person.username, "role": "integrator", "agency": ""}
    assert client.post(f"/people/{person.pk}/edit/", fields).status_code == 302
    person.refresh_from_db()
    assert (person.role, person.agency) == (Role.INTEGRATOR, None)
    assert AuditEntry.objects.get(action="change-person").facts["role"] == "integrator"


def test_reset_ends_the_old_password_and_the_sessions(client, cio):
    person = make_user(Role.AUDITOR)
    elsewhere = Client()
    elsewhere.force_login(person)
    assert link_shown(client.post(f"/people/{person.pk}/password/", follow=True))
    person.refresh_from_db()
    assert not person.has_usable_password()
    assert elsewhere.get("/account/").status_code == 302


def test_person_is_deactivated_and_activated_again(client, cio):
    person = make_user(Role.AUDITOR)
    for active in ("0", "1"):
        client.post(f"/people/{person.pk}/active/", {"active": active})
        person.refresh_from_db()
        assert person.is_active == (active == "1")


def test_last_cio_is_neither_deactivated_nor_demoted(client, cio):
    assert client.post(f"/people/{cio.pk}/active/", {"active": "0"}).status_code == 409
    fields = {"username": "cio", "role": "auditor"}
    assert client.post(f"/people/{cio.pk}/edit/", fields).status_code == 409
    cio.refresh_from_db()
    assert cio.is_active and cio.role == Role.CIO


def test_people_are_searched_and_filtered(client, cio):
    make_user(Role.AUDITOR, username="irban")
    gone = make_user(Role.AUDITOR, username="lama", is_active=False)

    def names(**query):
        return [person.username for person in client.get("/people/", query).context["page"]]

    assert names(text="irb") == ["irban"]
    assert names(role="auditor", state="inactive") == [gone.username]


def api(role):
    return Client(headers={"Authorization": f"Bearer {make_token(make_user(role))}"})


def test_api_makes_and_changes_people_for_the_cio():
    client = api(Role.CIO)
    agency = make_agency()
    options = {"content_type": "application/json"}
    body = {"username": "petugas", "role": "agency", "agency": agency.slug}
    made = client.post("/api/people", body, **options).json()
    assert made["agency"] == agency.slug
    assert not User.objects.get(username="petugas").has_usable_password()
    changed = client.patch(f"/api/people/{made['id']}", {"is_active": False}, **options).json()
    assert changed["is_active"] is False
    assert client.get("/api/people?text=petu").json()["count"] == 1


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ({"username": "a", "role": "agency", "agency": "no-such"}, "agency"),
        ({"username": "a", "role": "king"}, "role"),
        ({"username": "a b", "role": "auditor"}, "username"),
        ({"username": "a", "role": "agency"}, ""),
    ],
)
def test_api_tells_what_is_wrong_with_a_person(body, key):
    answer = api(Role.CIO).post("/api/people", body, content_type="application/json")
    assert answer.status_code == 422
    assert [error["key"] for error in answer.json()["errors"]] == [key]
    assert not User.objects.filter(username="a").exists()


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR, Role.INTEGRATOR])
def test_api_refuses_people_to_others(role):
    client = api(role)
    assert client.get("/api/people").status_code == 403
    body = {"username": "a", "role": "cio"}
    answer = client.post("/api/people", body, content_type="application/json")
    assert answer.status_code == 403
    assert not User.objects.filter(username="a").exists()
