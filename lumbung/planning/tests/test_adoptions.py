"""What was agreed becomes an option; what an agreement did is not planned again; what a published
plan saves is told of the adoption."""

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.actions.adoptions import Answer, record_answer
from lumbung.catalogue.domain.recipes.recipe_changes import with_shared, without_shared
from lumbung.catalogue.models import Adoption
from lumbung.catalogue.tests.factories import make_offer
from lumbung.catalogue.tests.sharing_factories import make_adoption, make_agreement
from lumbung.core.models import AuditEntry, Role
from lumbung.planning import actions, jobs
from lumbung.planning.actions import SolveSettings
from lumbung.planning.domain.figures import plan_figures
from lumbung.planning.domain.figures.option_savings import savings_by_option
from lumbung.planning.domain.tests.small_city import CITY, PLAN
from lumbung.planning.errors import ActivityNotUsed, NoAgreementStands
from lumbung.planning.models import Option
from lumbung.planning.queries.adoptions import adoptions_missing_in_plan, agreement_of_option
from lumbung.planning.scenario_building import frozen_scenario_of_region
from lumbung.planning.tests.factories import make_city, make_need, make_option, make_recipe
from lumbung.registry.tests.factories import make_agency, make_role, make_user

pytestmark = pytest.mark.django_db
PKS = {"id": "pks-32-11", "name": "PKS dengan Sumedang", "least_weeks": 4}
RECIPE = {
    "uses": ["pks-32-11"],
    "activities": [
        {
            "id": "install",
            "name": "Pasang",
            "least_weeks": 2,
            "effort_days": {"engineer": 4.0},
            "after": [{"activity": "pks-32-11", "lag_weeks": 2}],
        }
    ],
}


def shared_offer(**fields):
    return make_offer(**({"recipe": RECIPE, "shared_activities": [PKS]} | fields))


def agree(adoption, callbacks):
    with callbacks(execute=True):
        record_answer(adoption, Answer("agreed", source="Surat 1"), by=make_user())


@pytest.fixture
def engineer():
    return make_role(slug="engineer")


def test_agreed_adoption_is_an_option_for_its_need(engineer, django_capture_on_commit_callbacks):
    need = make_need()
    adoption = make_adoption(
        shared_offer(), agency=need.agency, need_slug=need.slug, fit_percent=70
    )
    agree(adoption, django_capture_on_commit_callbacks)
    option = Option.objects.get(offer=adoption.offer)
    assert (option.kind, option.slug) == ("adopt", adoption.offer.slug)
    assert [(row.need, row.fit_percent) for row in option.services.all()] == [(need, 70)]
    assert adoptions_missing_in_plan() == ()


def test_taking_in_twice_changes_nothing(engineer):
    need = make_need()
    adoption = make_adoption(shared_offer(), need_slug=need.slug, status="agreed")
    first = actions.take_in_adoption(adoption.pk, by=None)
    assert actions.take_in_adoption(adoption.pk, by=None) == first
    assert (Option.objects.count(), first.services.count()) == (1, 1)


def test_option_that_is_there_serves_the_new_need_too(engineer):
    offer, old, new = shared_offer(), make_need(), make_need()
    option = make_option(old, kind="adopt", offer=offer)
    adoption = make_adoption(offer, need_slug=new.slug, status="installing")
    actions.take_in_adoption(adoption.pk, by=None)
    assert set(option.needs.all()) == {old, new}


def test_another_agency_s_need_is_not_served_by_naming_it(engineer):
    need = make_need()
    adoption = make_adoption(
        shared_offer(), need_slug=need.slug, agency=make_agency(), status="agreed"
    )
    option = actions.take_in_adoption(adoption.pk, by=None)
    assert not option.services.exists()
    (missing,) = adoptions_missing_in_plan()
    assert missing.option == option


def test_infrastructure_is_used_at_the_provider_s(engineer):
    offer = shared_offer(kind="infrastructure", slug="ruang")
    make_option(slug="ruang")
    adoption = make_adoption(offer, status="agreed")
    option = actions.take_in_adoption(adoption.pk, by=None)
    assert option.kind == "use" and option.slug != "ruang"


@pytest.mark.parametrize("status", ["requested", "declined", "withdrawn"])
def test_what_is_not_agreed_is_no_option(engineer, status):
    adoption = make_adoption(shared_offer(), status=status)
    assert actions.take_in_adoption(adoption.pk, by=None) is None
    assert not Option.objects.exists()


def test_what_the_region_lacks_keeps_the_answer_and_is_shown(
    client, django_capture_on_commit_callbacks
):
    adoption = make_adoption(shared_offer())
    agree(adoption, django_capture_on_commit_callbacks)
    adoption.refresh_from_db()
    assert adoption.status == "agreed" and not Option.objects.exists()
    client.force_login(make_user())
    page = client.get(reverse("planning:options")).content.decode()
    address = reverse("planning:option-from-adoption", args=[adoption.pk])
    assert address in page
    assert client.post(address).status_code == 422
    make_role(slug="engineer")
    assert client.post(address).status_code == 302
    assert "option-edit" not in page and Option.objects.count() == 1


def standing(offer):
    agreement = make_agreement(stage="in-force", starts_on=timezone.localdate())
    agreement.offers.add(offer)
    return agreement


def test_work_is_left_out_while_an_agreement_stands_and_put_back(engineer, client):
    adoption = make_adoption(shared_offer(), status="agreed")
    option, by = actions.take_in_adoption(adoption.pk, by=None), make_user()
    before = option.recipe
    with pytest.raises(NoAgreementStands):
        actions.leave_out_activity(option, "pks-32-11", by=by)
    agreement = standing(adoption.offer)
    assert [str(each) for each in agreement_of_option(option).may_leave_out] == [PKS["name"]]
    with pytest.raises(ActivityNotUsed):
        actions.leave_out_activity(option, "install", by=by)
    client.force_login(by)
    page = reverse("planning:option", args=[option.pk])
    client.post(reverse("planning:option-leave-out", args=[option.pk]), {"activity": "pks-32-11"})
    option.refresh_from_db()
    assert "uses" not in option.recipe and "after" not in option.recipe["activities"][0]
    assert PKS["name"] in client.get(page).content.decode()
    agreement.stage = "ended"
    agreement.save()
    assert not agreement_of_option(option).left_out[0].stands
    client.post(reverse("planning:option-put-back", args=[option.pk]), {"activity": "pks-32-11"})
    option.refresh_from_db()
    assert option.recipe == before and option.left_out == []
    assert AuditEntry.objects.filter(action="leave-out-activity").count() == 1


def test_taking_the_recipe_again_forgets_what_was_left_out(engineer):
    adoption = make_adoption(shared_offer(), status="agreed")
    option, by = actions.take_in_adoption(adoption.pk, by=None), make_user()
    standing(adoption.offer)
    actions.leave_out_activity(option, "pks-32-11", by=by)
    actions.retake_recipe(option, by=by)
    option.refresh_from_db()
    assert option.recipe["uses"] == ["pks-32-11"] and option.left_out == []


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR])
def test_only_planners_change_options_by_agreements(client, role):
    client.force_login(make_user(role))
    adoption, option = make_adoption(status="agreed"), make_option()
    for name, pk in (
        ("option-from-adoption", adoption.pk),
        ("option-leave-out", option.pk),
        ("option-put-back", option.pk),
    ):
        assert client.post(reverse(f"planning:{name}", args=[pk])).status_code == 403


IDS = st.sampled_from(["a", "b", "c", "pks"])
AFTER = st.lists(IDS | st.builds(lambda id: {"activity": id, "lag_weeks": 1}, IDS), max_size=1)
ACTIVITIES = st.lists(IDS, unique=True, max_size=3).flatmap(
    lambda ids: st.tuples(
        *(st.builds(lambda after, id=id: {"id": id, "after": after}, AFTER) for id in ids)
    )
)


@given(ACTIVITIES, st.lists(st.sampled_from(["x", "y"]), unique=True))
def test_what_is_put_back_is_as_before(activities, uses):
    recipe = {"activities": [each for each in activities if each["after"]], "uses": [*uses, "pks"]}
    less, waits = without_shared(recipe, "pks")
    assert "pks" not in str(
        [less.get("uses"), *(each.get("after") for each in less.get("activities", []))]
    )
    again = with_shared(less, "pks", waits)
    assert again["uses"] == recipe["uses"]
    for before, after in zip(recipe["activities"], again.get("activities", []), strict=True):
        assert before["after"] == after["after"]


def test_savings_by_option_are_never_more_than_the_plan_s():
    figures = plan_figures(CITY, PLAN)
    saved = savings_by_option(CITY, PLAN, figures.savings, figures.money.items)
    total = sum(sum(needs.values()) for needs in saved.values())
    assert saved
    assert figures.savings.saved_idr - 100 <= total <= figures.savings.saved_idr


@pytest.fixture
def solved_city():
    """The first need may be built for 5 million or adopted for 1 million; the money serves all
    only if it is adopted."""
    first, *_rest = make_city()
    adoption = make_adoption(make_offer(recipe=make_recipe(cost_idr=1_000_000)), status="agreed")
    Adoption.objects.filter(pk=adoption.pk).update(need_slug=first.slug, fit_percent=80)
    actions.take_in_adoption(adoption.pk, by=None)
    settings = SolveSettings(time_limit_s=5, workers=1)
    plan = jobs.start_plan("Rencana", frozen_scenario_of_region(), settings, by=None)
    jobs.solve_plan.func(plan.pk)
    plan.refresh_from_db()
    return plan, adoption


def test_published_plan_tells_the_adoption_what_it_saves(solved_city):
    plan, adoption = solved_city
    adoption.refresh_from_db()
    assert adoption.saved_idr is None
    actions.publish_plan(plan, by=make_user())
    adoption.refresh_from_db()
    assert adoption.saved_idr == 4_000_000
    assert plan.name in adoption.saved_source and plan.scenario_sha256[:12] in adoption.saved_source


def test_plan_that_takes_the_offer_no_longer_takes_its_saving_away(solved_city):
    plan, adoption = solved_city
    Adoption.objects.filter(pk=adoption.pk).update(
        need_slug="another", saved_idr=7_000_000, saved_source="An earlier plan (#1)"
    )
    actions.publish_plan(plan, by=make_user())
    adoption.refresh_from_db()
    assert (adoption.saved_idr, adoption.saved_source) == (None, "")
