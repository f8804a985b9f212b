"""Experience over the API: the same rights, the same rules."""

import json

import pytest

from lumbung.catalogue.models import Experience
from lumbung.catalogue.tests.factories import make_offer
from lumbung.core.models import Role
from lumbung.registry.tests.factories import make_agency, make_region, make_token, make_user

pytestmark = pytest.mark.django_db
EFFORT = {"effort_days": {"engineer": 12.5}, "once_idr": {"training": 4_000_000}}


@pytest.fixture(autouse=True)
def own_region(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    make_region("61.72")


@pytest.fixture
def call(client):
    def ask(role, method, path, body=None, **fields):
        headers = {"Authorization": f"Bearer {make_token(make_user(role, **fields))}"}
        return client.generic(
            method,
            f"/api/{path}",
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers=headers,
        )

    return ask


def test_officer_reports_for_the_own_agency_and_everybody_reads(call):
    entry = make_offer().entry
    body = {"text": "Baik", "effort": EFFORT, "agency_name": "Dinas Lain", "example": True}
    agency = make_agency(name="Dinas Kesehatan")
    answer = call(Role.AGENCY, "POST", f"entries/{entry.pk}/reports", body, agency=agency)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["agency_name"], told["example"]) == ("Dinas Kesehatan", False)
    assert told["effort"] == EFFORT and told["region"] == "61.72"
    found = call(Role.AUDITOR, "GET", f"entries/{entry.pk}/experiences").json()
    assert [row["pk"] for row in found] == [told["pk"]]


def test_question_answer_flag_and_decision(call):
    entry = make_offer().entry
    asked = call(Role.AGENCY, "POST", f"entries/{entry.pk}/questions", {"text": "Berapa lama?"})
    pk = asked.json()["pk"]
    answer = call(Role.INTEGRATOR, "POST", f"experiences/{pk}/answers", {"text": "Dua pekan"})
    assert answer.json()["question"] == pk
    to_answer = f"experiences/{answer.json()['pk']}/answers"
    assert call(Role.CIO, "POST", to_answer, {"text": "Lagi"}).status_code == 404
    flagged = call(Role.AGENCY, "POST", f"experiences/{pk}/flag", {"reason": "ganda"})
    assert flagged.status_code == 204
    assert call(Role.CIO, "GET", "experiences?about=flagged").json()["count"] == 1
    for act in ("hide", "show"):
        refused = call(Role.AGENCY, "POST", f"experiences/{pk}/{act}", {"reason": "x"})
        assert refused.status_code == 403
    hidden = call(Role.CIO, "POST", f"experiences/{pk}/hide", {"reason": "ganda"}).json()
    assert (hidden["state"], hidden["hidden_reason"]) == ("hidden", "ganda")
    assert call(Role.AGENCY, "GET", "experiences?kind=question").json()["count"] == 0


def test_words_of_another_agency_are_not_changed(call):
    entry = make_offer().entry
    health, social = make_agency(name="Dinas Kesehatan"), make_agency(name="Dinas Sosial")
    made = call(Role.AGENCY, "POST", f"entries/{entry.pk}/reports", {"text": "a"}, agency=health)
    path = f"experiences/{made.json()['pk']}"
    assert call(Role.AGENCY, "PUT", path, {"text": "b"}, agency=social).status_code == 409
    assert call(Role.AUDITOR, "PUT", path, {"text": "b"}).status_code == 403
    assert call(Role.AGENCY, "PUT", path, {"text": "c"}, agency=health).json()["text"] == "c"
    assert Experience.objects.get().text == "c"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"rating": 6},
        {"effort": {"effort_days": {"Insinyur!": 1.0}}},
        {"effort": {"effort_days": {"engineer": -1.0}}},
        {"effort": {"once_idr": {"kopi": 1}}},
        {"text": "x" * 20_000},
        {"users_count": 10**12},
    ],
)
def test_what_cannot_be_is_refused_with_a_problem_and_nothing_kept(call, body):
    answer = call(Role.CIO, "POST", f"entries/{make_offer().entry.pk}/reports", body)
    assert answer.status_code in (400, 422) and answer.headers["Content-Type"].startswith(
        "application/problem+json"
    )
    assert not Experience.objects.exists()
