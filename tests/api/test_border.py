"""The API's border: who calls, and that every error is a problem document."""

import pytest
from django.core.cache import cache
from django.test import Client

from lumbung.core.api import CallerThrottle
from lumbung.core.models import Role
from lumbung.registry.tests.factories import make_application, make_token, make_user

pytestmark = pytest.mark.django_db


def is_problem(answer, status):
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status and problem["title"]
    assert problem["instance"].startswith("/api/")
    return problem


def caller(user, **options):
    headers = {"Authorization": f"Bearer {make_token(user)}"}
    return Client(headers=headers, **options)


def test_without_token_or_session_is_401(client):
    answer = client.get("/api/me")
    assert is_problem(answer, 401)["type"].endswith("#not-signed-in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    is_problem(client.post("/api/registry/servers", {}, content_type="application/json"), 401)


@pytest.mark.parametrize("token", ["nonsense", ""])
def test_wrong_token_is_401_even_with_a_session(client, token):
    client.force_login(make_user(Role.CIO))
    is_problem(client.get("/api/me", headers={"Authorization": f"Bearer {token}"}), 401)


def test_token_of_a_deactivated_person_is_401():
    user = make_user(Role.CIO)
    client = caller(user)
    user.is_active = False
    user.save()
    is_problem(client.get("/api/me"), 401)


def test_session_reads_and_writes_with_the_csrf_token_only():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(Role.CIO))
    page = client.get("/account/")
    assert client.get("/api/me").status_code == 200
    body = {"name": "Dinas Sosial"}
    options = {"content_type": "application/json"}
    is_problem(client.post("/api/registry/agencies", body, **options), 403)
    token = page.context["csrf_token"]
    written = client.post(
        "/api/registry/agencies", body, headers={"X-CSRFToken": str(token)}, **options
    )
    assert written.status_code == 201, written.content


def test_missing_right_is_403():
    client = caller(make_user(Role.AUDITOR))
    is_problem(
        client.post(
            "/api/registry/servers",
            {"name": "x", "cpu_millicores": 1, "memory_mib": 1, "disk_gib": 1},
            content_type="application/json",
        ),
        403,
    )


def test_unknown_row_and_unknown_address_are_404():
    client = caller(make_user(Role.CIO))
    is_problem(client.get("/api/registry/servers/999"), 404)
    is_problem(client.get("/api/no/such/thing"), 404)


def test_request_of_the_wrong_shape_is_422_with_every_field():
    client = caller(make_user(Role.CIO))
    body = {"cpu_millicores": "many", "memory_mib": -1}
    answer = client.post("/api/registry/servers", body, content_type="application/json")
    keys = {error["key"] for error in is_problem(answer, 422)["errors"]}
    assert {"name", "cpu_millicores"} <= keys


def test_broken_json_is_a_problem():
    client = caller(make_user(Role.CIO))
    answer = client.post("/api/registry/servers", "{", content_type="application/json")
    is_problem(answer, 400)


def test_rule_of_the_table_is_422_with_the_field():
    client = caller(make_user(Role.CIO))
    body = {"year": 2027, "spend_from": "2027-12-01", "spend_until": "2027-01-01"}
    answer = client.post("/api/registry/fiscal-years", body, content_type="application/json")
    assert is_problem(answer, 422)["errors"]


def test_too_many_calls_are_429_with_a_time_to_wait(monkeypatch):
    cache.clear()
    monkeypatch.setattr(CallerThrottle, "allow_request", lambda self, request: False)
    monkeypatch.setattr(CallerThrottle, "wait", lambda self: 3.2)
    answer = caller(make_user(Role.CIO)).get("/api/me")
    is_problem(answer, 429)
    assert answer.headers["Retry-After"] == "4"


def test_documentation_is_a_page_without_script(client):
    page = client.get("/api/docs")
    assert page.status_code == 200
    assert "/api/registry/servers" in page.content.decode()
    document = client.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.")


def test_refusal_for_another_agencys_row_is_403_and_logged():
    row = make_application(None)
    client = caller(make_user(Role.AGENCY))
    is_problem(client.get(f"/api/registry/applications/{row.pk}"), 403)
