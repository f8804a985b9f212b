"""Adoptions as pages: who gets in, and the way from request to use by form."""

import pytest
from django.urls import reverse

from lumbung.catalogue.models import Adoption
from lumbung.catalogue.tests.factories import make_offer
from lumbung.catalogue.tests.sharing_factories import make_adoption, make_own_offer
from lumbung.core.models import AuditEntry, Role
from lumbung.registry.tests.factories import make_agency, make_region, make_user

pytestmark = pytest.mark.django_db
POSTS = ("adoption-answer", "adoption-record-answer", "adoption-move", "adoption-confirm")


def sign_in(client, role, **fields):
    user = make_user(role, **fields)
    client.force_login(user)
    return user


def address(name, *args):
    return reverse(f"catalogue:{name}", args=args)


def refusals(user):
    return AuditEntry.objects.filter(outcome=AuditEntry.Outcome.REFUSED, user=user).count()


def test_visitor_is_sent_to_sign_in(client):
    adoption = make_adoption()
    for page in (address("adoptions"), address("adoption", adoption.pk)):
        assert client.get(page).url == f"/sign-in/?next={page}"


def test_auditor_reads_and_moves_nothing(client):
    user, adoption = sign_in(client, Role.AUDITOR), make_adoption(make_own_offer())
    assert client.get(address("adoption", adoption.pk)).status_code == 200
    assert client.get(address("adoption-requests")).status_code == 200
    assert client.get(address("adoption-request", adoption.offer_id)).status_code == 403
    for name in POSTS:
        assert client.post(address(name, adoption.pk)).status_code == 403
    assert refusals(user) == 1 + len(POSTS)


def test_integrator_answers_nothing(client):
    user, adoption = sign_in(client, Role.INTEGRATOR), make_adoption(make_own_offer())
    assert client.post(address("adoption-answer", adoption.pk)).status_code == 403
    assert refusals(user) == 1


def test_agency_sees_no_requests_to_the_region_and_no_other_agency(client):
    user = sign_in(client, Role.AGENCY)
    other = make_adoption(agency=make_agency("Dinas Lain"))
    assert client.get(address("adoption-requests")).status_code == 403
    assert client.get(address("adoption", other.pk)).status_code == 404
    for name in ("adoption-move", "adoption-confirm"):
        assert client.post(address(name, other.pk)).status_code == 404
    assert "Dinas Lain" not in client.get(address("adoptions")).content.decode()
    assert refusals(user) == 1


def test_agency_asks_in_its_own_name_alone(client):
    user, offer = sign_in(client, Role.AGENCY), make_offer()
    make_region()
    page = f"{address('adoption-request', offer.pk)}?need=antrean"
    assert "antrean" in client.get(page).content.decode()
    sent = {"need_slug": "antrean", "fit_percent": "80", "agency": make_agency().pk}
    client.post(page, sent)
    adoption = Adoption.objects.get()
    assert (adoption.agency, adoption.need_slug, adoption.fit_percent) == (
        user.agency,
        "antrean",
        80,
    )


def test_need_that_is_no_identifier_is_refused(client):
    sign_in(client, Role.AGENCY)
    offer = make_offer()
    page = client.post(
        address("adoption-request", offer.pk), {"need_slug": "<b>", "fit_percent": 1}
    )
    assert page.status_code == 200
    assert not Adoption.objects.exists()


def test_from_request_to_use_by_form(client):
    officer = make_user(Role.AGENCY)
    adoption = make_adoption(make_own_offer(), agency=officer.agency)
    sign_in(client, Role.CIO)
    page = client.get(address("adoption-requests")).content.decode()
    assert officer.agency.name in page
    bad = client.post(address("adoption-answer", adoption.pk), {"verdict": "perhaps"})
    assert bad.status_code == 422
    client.post(address("adoption-answer", adoption.pk), {"verdict": "agreed", "note": "Silakan"})
    client.force_login(officer)
    assert "Silakan" in client.get(address("adoption", adoption.pk)).content.decode()
    for status in ("installing", "in-use"):
        client.post(address("adoption-move", adoption.pk), {"status": status})
    client.post(address("adoption-confirm", adoption.pk))
    adoption.refresh_from_db()
    assert adoption.status == "in-use"
    assert adoption.confirmed_on is not None


def test_use_that_begins_tomorrow_is_not_believed(client):
    sign_in(client, Role.CIO)
    adoption = make_adoption(status="installing")
    answer = client.post(
        address("adoption-move", adoption.pk), {"status": "in-use", "on": "2999-01-01"}
    )
    assert answer.status_code == 422
    adoption.refresh_from_db()
    assert adoption.status == "installing"


def test_letter_needs_its_source(client):
    sign_in(client, Role.INTEGRATOR)
    adoption = make_adoption()
    sent = {"verdict": "agreed", "answered_on": "2026-01-05"}
    assert client.post(address("adoption-record-answer", adoption.pk), sent).status_code == 422
    sent["source"] = "Surat 1"
    client.post(address("adoption-record-answer", adoption.pk), sent)
    adoption.refresh_from_db()
    assert adoption.status == "agreed"


def test_lists_are_filtered(client):
    sign_in(client, Role.CIO)
    used = make_adoption(status="in-use", in_use_since="2020-01-01")
    make_adoption()
    for chosen in ({"status": "in-use"}, {"status": "unconfirmed"}, {"text": used.entry.name}):
        assert list(client.get(address("adoptions"), chosen).context["page"]) == [used]
