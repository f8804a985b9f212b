"""The front page for everybody, and the desk of whoever is signed in."""

import pytest

from lumbung.core.models import Role
from lumbung.planning import actions, jobs
from lumbung.planning.actions import SolveSettings
from lumbung.planning.models import Need
from lumbung.planning.scenario_building import frozen_scenario_of_region
from lumbung.planning.tests.factories import make_city, make_need
from lumbung.registry.tests.factories import make_agency, make_region, make_service, make_user

pytestmark = pytest.mark.django_db


def shown(client):
    response = client.get("/", headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def publish():
    settings = SolveSettings(time_limit_s=2, workers=1)
    plan = jobs.start_plan("Rencana kota", frozen_scenario_of_region(), settings, by=None)
    jobs.solve_plan.func(plan.pk)
    plan.refresh_from_db()
    actions.publish_plan(plan, by=make_user(Role.CIO))
    return plan


def test_front_page_is_public_even_before_anything_is_loaded(client):
    assert "No plan has been published yet" in shown(client)


def test_front_page_names_the_region(client):
    make_region(name="Kota Singkawang")
    assert "The IT of Kota Singkawang as one plan" in shown(client)


def test_published_summary_names_services_but_no_need(client):
    needs = make_city()
    for number, need in enumerate(needs):
        need.service = make_service(need.agency, name=f"Layanan warga {number}")
        need.save()
    publish()
    page = shown(client)
    assert "Rencana kota" in page
    assert "Layanan warga" in page
    assert all(need.name not in page for need in needs)


def test_desk_tells_the_integrator_what_waits(client):
    make_need(state=Need.State.STATED)
    client.force_login(make_user(Role.INTEGRATOR))
    assert "need waits to be weighed" in shown(client)


def test_desk_of_an_officer_counts_own_needs_only(client):
    own = make_agency()
    make_need(own, state=Need.State.STATED)
    make_need(state=Need.State.STATED)
    client.force_login(make_user(Role.AGENCY, agency=own))
    response = client.get("/")
    assert [task.count for task in response.context["tasks"]] == [1]


def test_desk_without_work_says_so(client):
    client.force_login(make_user(Role.AUDITOR))
    assert "Nothing waits for you" in shown(client)


def test_unknown_page_answers_404(client):
    response = client.get("/there-is-no-such-page/", headers={"accept-language": "en"})
    assert response.status_code == 404
    assert b"not in the barn" in response.content
