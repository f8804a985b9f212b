"""The registry's API: five operations for every kind of row, with the same limits as the pages."""

import pytest
from django.test import Client

from lumbung.core.models import AuditEntry, Role
from lumbung.registry.entities import ENTITIES
from lumbung.registry.models import Application, Server
from lumbung.registry.tests import factories as make
from lumbung.registry.tests.test_pages import MAKERS, WRITABLE

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}


def caller(role=Role.CIO, agency=None):
    token = make.make_token(make.make_user(role, agency))
    return Client(headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize("slug", ENTITIES)
def test_every_kind_is_listed_and_got(slug):
    row = MAKERS[slug]()
    client = caller(Role.AUDITOR)
    listed = client.get(f"/api/registry/{slug}").json()
    got = client.get(f"/api/registry/{slug}/{row.pk}").json()
    assert got in listed["items"]
    assert listed["count"] >= 1


@pytest.mark.parametrize("slug", WRITABLE)
def test_every_kind_is_read_deleted_and_made_again_from_what_was_read(slug):
    row = MAKERS[slug]()
    client = caller()
    got = client.get(f"/api/registry/{slug}/{row.pk}").json()
    assert client.delete(f"/api/registry/{slug}/{row.pk}").status_code == 204
    body = {name: value for name, value in got.items() if name != "id"}
    made = client.post(f"/api/registry/{slug}", body, **JSON)
    assert made.status_code == 201, made.content
    assert {**made.json(), "id": 0} == {**got, "id": 0}


@pytest.mark.parametrize("slug", WRITABLE)
def test_every_kind_is_changed_in_part(slug):
    row = MAKERS[slug]()
    name = "source" if "source" in ENTITIES[slug].fields else "reason"
    answer = caller().patch(f"/api/registry/{slug}/{row.pk}", {name: "BPS 2025"}, **JSON)
    assert answer.json()[name] == "BPS 2025"
    row.refresh_from_db()
    assert getattr(row, name) == "BPS 2025"


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR])
@pytest.mark.parametrize("slug", WRITABLE)
def test_others_than_editors_are_refused_and_it_is_logged(slug, role):
    row = MAKERS[slug]()
    client = caller(role)
    assert client.patch(f"/api/registry/{slug}/{row.pk}", {}, **JSON).status_code == 403
    assert client.delete(f"/api/registry/{slug}/{row.pk}").status_code == 403
    assert AuditEntry.objects.filter(outcome="refused").count() == 2
    assert ENTITIES[slug].model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("slug", ENTITIES)
def test_without_a_token_nothing_is_told(client, slug):
    row = MAKERS[slug]()
    for address in (f"/api/registry/{slug}", f"/api/registry/{slug}/{row.pk}"):
        assert client.get(address).status_code == 401


def test_references_are_names_and_unknown_ones_are_all_told():
    make.make_agency(slug="dinsos")
    make.make_server(slug="s1")
    client = caller()
    body = {"name": "SIKS", "owner": "dinsos", "server": "s1"}
    made = client.post("/api/registry/applications", body, **JSON).json()
    assert (made["owner"], made["server"]) == ("dinsos", "s1")
    wrong = {"name": "X", "owner": "no-such", "server": "neither"}
    answer = client.post("/api/registry/applications", wrong, **JSON)
    assert {error["key"] for error in answer.json()["errors"]} == {"owner", "server"}
    assert Application.objects.count() == 1


def test_unknown_key_is_refused():
    body = {"name": "A", "nickname": "B"}
    answer = caller().post("/api/registry/agencies", body, **JSON)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["key"] == "nickname"


def test_officer_sees_and_writes_only_the_own_agencys_applications():
    own, other = make.make_agency(slug="own"), make.make_agency(slug="other")
    mine, theirs = make.make_application(own), make.make_application(other)
    client = caller(Role.AGENCY, own)
    listed = client.get("/api/registry/applications").json()["items"]
    assert [row["id"] for row in listed] == [mine.pk]
    address = "/api/registry/applications"
    assert client.get(f"{address}/{theirs.pk}").status_code == 403
    assert client.patch(f"{address}/{theirs.pk}", {"name": "x"}, **JSON).status_code == 403
    assert client.patch(f"{address}/{mine.pk}", {"owner": "other"}, **JSON).status_code == 403
    assert client.post(address, {"name": "n", "owner": "other"}, **JSON).status_code == 403
    assert client.post(address, {"name": "n"}, **JSON).status_code == 403
    assert client.post(address, {"name": "n", "owner": "own"}, **JSON).status_code == 201
    assert AuditEntry.objects.filter(outcome="refused").count() == 5


def test_list_goes_page_by_page_and_is_searched():
    Server.objects.bulk_create(
        Server(slug=f"s{n}", name=f"Server {n:03}", cpu_millicores=1, memory_mib=1, disk_gib=1)
        for n in range(150)
    )
    client = caller()
    assert len(client.get("/api/registry/servers").json()["items"]) == 100
    assert len(client.get("/api/registry/servers?page=2").json()["items"]) == 50
    assert client.get("/api/registry/servers?text=Server 007").json()["count"] == 1


def test_row_in_use_is_409():
    agency = make.make_agency()
    make.make_service(agency)
    answer = caller().delete(f"/api/registry/agencies/{agency.pk}")
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("#still-in-use")


def test_no_text_and_no_number_breaks_the_database():
    client = caller()
    assert client.get("/api/registry/servers?text=%00").status_code == 422
    assert client.get(f"/api/registry/servers/{10**30}").status_code == 404
    for body in ({"name": "a\x00b"}, {"name": "a" * 201}, {"name": "\ud800"}):
        answer = client.post("/api/registry/agencies", body, **JSON)
        assert answer.status_code in (400, 422), answer.content
    wide = {"name": "x", "renewal_idr": 10**30, "built_year": -1}
    answer = client.post("/api/registry/applications", wide, **JSON)
    assert {error["key"] for error in answer.json()["errors"]} == {"renewal_idr", "built_year"}
