"""Reports of use sharpen what an option is made of: side by side, by choice, told in the source."""

import pytest
from django.urls import reverse

from lumbung.catalogue.actions.experiences import change_experience, hide_experience, report_use
from lumbung.catalogue.domain.recipes.recipe_summary import summarise
from lumbung.catalogue.queries import offer_detail, recipe_of
from lumbung.catalogue.tests.factories import make_offer
from lumbung.core.models import Role
from lumbung.planning import actions, queries
from lumbung.planning.models import Option
from lumbung.planning.tests.factories import make_city, make_need
from lumbung.registry.tests.factories import make_region, make_role, make_token, make_user

pytestmark = pytest.mark.django_db
# The offer's recipe has 6 days of an engineer; two reports of 12 make 2 ** 0.75 of it.
TOLD = {"effort_days": {"engineer": 12.0}}
EXPECTED = {"install": 6.7, "train": 3.4}


@pytest.fixture(autouse=True)
def own_region(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    make_region("61.72")


@pytest.fixture(autouse=True)
def engineer(request):
    if "adopting" not in request.node.name:  # the city brings its own
        make_role(slug="engineer", name="Pengembang")


def two_reports(offer, **fields):
    told = {"effort": TOLD, "text": "Baik", **fields}
    agencies = ("Dinas Kesehatan", "Dinas Sosial")
    return [report_use(offer.entry, told | {"agency_name": each}, by=None) for each in agencies]


def made(offer, **options):
    cio = make_user(Role.CIO)
    detail = offer_detail(cio, offer.pk)
    fields = {"kind": options.pop("kind", "adopt")}
    return actions.create_option_from_offer(
        detail, fields, [(make_need(), 80)], by=cio, **options
    ), cio


def days(option):
    return {each["id"]: each["effort_days"]["engineer"] for each in option.recipe["activities"]}


def test_option_takes_the_sharpened_recipe_and_names_the_reports():
    offer = make_offer(source="Surat")
    reports = two_reports(offer)
    option, _cio = made(offer)
    assert days(option) == EXPECTED
    assert option.source.startswith("Surat\n") and "Kota Singkawang" in option.source
    assert set(option.reports_known) == {str(report.public_id) for report in reports}
    assert not option.example
    assert summarise(recipe_of(offer), ()).days == 6


def test_it_can_be_turned_off():
    offer = make_offer(source="Surat")
    two_reports(offer)
    option, _cio = made(offer, sharpened=False)
    assert option.recipe == offer.recipe and option.source == "Surat"
    assert len(option.reports_known) == 2 and queries.options_with_news() == ()


def test_example_reports_mark_the_option_as_example():
    offer = make_offer()
    two_reports(offer, example=True)
    option, _cio = made(offer)
    assert option.example


def test_what_is_used_at_the_provider_takes_no_room_on_our_servers():
    option, cio = made(make_offer(), kind="use")
    assert "demand" not in option.recipe
    actions.retake_recipe(option, by=cio)
    option.refresh_from_db()
    assert "demand" not in option.recipe and option.recipe["yearly_costs"]


def test_new_corrected_and_hidden_reports_are_proposed_and_change_nothing_by_themselves():
    offer = make_offer()
    option, cio = made(offer)

    def proposal():
        return queries.sharpening_proposal(cio, queries.option_detail(cio, option.pk))

    assert proposal() is None
    first, second = two_reports(offer)
    found = proposal()
    assert len(found.news) == 2 and next(today for _, today in found.rows) == 6
    option.refresh_from_db()
    assert days(option) == {"install": 4.0, "train": 2.0}
    actions.retake_recipe(option, by=cio, sharpened=True)
    option.refresh_from_db()
    assert days(option) == EXPECTED and not proposal().is_news
    change_experience(first, {"effort": {"effort_days": {"engineer": 30.0}}}, by=cio)
    assert [report.key for report in proposal().news] == [str(first.public_id)]
    actions.retake_recipe(option, by=cio, sharpened=True)
    hide_experience(second, "salah", by=cio)
    option.refresh_from_db()
    assert (proposal().news, proposal().dropped) == ((), 1)


def test_options_with_news_are_on_the_desk_and_in_the_list_until_decided(client):
    offer = make_offer()
    option, cio = made(offer)
    made(make_offer())
    assert queries.options_with_news() == ()
    two_reports(offer)
    assert queries.options_with_news() == (option.pk,)
    client.force_login(cio)
    assert "?news=yes" in client.get("/").content.decode()
    page = client.get(reverse("planning:options"), {"news": "yes"})
    assert list(page.context["page"].object_list) == [option]
    actions.retake_recipe(option, by=cio, sharpened=True)
    assert queries.options_with_news() == ()


def test_recipe_may_be_left_as_it_is_until_something_else_is_reported(client):
    offer = make_offer()
    option, cio = made(offer)
    first, _second = two_reports(offer)
    client.force_login(cio)
    client.post(reverse("planning:option-leave", args=[option.pk]))
    option.refresh_from_db()
    assert days(option) == {"install": 4.0, "train": 2.0} and queries.options_with_news() == ()
    hide_experience(first, "salah", by=cio)
    assert queries.options_with_news() == (option.pk,)
    client.force_login(make_user(Role.AUDITOR))
    assert client.post(reverse("planning:option-leave", args=[option.pk])).status_code == 403


def test_officer_sees_an_option_whose_offer_is_withdrawn(client):
    offer = make_offer()
    two_reports(offer)
    option, _cio = made(offer)
    offer.state = "withdrawn"
    offer.save()
    agency = option.services.get().need.agency
    client.force_login(make_user(Role.AGENCY, agency=agency))
    assert client.get(reverse("planning:option", args=[option.pk])).status_code == 200


def test_taking_again_keeps_our_own_source_and_renews_the_line_of_reports():
    offer = make_offer()
    first, _second = two_reports(offer)
    option, cio = made(offer)
    option.source = "Catatan sendiri\n" + option.source
    option.save()
    hide_experience(first, "salah", by=cio)
    actions.retake_recipe(option, by=cio, sharpened=True)
    option.refresh_from_db()
    lines = option.source.splitlines()
    assert lines[0] == "Catatan sendiri" and len(lines) == 2
    actions.retake_recipe(option, by=cio)
    option.refresh_from_db()
    assert (option.source, len(option.reports_known)) == ("Catatan sendiri", 1)


def test_pages_show_offer_experience_and_expectation_before_anything_is_stored(client):
    offer, cio = make_offer(), make_user(Role.CIO)
    two_reports(offer)
    client.force_login(cio)
    need = make_need()
    address = reverse("planning:option-from-offer", args=[offer.pk])
    page = client.get(address).content.decode()
    assert "10,1" in page and 'name="sharpened"' in page and not Option.objects.exists()
    data = {
        "kind": "adopt",
        "name": "Antrean",
        "slug": "antrean",
        "services-TOTAL_FORMS": 1,
        "services-INITIAL_FORMS": 0,
        "services-0-need": need.pk,
        "services-0-fit_percent": 80,
    }
    client.post(address, data)
    option = Option.objects.get()
    assert days(option) == {"install": 4.0, "train": 2.0}  # the box was not ticked
    page = client.get(reverse("planning:option", args=[option.pk])).content.decode()
    sharpen = reverse("planning:option-sharpen", args=[option.pk])
    assert sharpen in page
    assert "10,1" in client.get(sharpen).content.decode()
    client.post(reverse("planning:option-retake", args=[option.pk]), {"sharpened": "yes"})
    option.refresh_from_db()
    assert days(option) == EXPECTED
    client.force_login(make_user(Role.AUDITOR))
    assert client.get(sharpen).status_code == 403


def test_option_without_reports_has_no_page_of_experience(client):
    option, cio = made(make_offer())
    client.force_login(cio)
    assert client.get(reverse("planning:option-sharpen", args=[option.pk])).status_code == 404


def test_offer_of_infrastructure_is_proposed_for_use_at_the_provider(client):
    facts = {"kind": "hosting", "disk_gib": 500}
    offer = make_offer(kind="infrastructure", infrastructure="hosting", infrastructure_facts=facts)
    client.force_login(make_user(Role.CIO))
    page = client.get(reverse("planning:option-from-offer", args=[offer.pk]))
    assert page.context["form"]["kind"].value() == "use"


def test_api_tells_and_takes_the_same(client):
    offer, user = make_offer(), make_user(Role.INTEGRATOR)
    two_reports(offer)
    headers = {"Authorization": f"Bearer {make_token(user)}"}
    told = client.get(f"/api/offers/{offer.pk}/sharpening", headers=headers).json()
    engineer = told["changes"][0]
    assert (engineer["offered"], engineer["expected"]) == (6.0, 10.1) and len(told["reports"]) == 2
    body = {"kind": "adopt", "serves": [{"need": make_need().slug, "fit_percent": 80}]}

    def post(address, body):
        return client.post(address, body, content_type="application/json", headers=headers)

    kept = post(f"/api/offers/{offer.pk}/options", body | {"sharpened": False}).json()
    found = client.get(f"/api/options/{kept['pk']}/sharpening", headers=headers).json()
    assert not found["is_news"] and found["changes"][0]["in_option"] == 6.0
    assert post(f"/api/options/{kept['pk']}/retake", {"sharpened": True}).status_code == 200
    assert days(Option.objects.get()) == EXPECTED


def test_what_adopting_takes_for_us_counts_on_experience(client):
    offer = make_offer()
    make_city()
    two_reports(offer, example=True)
    here = queries.adopting_here(make_user(Role.CIO), offer.pk)
    # 10.1 days instead of 6; each week of an activity takes whole tenths of a day
    assert 101 <= here.adopting.needed_decidays <= 105 and here.adopting.rests_on_example
    client.force_login(make_user(Role.CIO))
    page = client.get(reverse("planning:adopting", args=[offer.pk])).content.decode()
    assert "2 laporan pemakaian" in page
