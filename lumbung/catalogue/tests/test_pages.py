"""Offers as pages: who gets in, what each sees, and journeys by form and by file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lumbung.catalogue.models import Offer
from lumbung.catalogue.tests.factories import OFFER_YML, RECIPE, make_offer
from lumbung.core.models import AuditEntry, Role
from lumbung.registry.tests.factories import make_region, make_role, make_user

pytestmark = pytest.mark.django_db


def sign_in(client, role):
    user = make_user(role)
    client.force_login(user)
    return user


def address(name, *args):
    return reverse(f"catalogue:{name}", args=args)


def formset(prefix, *rows, initial=0):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def offer_data(**changes):
    activity = {"id": "install", "name": "Pasang", "least_weeks": 2, "after": "pks"}
    return {
        "name": "e-Office",
        "slug": "e-office",
        "kind": "application",
        "provider_name": "Komunitas",
        "terms-agreement": "PKS",
        "terms-onward_sharing_allowed": "false",
        "recipe-uses": "pks",
        **formset("activities", activity),
        **formset("shared", {"id": "pks", "name": "PKS", "least_weeks": 3}),
        **changes,
    }


def test_visitor_is_sent_to_sign_in(client):
    offer = make_offer()
    for page in (address("offers"), address("offer", offer.pk), address("offer-import")):
        assert client.get(page).url == f"/sign-in/?next={page}"


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR])
def test_only_cio_and_integrator_write_offers(client, role):
    user, offer = sign_in(client, role), make_offer()
    gets = [address("offer-new"), address("offer-edit", offer.pk), address("offer-import")]
    posts = [address(f"offer-{act}", offer.pk) for act in ("publish", "withdraw", "delete")]
    assert {client.get(page).status_code for page in gets} == {403}
    assert {client.post(page).status_code for page in posts} == {403}
    refused = AuditEntry.objects.filter(outcome=AuditEntry.Outcome.REFUSED, user=user)
    assert refused.count() == 6


def test_agency_officer_sees_published_offers_only(client):
    sign_in(client, Role.AGENCY)
    published, draft = make_offer(), make_offer(state=Offer.State.DRAFT)
    page = client.get(address("offers")).content.decode()
    assert published.name in page and draft.name not in page
    assert client.get(address("offer", published.pk)).status_code == 200
    for name in ("offer", "offer-document", "offer-publiccode"):
        assert client.get(address(name, draft.pk)).status_code == 404


def test_offers_are_found_by_words_region_kind_and_state(client):
    sign_in(client, Role.CIO)
    offer = make_offer(name="Antrean", function="Antrean layanan")
    make_offer(
        provider=None, provider_name="Komunitas", kind="infrastructure", state=Offer.State.DRAFT
    )
    for chosen in (
        {"text": "layanan sumedang"},
        {"provider": "32.11"},
        {"kind": "application"},
        {"state": "published"},
    ):
        page = client.get(address("offers"), chosen).context["page"]
        assert list(page.object_list) == [offer]


def test_offer_is_entered_by_form_and_changed(client):
    sign_in(client, Role.CIO)
    answer = client.post(address("offer-new"), offer_data(publiccode_yml="name: 1"))
    offer = Offer.objects.get()
    assert answer.url == address("offer", offer.pk)
    assert (offer.state, offer.terms) == (
        Offer.State.DRAFT,
        {"agreement": "PKS", "onward_sharing_allowed": False},
    )
    assert offer.recipe["activities"][0]["after"] == ["pks"]
    assert offer.entry.latest_findings
    page = client.get(answer.url).content.decode()
    assert "publiccodeYmlVersion" in page
    assert client.get(address("offer-edit", offer.pk)).status_code == 200
    known = {"activities-INITIAL_FORMS": 1, "shared-INITIAL_FORMS": 1}
    client.post(address("offer-edit", offer.pk), offer_data(name="e-Office 2", **known))
    offer.refresh_from_db()
    assert offer.name == "e-Office 2"


def test_recipe_that_contradicts_itself_is_told_and_not_stored(client):
    sign_in(client, Role.CIO)
    answer = client.post(address("offer-new"), offer_data(**{"activities-0-after": "install"}))
    assert "install → install" in answer.content.decode()
    assert not Offer.objects.exists()


def test_offer_without_provider_is_told_on_the_form(client):
    sign_in(client, Role.CIO)
    answer = client.post(address("offer-new"), offer_data(provider_name=""))
    assert answer.context["editor"].offer.errors and not Offer.objects.exists()


def test_roles_that_this_region_lacks_stay_in_the_recipe(client):
    sign_in(client, Role.CIO)
    make_role(slug="analyst")
    page = client.get(address("offer-edit", make_offer(recipe=RECIPE).pk)).content.decode()
    assert "activities-0-effort_engineer" in page and "activities-0-effort_analyst" in page


def test_files_are_shown_first_and_stored_when_asked(client):
    sign_in(client, Role.INTEGRATOR)
    make_region("32.11", name="Kabupaten Sumedang")
    file = SimpleUploadedFile("offer.yml", OFFER_YML.encode())
    answer = client.post(address("offer-import"), {"offer_file": file})
    assert answer.context["preview"].can_store and not Offer.objects.exists()
    assert "e-Office" in answer.content.decode()
    answer = client.post(address("offer-import"), {"offer_text": OFFER_YML, "store": "1"})
    offer = Offer.objects.get()
    assert answer.url == address("offer", offer.pk)
    document = client.get(address("offer-document", offer.pk))
    assert b"sumedang-e-office" in document.content


def test_file_with_problems_is_never_stored(client):
    sign_in(client, Role.CIO)
    for text in (OFFER_YML, OFFER_YML.replace("least_weeks: 2", "least_weeks: -2"), "a: *b"):
        answer = client.post(address("offer-import"), {"offer_text": text, "store": "1"})
        assert answer.status_code == 200 and answer.context["preview"].findings
    assert not Offer.objects.exists()


def test_large_or_binary_upload_is_an_error_of_its_field(client):
    sign_in(client, Role.CIO)
    for content in (b"x" * (1024 * 1024 + 1), b"\xff\xfe\x00"):
        file = SimpleUploadedFile("offer.yml", content)
        answer = client.post(address("offer-import"), {"offer_file": file})
        assert "offer_file" in answer.context["form"].errors


def test_offer_is_published_withdrawn_and_deleted(client):
    sign_in(client, Role.CIO)
    offer = make_offer(state=Offer.State.DRAFT)
    for act, state in (("publish", "published"), ("withdraw", "withdrawn")):
        client.post(address(f"offer-{act}", offer.pk))
        assert Offer.objects.get().state == state
    assert client.get(address("offer-delete", offer.pk)).status_code == 405
    client.post(address("offer-delete", offer.pk))
    assert not Offer.objects.exists()
