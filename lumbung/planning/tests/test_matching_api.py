"""Matching, adopting, duplicates and the hub over the API, with what each caller may see."""

import pytest

from lumbung.catalogue.actions import publish_region_summary
from lumbung.catalogue.tests.factories import make_offer
from lumbung.core.models import Role
from lumbung.planning.actions import need_figures
from lumbung.planning.models import Need
from lumbung.planning.tests.factories import make_city, make_need
from lumbung.registry.tests.factories import make_agency, make_application, make_region, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    return make_offer(name="SLiMS", function="Otomasi perpustakaan", terms={"fee_idr": 0})


def ask(client, path, role=Role.CIO, user=None):
    client.force_login(user or make_user(role))
    return client.get(f"/api/{path}")


def test_matches_of_a_need_with_their_reasons(client, offer):
    need = make_need(name="Perpustakaan umum")
    (match,) = ask(client, f"needs/{need.pk}/matches").json()
    assert (match["offer"], match["need"]) == (offer.pk, need.slug)
    assert match["score"] == sum(each["points"] for each in match["evidence"])
    assert {"kind": "fee", "reason": "free", "points": 4, "most": 4, "words": "Gratis."} in match[
        "evidence"
    ]


def test_agency_asks_about_its_own_needs_only(client, offer):
    officer = make_user(Role.AGENCY)
    other = make_need(name="Perpustakaan umum")
    assert ask(client, f"needs/{other.pk}/matches", user=officer).status_code == 404
    assert ask(client, "matches", user=officer).json()["items"] == []
    assert ask(client, f"offers/{offer.pk}/needs", user=officer).json() == []


def test_all_needs_the_unmet_first(client, offer):
    make_need(name="Perpustakaan umum")
    unmet = make_need(name="Uji kendaraan")
    rows = ask(client, "matches").json()["items"]
    assert [row["is_met"] for row in rows] == [False, True]
    assert rows[0] == {"need": unmet.slug, "is_met": False, "matches": []}


def test_needs_of_an_offer(client, offer):
    need = make_need(name="Perpustakaan umum")
    make_need(name="Perpustakaan lama", state=Need.State.WITHDRAWN)
    assert [row["need"] for row in ask(client, f"offers/{offer.pk}/needs").json()] == [need.slug]


def test_what_adopting_takes(client, offer):
    make_city()
    answer = ask(client, f"offers/{offer.pk}/adopting").json()
    assert answer["fits"] and answer["plan"] is None
    assert sum(row["needed_decidays"] for row in answer["roles"]) == 60
    assert answer["live_on"] >= "2027-01-04" and answer["lacking"] == []


def test_what_is_missing_to_reckon_it_is_a_problem(client, offer):
    response = ask(client, f"offers/{offer.pk}/adopting")
    assert response.status_code in {400, 409, 422}
    assert response.headers["Content-Type"] == "application/problem+json"


def test_applications_that_do_the_same(client):
    pair = [
        make_application(make_agency(), name=name, function="Retribusi parkir")
        for name in ("Parkir A", "Parkir B")
    ]
    (row,) = ask(client, "applications/duplicates").json()["items"]
    assert row["applications"] == [each.pk for each in pair] and row["could_save_idr"] is None


def test_hub_in_figures(client):
    make_region()
    make_need(name="Uji kendaraan")
    publish_region_summary(need_figures())
    (region,) = ask(client, "hub/regions").json()
    assert (region["code"], region["needs"], region["unmet"]) == ("61.72", 1, 1)
    (function,) = ask(client, "hub/functions").json()
    assert (function["key"], function["regions"]) == ("transport", 1)
    (region,) = ask(client, "hub/regions", Role.AGENCY).json()
    assert region["needs"] is None and ask(client, "hub/functions", Role.AGENCY).json() == []


def test_strangers_are_refused(client, offer):
    for path in ("matches", f"offers/{offer.pk}/adopting", "applications/duplicates"):
        assert client.get(f"/api/{path}").status_code == 401
