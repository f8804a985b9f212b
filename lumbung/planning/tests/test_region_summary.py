"""What the catalogue is told of our needs: when, and that it is right."""

import pytest

from lumbung.catalogue.models import RegionSummary
from lumbung.catalogue.tests.factories import make_offer
from lumbung.core.models import Role
from lumbung.planning import actions, jobs
from lumbung.planning.actions import SolveSettings, need_figures
from lumbung.planning.models import Need
from lumbung.planning.scenario_building import frozen_scenario_of_region
from lumbung.planning.tests.factories import make_city, make_need, make_option
from lumbung.registry.tests.factories import make_region, make_user

pytestmark = pytest.mark.django_db


def test_needs_are_counted_by_field_of_work_and_named_where_nobody_meets_them():
    make_offer(name="SLiMS", function="Otomasi perpustakaan")
    make_need(name="Perpustakaan umum")
    make_need(name="Uji kendaraan bermotor")
    make_option(make_need(name="Parkir dan terminal"), kind="use")
    make_option(make_need(name="Terminal angkutan"), kind="build")
    make_need(name="Zzz")
    make_need(name="Wisata lama", state=Need.State.WITHDRAWN)
    found = {each.function: each for each in need_figures().functions}
    assert found["transport"].needs == 3
    assert found["transport"].unmet_names == ("Terminal angkutan", "Uji kendaraan bermotor")
    assert found["culture"].unmet == 0 and found["other"].unmet_names == ("Zzz",)
    assert (need_figures().needs, need_figures().unmet, need_figures().saved_idr) == (5, 3, None)


def test_every_change_of_a_need_tells_anew(django_capture_on_commit_callbacks):
    make_region()
    integrator, officer = make_user(Role.INTEGRATOR), make_user(Role.AGENCY)

    def told():
        return RegionSummary.objects.get().needs, RegionSummary.objects.get().unmet

    with django_capture_on_commit_callbacks(execute=True):
        need = actions.state_need({"agency": officer.agency, "name": "Parkir"}, by=officer)
    assert told() == (1, 1)
    make_offer(name="Parkir", function="Parkir dan retribusi")
    with django_capture_on_commit_callbacks(execute=True):
        actions.accept_need(need, by=integrator)
    assert told() == (1, 0)
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_need(need, by=officer)
    assert told() == (0, 0)


@pytest.mark.solver
def test_published_plan_tells_what_it_saves(django_capture_on_commit_callbacks):
    make_city()
    cio = make_user(Role.CIO)
    settings = SolveSettings(time_limit_s=2, workers=1)
    plan = jobs.start_plan("Rencana", frozen_scenario_of_region(), settings, by=cio)
    jobs.solve_plan.func(plan.pk)
    plan.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        actions.publish_plan(plan, by=cio)
    summary = RegionSummary.objects.get()
    assert summary.saved_from == "Rencana" and summary.saved_idr is not None
    with django_capture_on_commit_callbacks(execute=True):
        actions.unpublish_plan(plan, by=cio)
    assert RegionSummary.objects.get().saved_idr is None


def test_the_hourly_job_tells_too():
    make_region()
    make_need(name="Parkir")
    jobs.tell_region_summary.func()
    assert RegionSummary.objects.get().needs == 1
