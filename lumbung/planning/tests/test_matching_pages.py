"""Matching and adopting as pages and over the API: who sees which needs, and what leads where."""

from dataclasses import replace

import pytest
from django.urls import reverse

from lumbung.catalogue.models import Offer
from lumbung.catalogue.tests.factories import make_offer
from lumbung.core.models import Role
from lumbung.planning import queries
from lumbung.planning.models import Need
from lumbung.planning.tests.factories import CODE, make_city, make_horizon, make_need, make_option
from lumbung.registry.tests.factories import make_application, make_region, make_user

pytestmark = pytest.mark.django_db


def page(client, name, *args, **headers):
    return client.get(reverse(f"planning:{name}", args=args), **headers)


def sign_in(client, role):
    user = make_user(role)
    client.force_login(user)
    return user


def make_library_offer(**fields):
    return make_offer(name="SLiMS", function="Otomasi perpustakaan", **fields)


def test_need_shows_offers_with_their_reasons_and_what_to_do(client):
    sign_in(client, Role.CIO)
    offer = make_library_offer(terms={"fee_idr": 0, "agreements": {"pks": True}})
    need = make_need(name="Perpustakaan umum")
    html = page(client, "need", need.pk).content.decode()
    assert f"/planning/options/from-offer/{offer.pk}/?need={need.pk}" in html
    assert f"/adopt/?need={need.slug}" in html
    for words in ("perpustakaan", "Gratis", "PKS"):
        assert words in html


def test_need_without_a_near_offer_says_so(client):
    sign_in(client, Role.CIO)
    make_library_offer()
    need = make_need(name="Uji kendaraan bermotor")
    assert "Belum ada penawaran yang cukup dekat" in page(client, "need", need.pk).content.decode()


def test_drafts_are_no_match(client):
    sign_in(client, Role.CIO)
    make_library_offer(state=Offer.State.DRAFT)
    need = make_need(name="Perpustakaan umum")
    assert "SLiMS" not in page(client, "need", need.pk).content.decode()


def test_button_presets_the_need_and_proposes_a_fit(client):
    sign_in(client, Role.INTEGRATOR)
    offer, need = make_library_offer(), make_need(name="Perpustakaan umum")
    address = reverse("planning:option-from-offer", args=[offer.pk])
    form = client.get(address, {"need": need.pk}).context["services"].forms[0]
    assert form.initial["need"] == need and 30 <= form.initial["fit_percent"] <= 90
    for nonsense in ("", "999999", "x", str(make_need(name="Parkir").pk)):
        forms = client.get(address, {"need": nonsense}).context["services"].forms
        assert not any(form.initial for form in forms)


def test_all_needs_stand_with_their_best_match_the_unmet_first(client):
    sign_in(client, Role.AUDITOR)
    make_library_offer()
    met = make_need(name="Perpustakaan umum", weight=100)
    unmet = make_need(name="Uji kendaraan bermotor", weight=1)
    own = make_need(name="Parkir", weight=50)
    make_option(own)
    make_need(name="Pustaka lama", state=Need.State.WITHDRAWN)
    response = page(client, "matches")
    assert [row.need for row in response.context["page"]] == [unmet, own, met]
    assert (response.context["unmet"], response.context["offered"]) == (1, 1)


def test_agency_sees_only_its_own_needs_matched(client):
    officer = sign_in(client, Role.AGENCY)
    offer = make_library_offer()
    other = make_need(name="Perpustakaan umum")
    for response in (page(client, "matches"), page(client, "offer-needs", offer.pk)):
        assert response.status_code == 200 and other.name not in response.content.decode()
    assert page(client, "need", other.pk).status_code == 404
    own = make_need(officer.agency, name="Perpustakaan sekolah")
    html = page(client, "offer-needs", offer.pk).content.decode()
    assert own.name in html and "from-offer" not in html


def test_offer_page_leads_to_needs_and_effort_and_htmx_gets_the_part_alone(client):
    sign_in(client, Role.CIO)
    make_city()
    offer, need = make_library_offer(), make_need(name="Perpustakaan umum")
    html = client.get(reverse("catalogue:offer", args=[offer.pk])).content.decode()
    for name in ("offer-needs", "adopting"):
        assert reverse(f"planning:{name}", args=[offer.pk]) in html
        part = page(client, name, offer.pk, HTTP_HX_REQUEST="true").content.decode()
        assert part and "<html" not in part
    assert need.name in page(client, "offer-needs", offer.pk).content.decode()


def test_adopting_is_held_against_the_rows_where_there_is_no_plan(client):
    sign_in(client, Role.CIO)
    make_city()
    response = page(client, "adopting", make_library_offer().pk)
    answer = response.context["answer"]
    assert answer.fits and answer.needed_decidays == 60
    assert {pool.code for pool in answer.money} == {CODE}
    assert "Jika dimulai sekarang" in response.content.decode()


def test_what_is_planned_already_is_not_put_into_the_plan_again(client, monkeypatch):
    sign_in(client, Role.CIO)
    make_city()
    offer = make_library_offer()
    put = reverse("planning:option-from-offer", args=[offer.pk])
    assert put in page(client, "adopting", offer.pk).content.decode()
    here_of = queries.adopting_here

    def planned(*args):
        here = here_of(*args)
        return replace(here, adopting=replace(here.adopting, is_planned=True, live_week=2))

    monkeypatch.setattr(queries, "adopting_here", planned)
    html = page(client, "adopting", offer.pk).content.decode()
    assert "Sudah ada dalam rencana" in html and put not in html


def test_adopting_says_what_is_missing_where_nothing_can_be_reckoned(client):
    sign_in(client, Role.CIO)
    response = page(client, "adopting", make_library_offer().pk)
    assert response.status_code == 200 and response.context["findings"]


def test_visitor_is_sent_to_sign_in(client):
    offer = make_library_offer()
    for name, *args in (("matches",), ("offer-needs", offer.pk), ("adopting", offer.pk)):
        assert page(client, name, *args).status_code == 302


def test_prerequisites_are_known_from_our_applications(client):
    sign_in(client, Role.CIO)
    make_horizon(region=make_region())
    offer = make_library_offer()
    offer.entry.facts = {"depends_on": [{"kind": "open", "name": "MariaDB", "is_optional": False}]}
    offer.entry.save()
    need = make_need(name="Perpustakaan umum")
    assert "belum kita miliki" in page(client, "need", need.pk).content.decode()
    make_application(name="Buku tamu", technology="PHP MariaDB Linux")
    assert "sudah kita miliki: MariaDB" in page(client, "need", need.pk).content.decode()
