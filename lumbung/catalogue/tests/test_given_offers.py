"""The sharing side: advice before publishing, and the list of what our region gives."""

import pytest
from django.urls import reverse

from lumbung.catalogue.domain.offers.offer_advice import missing, offer_advice
from lumbung.catalogue.domain.offers.offer_reading import read_offer
from lumbung.catalogue.models import Adoption, Offer
from lumbung.catalogue.tests.factories import make_offer
from lumbung.catalogue.tests.sharing_factories import make_adoption, make_own_offer, make_peer
from lumbung.core.models import Role
from lumbung.registry.tests.factories import make_region, make_token, make_user

BARE = "format: lumbung-offer/2\nid: antrean\nname: Antrean\nkind: application\nprovider: '61.72'\n"
TERMS = """\
terms:
  fee_idr: 0
  onward_sharing_allowed: true
  changes: "yes"
  support_extent: none
  data_held_by: adopter
  paid_by: {staff: adopter}
  agreements: {kb: false, pks: false}
"""
REST = f"""\
provider_agency: Dinas Kominfo
function: Antrean layanan
description: {"Warga mengambil nomor dari ponsel; loket memanggilnya. " * 3}
recipe:
  demand: {{cpu_millicores: 500}}
  activities: [{{id: pasang, name: Pasang, least_weeks: 1, effort_days: {{engineer: 2}}}}]
"""


def lacks(text: str, licence: str = "") -> set[str]:
    return {check.key for check in missing(offer_advice(read_offer(text), licence=licence))}


def test_bare_offer_lacks_everything_and_a_full_one_nothing() -> None:
    assert lacks(BARE) == {
        *("description", "provider_agency", "licence", "demand", "recipe", "effort", "fee"),
        *("onward", "changes", "support", "data", "payers", "agreements"),
    }
    assert lacks(BARE + TERMS + REST, "EUPL-1.2") == set()


def test_infrastructure_is_asked_for_its_own_facts() -> None:
    text = BARE.replace("application", "infrastructure")
    assert {"infrastructure", "price"} <= lacks(text) and "licence" not in lacks(text)
    facts = "infrastructure: {kind: hosting, disk_gib: 1, open_hours: always, price_idr: 0}\n"
    assert not lacks(text + facts) & {"infrastructure", "price"}


@pytest.mark.django_db
def test_list_tells_what_lacks_and_who_waits_and_agencies_see_what_is_published(client):
    make_region("61.72")
    shown = make_own_offer(name="Antrean")
    make_own_offer(name="Rancangan", state=Offer.State.DRAFT)
    make_offer(name="Milik Sumedang")
    make_adoption(shown, region=make_region("32.11"), catalog=make_peer("32.73"))
    make_adoption(shown, status=Adoption.Status.IN_USE)
    client.force_login(make_user(Role.CIO))
    page = client.get(reverse("catalogue:offers-given"))
    [first, second] = page.context["given"]
    assert (first.offer, first.requests, first.users, first.questions) == (shown, 1, 1, 0)
    assert second.offer.name == "Rancangan" and second.lacks
    assert "Milik Sumedang" not in page.content.decode()
    detail = client.get(reverse("catalogue:offer", args=[shown.pk])).content.decode()
    assert "advice-open" in detail
    client.force_login(make_user(Role.AGENCY))
    assert [row.offer for row in client.get(page.request["PATH_INFO"]).context["given"]] == [shown]
    detail = client.get(reverse("catalogue:offer", args=[shown.pk])).content.decode()
    assert "advice-open" not in detail


@pytest.mark.django_db
def test_api_tells_terms_in_a_line_and_what_lacks(client):
    make_region("61.72")
    offer = make_own_offer(terms={"government_use_only": True})

    def get(role, path):
        headers = {"Authorization": f"Bearer {make_token(make_user(role))}"}
        return client.get(f"/api/offers{path}", headers=headers)

    [line] = get(Role.AGENCY, "").json()["items"]
    assert (line["audience"], line["terms_line"]) == ("everyone", "hanya untuk pemerintahan")
    lacks = {check["key"] for check in get(Role.CIO, f"/{offer.pk}/advice").json()}
    assert {"fee", "support"} <= lacks
    assert get(Role.AGENCY, f"/{offer.pk}/advice").status_code == 403


@pytest.mark.django_db
def test_offer_from_another_node_is_shown_and_changed_nowhere(client):
    offer = make_offer(catalog=make_peer("32.11"))
    user = make_user(Role.CIO)
    client.force_login(user)
    page = client.get(reverse("catalogue:offer", args=[offer.pk])).content.decode()
    assert "offer-edit" not in page and reverse("catalogue:offer-edit", args=[offer.pk]) not in page
    assert client.get(reverse("catalogue:offer-edit", args=[offer.pk])).status_code == 409
    for act in ("publish", "withdraw", "delete"):
        assert client.post(reverse(f"catalogue:offer-{act}", args=[offer.pk])).status_code == 409
    headers = {"Authorization": f"Bearer {make_token(user)}"}
    assert client.delete(f"/api/offers/{offer.pk}", headers=headers).status_code == 409
    assert Offer.objects.get().state == Offer.State.PUBLISHED
