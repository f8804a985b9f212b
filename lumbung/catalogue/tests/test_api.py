"""Offers over the API: sent as offer.yml, answered as JSON, refused as problems."""

import json

import pytest
from django.test import Client

from lumbung.catalogue.models import Offer
from lumbung.catalogue.tests.factories import OFFER_YML, make_offer
from lumbung.core.models import Role
from lumbung.registry.tests.factories import make_region, make_token, make_user

pytestmark = pytest.mark.django_db
YAML = {"content_type": "application/yaml"}
JSON = {"content_type": "application/json"}


def caller(role):
    return Client(headers={"Authorization": f"Bearer {make_token(make_user(role))}"})


def problem(answer, status):
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.json()


def sumedang():
    return make_region("32.11", name="Kabupaten Sumedang")


def test_offer_is_sent_as_yaml_and_comes_back_as_json():
    sumedang()
    client = caller(Role.INTEGRATOR)
    answer = client.post("/api/offers", OFFER_YML, **YAML)
    assert answer.status_code == 201, answer.content
    document = client.get(f"/api/offers/{answer.json()['pk']}").json()["offer"]
    assert document["recipe"]["uses"] == ["pks-32-11"]
    again = client.post("/api/offers", json.dumps(document | {"name": "Baru"}), **JSON)
    assert again.status_code == 200 and Offer.objects.get().name == "Baru"


def test_dry_run_stores_nothing():
    sumedang()
    answer = caller(Role.CIO).post("/api/offers?dry_run=true", OFFER_YML, **YAML)
    assert answer.json()["offer"]["id"] == "sumedang-e-office"
    assert not Offer.objects.exists()


def test_problems_come_with_line_and_column():
    sumedang()
    client = caller(Role.CIO)
    text = OFFER_YML.replace("least_weeks: 2", "least_weeks: -2") + "surprise: 1\n"
    errors = problem(client.post("/api/offers", text, **YAML), 422)["errors"]
    assert {(error["key"], error["line"]) for error in errors} == {
        ("recipe.activities.0.least_weeks", 14),
        ("surprise", 15),
    }
    nowhere = OFFER_YML.replace("32.11", "99.99")
    [error] = problem(client.post("/api/offers", nowhere, **YAML), 422)["errors"]
    assert "99.99" in error["message"]
    problem(client.post("/api/offers", b"\xff", **YAML), 422)
    problem(client.post("/api/offers", b"x" * (13 * 1024 * 1024), **YAML), 422)
    assert not Offer.objects.exists()


def test_publiccode_is_kept_and_judged():
    offer, client = make_offer(), caller(Role.CIO)
    body = json.dumps({"publiccode_yml": "name: X"})
    answer = client.put(f"/api/offers/{offer.pk}/publiccode", body, **JSON).json()
    assert answer["publiccode_yml"] == "name: X"
    assert "url" in {finding["key"] for finding in answer["publiccode_findings"]}


def test_lists_are_filtered_and_officers_see_published_ones():
    published, draft = make_offer(name="Antrean"), make_offer(state=Offer.State.DRAFT)
    officer, cio = caller(Role.AGENCY), caller(Role.CIO)
    assert [row["pk"] for row in officer.get("/api/offers").json()["items"]] == [published.pk]
    assert [row["pk"] for row in cio.get("/api/offers?state=draft").json()["items"]] == [draft.pk]
    problem(officer.get(f"/api/offers/{draft.pk}"), 404)


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR])
def test_only_cio_and_integrator_write(role):
    offer, client = make_offer(), caller(role)
    problem(client.post("/api/offers", OFFER_YML, **YAML), 403)
    problem(client.delete(f"/api/offers/{offer.pk}"), 403)
    for act in ("publish", "withdraw"):
        problem(client.post(f"/api/offers/{offer.pk}/{act}"), 403)
    assert Client().get("/api/offers").status_code == 401


def test_offer_is_published_withdrawn_and_deleted():
    offer, client = make_offer(state=Offer.State.DRAFT), caller(Role.CIO)
    assert client.post(f"/api/offers/{offer.pk}/publish").json()["state"] == "published"
    assert client.post(f"/api/offers/{offer.pk}/withdraw").json()["state"] == "withdrawn"
    assert client.delete(f"/api/offers/{offer.pk}").status_code == 204
