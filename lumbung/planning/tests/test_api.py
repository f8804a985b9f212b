"""Needs, options and plans over the API: rights, what each caller sees, and errors as problems."""

import json

import pytest
from django.test import Client

from lumbung.catalogue.tests.factories import make_offer
from lumbung.core.models import AuditEntry, Role
from lumbung.planning import jobs
from lumbung.planning.domain.scenario_reading import read_scenario
from lumbung.planning.models import Need, Option, Plan
from lumbung.planning.scenario_building import build_scenario
from lumbung.planning.tests.factories import make_city, make_need, make_option
from lumbung.registry.tests.factories import make_role, make_service, make_token, make_user

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}
YAML = {"content_type": "application/yaml"}


def caller(user):
    return Client(headers={"Authorization": f"Bearer {make_token(user)}"})


def call(client, method, path, body=None):
    if method == "get":
        return client.get(f"/api{path}")
    data = "" if body is None else json.dumps(body)
    return getattr(client, method)(f"/api{path}", data, **JSON)


def problem(answer, status):
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.json()


def option_body(**changes):
    return {
        "id": "own",
        "name": "Bangun sendiri",
        "kind": "build",
        "serves": [{"need": "antrean", "fit_percent": 70}],
        "activities": [
            {
                "id": "install",
                "name": "Pasang",
                "least_weeks": 1,
                "effort_days": {"engineer": 2},
            }
        ],
    } | changes


WRITES = [
    ("post", "/options", {}),
    ("put", "/options/{option}", {}),
    ("post", "/options/{option}/enable", {"is_enabled": False}),
    ("delete", "/options/{option}", None),
    ("post", "/offers/{offer}/options", {"kind": "adopt", "serves": []}),
    ("post", "/needs/{need}/accept", {}),
    ("get", "/scenario", None),
    ("post", "/plans", {}),
    ("post", "/plans/from-scenario", None),
    ("get", "/plans/{plan}/scenario", None),
    ("post", "/plans/{plan}/cancel", None),
    ("post", "/plans/{plan}/again", None),
    ("post", "/plans/{plan}/publish", None),
    ("patch", "/plans/{plan}", {"name": "X"}),
    ("delete", "/plans/{plan}", None),
]


def a_plan():
    return Plan.objects.create(name="Rencana", scenario="{}", scenario_sha256="0")


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR])
@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_only_cio_and_integrator_plan(role, method, path, body):
    user, need = make_user(role), make_need()
    rows = {"need": need.pk, "option": make_option(need).pk, "offer": make_offer().pk}
    path = path.format(plan=a_plan().pk, **rows)
    problem(call(caller(user), method, path, body), 403)
    [refusal] = AuditEntry.objects.filter(outcome=AuditEntry.Outcome.REFUSED)
    assert refusal.user == user and refusal.subject.startswith("/api/")


def test_nothing_without_a_token(client):
    for path in ("/needs", "/options", "/plans", "/scenario", "/plans/1"):
        problem(client.get(f"/api{path}"), 401)


def test_officer_states_and_changes_its_own_need():
    officer = make_user(Role.AGENCY)
    service, client = make_service(officer.agency, slug="antrean"), caller(officer)
    body = {"name": "Antrean daring", "service": "antrean"}
    answer = call(client, "post", "/needs", body)
    assert answer.status_code == 201, answer.content
    need = Need.objects.get()
    assert (need.agency, need.service) == (officer.agency, service)
    assert answer.json()["agency"] == officer.agency.slug
    changed = call(client, "patch", f"/needs/{need.pk}", {"note": "Ramai", "service": None})
    assert (changed.json()["note"], changed.json()["service"]) == ("Ramai", None)
    withdrawn = call(client, "post", f"/needs/{need.pk}/withdraw")
    assert withdrawn.json()["state"] == "withdrawn"


def test_officer_does_not_learn_of_others_rows():
    officer, other = make_user(Role.AGENCY), make_need()
    client, hidden = caller(officer), make_option(other)
    own = make_need(officer.agency)
    shared = make_option(own, other, recipe={"requires_needs": [other.slug]})
    assert [need["pk"] for need in call(client, "get", "/needs").json()["items"]] == [own.pk]
    assert [row["pk"] for row in call(client, "get", "/options").json()["items"]] == [shared.pk]
    assert other.slug not in call(client, "get", f"/options/{shared.pk}").content.decode()
    for method, path in (
        ("get", f"/needs/{other.pk}"),
        ("patch", f"/needs/{other.pk}"),
        ("post", f"/needs/{other.pk}/withdraw"),
        ("get", f"/options/{hidden.pk}"),
    ):
        problem(call(client, method, path, {}), 404)


def test_officer_is_refused_for_another_agency():
    body = {"name": "Titipan", "agency": make_need().agency.slug}
    problem(call(caller(make_user(Role.AGENCY)), "post", "/needs", body), 403)
    assert Need.objects.count() == 1


def test_integrator_weighs_and_accepted_needs_are_closed_to_their_agency():
    officer = make_user(Role.AGENCY)
    need = make_need(officer.agency, state=Need.State.STATED)
    client = caller(make_user(Role.INTEGRATOR))
    body = {"weight": 40, "deadline": "2027-06-30"}
    answer = call(client, "post", f"/needs/{need.pk}/accept", body).json()
    assert (answer["state"], answer["weight"], answer["deadline"]) == (
        "accepted",
        40,
        "2027-06-30",
    )
    problem(call(client, "post", f"/needs/{need.pk}/accept", {"weight": 0}), 422)
    problem(call(caller(officer), "patch", f"/needs/{need.pk}", {"name": "Baru"}), 409)


def test_option_is_added_replaced_and_deleted():
    make_role(slug="engineer")
    make_need(slug="antrean")
    client = caller(make_user(Role.CIO))
    answer = call(client, "post", "/options", option_body())
    assert answer.status_code == 201, answer.content
    path = f"/options/{answer.json()['pk']}"
    sent = call(client, "get", path).json()["option"]
    assert call(client, "put", path, sent | {"name": "Baru"}).json()["option"]["name"] == "Baru"
    assert not call(client, "post", f"{path}/enable", {"is_enabled": False}).json()["is_enabled"]
    assert call(client, "delete", path).status_code == 204
    assert not Option.objects.exists()


def test_option_with_problems_tells_all_and_stores_nothing():
    client = caller(make_user(Role.CIO))
    wrong_shape = option_body(kind="rent", surprise=1, serves=[])
    errors = problem(call(client, "post", "/options", wrong_shape), 422)["errors"]
    assert {error["key"] for error in errors} == {"kind", "surprise", "serves"}
    unknown = problem(call(client, "post", "/options", option_body()), 422)["errors"]
    assert [error["key"] for error in unknown] == ["serves.0.need"]
    assert not Option.objects.exists()


def test_offer_is_put_into_the_plan():
    make_role(slug="engineer")
    make_need(slug="antrean")
    offer = make_offer()
    body = {"kind": "adopt", "serves": [{"need": "antrean", "fit_percent": 60}]}
    client = caller(make_user(Role.INTEGRATOR))
    answer = call(client, "post", f"/offers/{offer.pk}/options", body)
    assert answer.status_code == 201 and answer.json()["offer"] == offer.pk
    again = call(client, "post", f"/offers/{offer.pk}/options", body)
    assert problem(again, 422)["errors"][0]["key"] == "slug"


def test_region_scenario_comes_as_yaml_and_starts_a_plan():
    make_city()
    client = caller(make_user(Role.CIO))
    text = client.get("/api/scenario").content
    assert read_scenario(text, file="scenario.yml") == build_scenario()
    answer = client.post("/api/plans/from-scenario?name=Dari+berkas&seed=3", text, **YAML)
    assert answer.status_code == 202, answer.content
    assert (answer.json()["name"], answer.json()["seed"]) == ("Dari berkas", 3)
    question = client.get(f"/api/plans/{answer.json()['pk']}/scenario").content
    assert read_scenario(question, file="scenario.yml") == build_scenario()


def test_plan_is_started_watched_and_read():
    first, *_others = make_city()
    client = caller(make_user(Role.INTEGRATOR))
    body = {"name": "Rencana", "time_limit_s": 2, "workers": 1}
    pk = call(client, "post", "/plans", body).json()["pk"]
    assert call(client, "get", f"/plans/{pk}").json()["state"] == "queued"
    problem(call(client, "get", f"/plans/{pk}/result"), 404)
    problem(call(client, "get", f"/plans/{pk}/plan.xlsx"), 409)
    jobs.solve_plan.func(pk)
    assert call(client, "get", f"/plans/{pk}").json()["status"] == "optimal"
    assert call(client, "get", f"/plans/{pk}/result").json()["format"] == "lumbung-plan/1"
    workbook = call(client, "get", f"/plans/{pk}/plan.xlsx")
    assert workbook.content.startswith(b"PK")
    assert call(client, "patch", f"/plans/{pk}", {"name": "Baru"}).json()["name"] == "Baru"
    assert call(client, "post", f"/plans/{pk}/publish").json()["is_published"]
    officer = caller(make_user(Role.AGENCY, first.agency))
    assert len(call(officer, "get", "/plans").json()["items"]) == 1
    result = call(officer, "get", f"/plans/{pk}/result").content.decode()
    assert all(need.slug not in result for need in _others)
    assert call(client, "delete", f"/plans/{pk}").status_code == 204


def test_running_plan_is_stopped_not_deleted():
    make_city()
    client = caller(make_user(Role.CIO))
    pk = call(client, "post", "/plans", {}).json()["pk"]
    problem(call(client, "delete", f"/plans/{pk}"), 409)
    problem(call(client, "post", f"/plans/{pk}/publish"), 409)
    assert call(client, "post", f"/plans/{pk}/cancel").json()["state"] == "cancelled"
    assert call(client, "post", f"/plans/{pk}/again").json()["state"] == "queued"


def test_nul_and_endless_texts_are_refused_before_the_database():
    client = caller(make_user(Role.CIO))
    need = make_need()
    body = {"name": "a\x00b", "agency": need.agency.slug}
    problem(call(client, "post", "/needs", body), 422)
    problem(call(client, "post", "/needs", body | {"name": "a" * 201}), 422)
    problem(call(client, "get", "/needs?text=%00"), 422)
    problem(call(client, "post", "/plans", {"name": "\x00"}), 422)
    problem(call(client, "post", "/options", option_body(name="a\x00b")), 422)


def test_bad_scenario_tells_place_and_starts_nothing():
    client = caller(make_user(Role.CIO))
    text = "format: lumbung-scenario/1\nname: X\nregion: '61.72'\nsurprise: 1\n"
    errors = problem(client.post("/api/plans/from-scenario", text, **YAML), 422)["errors"]
    assert ("surprise", 4) in {(error["key"], error["line"]) for error in errors}
    for content in (b"\xff", b"a: &a [1]\nb: [*a]", b"x" * (13 * 1024 * 1024)):
        problem(client.post("/api/plans/from-scenario", content, **YAML), 422)
    problem(call(client, "post", "/plans", {}), 422)
    problem(call(client, "post", "/plans", {"time_limit_s": 0}), 422)
    assert not Plan.objects.exists()
