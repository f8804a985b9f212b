"""Plans as pages: who sees what, starting, watching, stopping, comparing, downloading."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from lumbung.core.models import AuditEntry, Role
from lumbung.planning import actions, jobs
from lumbung.planning.actions import SolveSettings
from lumbung.planning.models import Horizon, Plan
from lumbung.planning.scenario_building import frozen_scenario_of_region
from lumbung.planning.tests.factories import make_city, make_need
from lumbung.registry.models import Agency
from lumbung.registry.tests.factories import make_user

pytestmark = pytest.mark.django_db
EDITORS = [Role.CIO, Role.INTEGRATOR]
READERS = [Role.AUDITOR]


def sign_in(client, role=Role.CIO, **fields):
    user = make_user(role, **fields)
    client.force_login(user)
    return user


def address(name, *args):
    return reverse(f"planning:{name}", args=args)


def page(client, name, *args, **query):
    response = client.get(address(name, *args), query, headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def queued(name="Rencana 2027"):
    settings = SolveSettings(time_limit_s=2, workers=1)
    return jobs.start_plan(name, frozen_scenario_of_region(), settings, by=None)


def solved(name="Rencana 2027"):
    plan = queued(name)
    jobs.solve_plan.func(plan.pk)
    plan.refresh_from_db()
    return plan


def test_visitor_is_sent_to_sign_in(client):
    for name in ("plans", "plan-new", "plan-compare"):
        assert client.get(address(name)).url.startswith("/sign-in/")


def test_plan_page_shows_figures_pictures_and_record(client):
    needs = make_city()
    plan = solved()
    sign_in(client)
    shown = page(client, "plan", plan.pk)
    for piece in ("Rencana 2027", "gantt", "Pemasangan", 'class="capacity"', plan.scenario_sha256):
        assert piece in shown
    assert all(need.agency.name in shown for need in needs)
    assert "style=" not in shown


def test_second_look_is_drawn_from_memory_and_equal(client):
    make_city()
    plan = solved()
    sign_in(client)
    first = client.get(address("plan", plan.pk)).context["body"]
    assert client.get(address("plan", plan.pk)).context["body"] is first


def test_language_of_the_reader_is_not_kept_for_the_next(client):
    make_city()
    plan = solved()
    sign_in(client)
    assert "Who gets what" in page(client, "plan", plan.pk)
    client.post("/language/", {"language": "id", "next": "/"})
    assert "Who gets what" not in page(client, "plan", plan.pk)


def test_officer_sees_own_agency_by_name_and_no_other(client):
    own, *others = make_city()
    plan = solved()
    sign_in(client)
    page(client, "plan", plan.pk)
    sign_in(client, Role.AGENCY, agency=own.agency)
    shown = page(client, "plan", plan.pk)
    assert own.name in shown
    for other in others:
        if other.agency_id != own.agency_id:
            assert other.name not in shown
            assert other.agency.name not in shown


def test_officer_of_another_agency_sees_no_name_in_spending_nor_download(client):
    needs = make_city()
    plan = solved()
    stranger = Agency.objects.create(slug="lain", name="Dinas Lain")
    sign_in(client, Role.AGENCY, agency=stranger)
    told = page(client, "plan-spending", plan.pk)
    told += client.get(address("plan-json", plan.pk)).content.decode()
    for need in needs:
        assert need.name not in told
        assert need.slug not in told


@pytest.mark.parametrize("role", EDITORS)
def test_editor_starts_a_plan_and_sees_it_wait(client, role):
    make_city()
    sign_in(client, role)
    form = {"name": "Rencana baru", "time_limit_s": 5, "seed": 7}
    response = client.post(address("plan-new"), form)
    plan = Plan.objects.get()
    assert response.url == address("plan", plan.pk)
    assert (plan.name, plan.seed, plan.time_limit_s) == ("Rencana baru", 7, 5)
    shown = page(client, "plan", plan.pk)
    assert "Waiting for the worker" in shown
    assert 'http-equiv="refresh"' in shown  # for those without JavaScript


def test_incomplete_region_is_told_what_is_missing_and_nothing_is_stored(client):
    make_need()
    sign_in(client)
    form = {"name": "Rencana", "time_limit_s": 5, "seed": 1}
    response = client.post(address("plan-new"), form)
    assert response.status_code == 422
    assert response.context["findings"]
    assert not Plan.objects.exists()


def uploaded(client, content, name="scenario.yml"):
    form = {"name": "Rencana", "time_limit_s": 5, "seed": 1}
    return client.post(address("plan-new"), form | {"file": SimpleUploadedFile(name, content)})


def test_question_is_downloaded_and_planned_again_as_a_file(client):
    make_city()
    first = queued()
    sign_in(client)
    question = client.get(address("plan-scenario", first.pk)).content
    assert uploaded(client, question).status_code == 302
    assert Plan.objects.latest("pk").scenario_sha256 == first.scenario_sha256


@pytest.mark.parametrize(
    "content",
    [b"", b"format: lumbung-scenario/1\nnama: x\n", b"a: &a [1]\nb: *a\n", b"\xff\xfe"],
)
def test_wrong_file_gives_findings_by_line_and_stores_nothing(client, content):
    sign_in(client)
    response = uploaded(client, content)
    if response.status_code == 200:  # an empty file is told by its field
        assert "file" in response.context["form"].errors
    else:
        assert response.status_code == 422
        assert all(finding.line for finding in response.context["findings"])
    assert not Plan.objects.exists()


def test_huge_file_is_refused_without_being_read_whole(client):
    sign_in(client)
    response = uploaded(client, b"#" * (11 * 1024 * 1024))
    assert response.status_code == 422
    assert "bytes" in response.context["findings"][0].message


def test_plan_is_renamed(client):
    make_city()
    plan = queued()
    sign_in(client)
    client.post(address("plan-rename", plan.pk), {"name": "Nama baru"})
    plan.refresh_from_db()
    assert plan.name == "Nama baru"
    assert client.post(address("plan-rename", plan.pk), {"name": ""}).context["form"].errors


@pytest.mark.parametrize("field", [{"name": ""}, {"time_limit_s": 0}, {"seed": -1}])
def test_wrong_settings_are_shown_beside_their_fields(client, field):
    make_city()
    sign_in(client)
    form = {"name": "Rencana", "time_limit_s": 5, "seed": 1} | field
    response = client.post(address("plan-new"), form)
    assert list(response.context["form"].errors) == list(field)
    assert not Plan.objects.exists()


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize(
    "name",
    ["plan-cancel", "plan-again", "plan-publish", "plan-unpublish", "plan-delete", "plan-rename"],
)
def test_reader_changes_nothing_and_the_refusal_is_logged(client, role, name):
    make_city()
    plan = queued()
    user = sign_in(client, role)
    assert client.post(address(name, plan.pk)).status_code == 403
    assert AuditEntry.objects.filter(user=user, outcome=AuditEntry.Outcome.REFUSED).exists()
    plan.refresh_from_db()
    assert plan.state == Plan.State.QUEUED


def test_watcher_gets_the_piece_and_then_the_whole_page(client):
    make_city()
    plan = queued()
    sign_in(client)
    watching = {"HX-Request": "true"}
    piece = client.get(address("plan-progress", plan.pk), headers=watching)
    assert b"<progress" in piece.content
    assert b"<html" not in piece.content
    jobs.solve_plan.func(plan.pk)
    done = client.get(address("plan-progress", plan.pk), headers=watching)
    assert done.headers["HX-Refresh"] == "true"
    assert client.get(address("plan-progress", plan.pk)).url == address("plan", plan.pk)


def test_stopped_plan_can_be_solved_again(client):
    make_city()
    plan = queued()
    sign_in(client)
    client.post(address("plan-cancel", plan.pk))
    plan.refresh_from_db()
    assert plan.state == Plan.State.CANCELLED
    assert "Solve again" in page(client, "plan", plan.pk)
    client.post(address("plan-again", plan.pk))
    plan.refresh_from_db()
    assert plan.state == Plan.State.QUEUED


def test_summary_is_published_and_taken_back(client):
    make_city()
    plan = solved()
    sign_in(client)
    client.post(address("plan-publish", plan.pk))
    assert Plan.objects.get(is_published=True) == plan
    client.post(address("plan-unpublish", plan.pk))
    assert not Plan.objects.filter(is_published=True).exists()


def test_plan_is_deleted_only_after_being_asked(client):
    make_city()
    plan = solved()
    sign_in(client)
    assert "Delete this plan?" in page(client, "plan-delete", plan.pk)
    assert client.post(address("plan-delete", plan.pk)).url == address("plans")
    assert not Plan.objects.exists()


def test_spending_of_a_pool_adds_up_and_names_what_it_is_for(client):
    make_city()
    plan = solved()
    sign_in(client)
    response = client.get(address("plan-spending", plan.pk), {"year": "2027", "code": "5.1.02"})
    rows = response.context["page"].object_list
    assert response.context["total_idr"] == sum(row.item.amount_idr for row in rows) > 0
    assert b"Pemasangan" in response.content


def test_two_plans_are_compared(client):
    make_city()
    first = solved("Rencana A")
    make_need(name="Kebutuhan tambahan")
    second = solved("Rencana B")
    sign_in(client)
    assert "Compare two plans" in page(client, "plans")
    shown = page(client, "plan-compare", a=first.pk, b=second.pk)
    assert "They answer different questions" in shown
    assert "Nothing." in shown


def test_comparing_with_nothing_chosen_shows_the_choice(client):
    make_city()
    sign_in(client)
    assert page(client, "plan-compare")


def test_downloads_hold_the_plan(client):
    make_city()
    plan = solved()
    sign_in(client)
    workbook = client.get(address("plan-xlsx", plan.pk))
    assert load_workbook(BytesIO(workbook.content)).sheetnames
    assert 'filename="rencana-2027.xlsx"' in workbook.headers["Content-Disposition"]
    assert client.get(address("plan-json", plan.pk)).json()["status"] == plan.status


def test_download_without_an_answer_says_so(client):
    make_city()
    plan = queued()
    sign_in(client)
    assert client.get(address("plan-xlsx", plan.pk)).status_code == 409


def test_failed_plan_tells_why(client):
    make_city()
    plan = queued()
    attempt = actions.begin_solving(plan.pk)
    actions.fail_plan(attempt, "RuntimeError: habis")
    sign_in(client)
    assert "RuntimeError: habis" in page(client, "plan", plan.pk)
    assert Horizon.objects.exists()
