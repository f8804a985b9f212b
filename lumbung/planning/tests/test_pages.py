"""Needs, options and the horizon as pages: who gets in, what each sees, and journeys by form."""

import pytest
from django.urls import reverse

from lumbung.catalogue.tests.factories import make_offer
from lumbung.core.models import AuditEntry, Role
from lumbung.planning.models import Horizon, Need, Option, SharedActivity
from lumbung.planning.tests.factories import (
    make_need,
    make_option,
    make_shared_activity,
)
from lumbung.registry.tests.factories import make_region, make_role, make_user

pytestmark = pytest.mark.django_db
EDITORS = [Role.CIO, Role.INTEGRATOR]
OTHERS = [Role.AGENCY, Role.AUDITOR]


def sign_in(client, role):
    user = make_user(role)
    client.force_login(user)
    return user


def address(name, *args):
    return reverse(f"planning:{name}", args=args)


def formset(prefix, *rows, initial=0):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def option_data(need, **changes):
    activity = {"id": "install", "name": "Pasang", "least_weeks": 2, "effort_engineer": "3.5"}
    return {
        "name": "Bangun sendiri",
        "slug": "own",
        "kind": "build",
        "is_enabled": "on",
        **formset("services", {"need": need.pk, "fit_percent": 80}),
        **formset("activities", activity | {"costs": "5.1.02 Rp1.500.000"}),
        "recipe-memory_mib": "512",
        **changes,
    }


def test_filters_take_whatever_comes(client):
    sign_in(client, Role.CIO)
    for name in ("needs", "options"):
        for query in ("text=%00", "state=%00&kind=nonsense", "page=nonsense", "text=" + "a" * 999):
            assert client.get(f"{address(name)}?{query}").status_code == 200


def test_visitor_is_sent_to_sign_in(client):
    need, option = make_need(), make_option()
    for page in (
        address("needs"),
        address("need", need.pk),
        address("options"),
        address("option", option.pk),
        address("horizon"),
    ):
        assert client.get(page).url == f"/sign-in/?next={page}"


@pytest.mark.parametrize("role", Role)
def test_everybody_signed_in_reads_lists(client, role):
    sign_in(client, role)
    make_option(make_need())
    for page in ("needs", "options"):
        assert client.get(address(page)).status_code == 200


@pytest.mark.parametrize("role", OTHERS)
def test_only_cio_and_integrator_write_options_and_horizon(client, role):
    user = sign_in(client, role)
    need = make_need(user.agency) if user.agency else make_need()
    option, offer = make_option(need), make_offer()
    gets = [address("option-new"), address("option-edit", option.pk), address("horizon")]
    gets += [address("option-from-offer", offer.pk), address("shared-activities")]
    gets += [address("shared-new"), address("shared-edit", make_shared_activity().pk)]
    posts = [address(f"option-{act}", option.pk) for act in ("retake", "enable", "delete")]
    posts.append(address("need-accept", need.pk))
    assert {client.get(page).status_code for page in gets} == {403}
    assert {client.post(page).status_code for page in posts} == {403}
    refused = AuditEntry.objects.filter(outcome=AuditEntry.Outcome.REFUSED, user=user)
    assert refused.count() == len(gets) + len(posts)
    assert Option.objects.get().is_enabled


def test_auditor_states_no_need(client):
    sign_in(client, Role.AUDITOR)
    assert client.get(address("need-new")).status_code == 403
    assert client.post(address("need-withdraw", make_need().pk)).status_code == 403


def test_agency_officer_meets_only_its_own_rows(client):
    officer = sign_in(client, Role.AGENCY)
    own, other = make_need(officer.agency, name="Milik kami"), make_need(name="Milik lain")
    shared = make_option(own, other)
    page = client.get(address("needs")).content.decode()
    assert "Milik kami" in page and "Milik lain" not in page
    for name in ("options", "option"):
        args = [shared.pk] if name == "option" else []
        page = client.get(address(name, *args)).content.decode()
        assert "Milik kami" in page and "Milik lain" not in page
    for name in ("need", "need-edit"):
        assert client.get(address(name, other.pk)).status_code == 404
    assert client.post(address("need-withdraw", other.pk)).status_code == 404
    assert client.get(address("option", make_option(other).pk)).status_code == 404


def test_from_a_stated_need_to_an_accepted_one(client):
    officer = sign_in(client, Role.AGENCY)
    answer = client.post(address("need-new"), {"name": "Antrean daring", "note": "Setiap hari"})
    need = Need.objects.get()
    assert answer.url == address("need", need.pk)
    assert (need.agency, need.state) == (officer.agency, Need.State.STATED)
    client.post(address("need-edit", need.pk), {"name": "Antrean daring dan pesan"})
    sign_in(client, Role.INTEGRATOR)
    data = {"weight": 30, "mandatory": "on", "deadline": "2027-06-30"}
    client.post(address("need-accept", need.pk), data)
    need.refresh_from_db()
    assert (need.name, need.state, need.weight) == ("Antrean daring dan pesan", "accepted", 30)


def test_officer_cannot_slip_another_agency_into_the_form(client):
    officer, other = sign_in(client, Role.AGENCY), make_need()
    data = {"name": "Titipan", "agency": other.agency_id, "weight": 900, "state": "accepted"}
    client.post(address("need-new"), data)
    need = Need.objects.get(name="Titipan")
    assert (need.agency, need.weight, need.state) == (officer.agency, 10, Need.State.STATED)


def test_faulty_weighing_shows_the_page_again(client):
    sign_in(client, Role.CIO)
    need = make_need(state=Need.State.STATED)
    answer = client.post(address("need-accept", need.pk), {"weight": 0})
    assert answer.status_code == 200 and "weight" in answer.context["weigh_form"].errors
    assert Need.objects.get().state == Need.State.STATED


@pytest.mark.parametrize("role", EDITORS)
def test_option_is_made_by_form_and_changed(client, role):
    sign_in(client, role)
    make_role(slug="engineer")
    need = make_need()
    answer = client.post(address("option-new"), option_data(need))
    option = Option.objects.get()
    assert answer.url == address("option", option.pk)
    assert option.recipe == {
        "activities": [
            {
                "id": "install",
                "name": "Pasang",
                "least_weeks": 2,
                "effort_days": {"engineer": 3.5},
                "costs": [{"code": "5.1.02", "amount_idr": 1_500_000}],
            }
        ],
        "demand": {"memory_mib": 512},
    }
    assert client.get(answer.url).status_code == 200
    assert client.get(address("option-edit", option.pk)).status_code == 200
    removed = formset("activities", {"id": "x", "DELETE": "on"}, initial=1)
    client.post(address("option-edit", option.pk), option_data(need, name="Baru") | removed)
    option.refresh_from_db()
    assert (option.name, option.recipe.get("activities")) == ("Baru", None)


def test_what_the_option_contradicts_is_told_on_the_form(client):
    sign_in(client, Role.CIO)
    make_role(slug="engineer")
    data = option_data(
        make_need(), **{"recipe-uses": "pks, lain", "activities-0-after": "nowhere+1"}
    )
    answer = client.post(address("option-new"), data)
    page = answer.content.decode()
    assert answer.status_code == 200 and not Option.objects.exists()
    assert "nowhere" in page and "pks" in page and len(answer.context["findings"]) == 3


def test_fields_that_cannot_be_read_are_told_and_kept(client):
    sign_in(client, Role.CIO)
    changes = {"activities-0-costs": "banyak", "activities-0-after": "Salah!", "recipe-uses": "X"}
    answer = client.post(address("option-new"), option_data(make_need(), **changes))
    [errors] = answer.context["editor"].recipe.activities.formset.errors
    assert set(errors) == {"costs", "after"}
    assert "uses" in answer.context["editor"].recipe.rest.errors
    assert "banyak" in answer.content.decode()


def test_more_rows_keeps_what_was_typed(client):
    sign_in(client, Role.CIO)
    data = option_data(make_need(), name="Belum jadi", more_activities="1")
    answer = client.post(address("option-new"), data)
    assert len(answer.context["editor"].recipe.activities.formset.forms) == 3
    assert "Belum jadi" in answer.content.decode()


def test_offer_is_put_into_the_plan(client):
    sign_in(client, Role.INTEGRATOR)
    make_role(slug="engineer")
    offer, need = make_offer(), make_need()
    assert client.get(address("option-from-offer", offer.pk)).status_code == 200
    data = {"kind": "adopt", "name": offer.name, "slug": offer.slug}
    data |= formset("services", {"need": need.pk, "fit_percent": 65}, {})
    answer = client.post(address("option-from-offer", offer.pk), data)
    option = Option.objects.get()
    assert answer.url == address("option", option.pk)
    assert (option.offer, option.services.get().fit_percent) == (offer, 65)
    for act in ("retake", "enable", "delete"):
        assert client.post(address(f"option-{act}", option.pk)).status_code == 302
    assert not Option.objects.exists()


def test_offer_with_unknown_roles_tells_why_it_cannot_go_in(client):
    sign_in(client, Role.CIO)
    offer = make_offer()
    data = {"kind": "adopt", "name": "X", "slug": "x"} | formset("services")
    answer = client.post(address("option-from-offer", offer.pk), data)
    assert len(answer.context["findings"]) == 2 and not Option.objects.exists()


def test_horizon_is_set_and_starts_on_a_monday(client):
    sign_in(client, Role.CIO)
    data = {
        "name": "Rencana 2027",
        "region": make_region().pk,
        "first_day": "2027-01-05",
        "weeks": 52,
        "cost_lifetime_years": 5,
    }
    assert "first_day" in client.post(address("horizon"), data).context["form"].errors
    client.post(address("horizon"), data | {"first_day": "2027-01-04"})
    client.post(address("horizon"), data | {"first_day": "2027-01-04", "weeks": 104})
    assert Horizon.objects.get().weeks == 104


def test_shared_activities_are_added_changed_and_deleted(client):
    sign_in(client, Role.CIO)
    pks = make_shared_activity("pks", effort_days={"stranger": 2.0})
    page = address("shared-edit", pks.pk)
    assert "effort_stranger" in client.get(page).content.decode()
    more = {"id": "training", "name": "Pelatihan", "least_weeks": 1, "after": "pks"}
    assert client.post(address("shared-new"), more).url == address("shared-activities")
    assert "Pelatihan" in client.get(address("shared-activities")).content.decode()
    changed = {"id": "pks", "name": "PKS baru", "least_weeks": 2}
    assert client.post(page, changed | {"after": "training"}).context["findings"]
    assert "least_weeks" in client.post(page, changed | {"least_weeks": 0}).context["form"].errors
    client.post(page, changed)
    pks.refresh_from_db()
    assert pks.document == changed
    training = SharedActivity.objects.get(slug="training")
    client.post(address("shared-delete", training.pk))
    client.post(address("shared-delete", pks.pk))
    assert not SharedActivity.objects.exists()
    assert client.get(page).status_code == 404
