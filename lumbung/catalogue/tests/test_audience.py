"""To whom an offer is made: entered by form or file, and what each viewer sees of it."""

import pytest
from django.urls import reverse

from lumbung.catalogue import queries
from lumbung.catalogue.audience_forms import AudienceForm
from lumbung.catalogue.models import FeedItem, Offer
from lumbung.catalogue.tests.factories import OFFER_YML, make_offer
from lumbung.catalogue.tests.sharing_factories import make_own_offer
from lumbung.core.models import Role
from lumbung.registry.tests.factories import make_region, make_token, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_country(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    province = make_region("61", name="Kalimantan Barat", level="provinsi")
    make_region("61.72", parent=province)
    make_region("61.01", name="Kabupaten Sambas", level="kabupaten", parent=province)


def judged(audience, regions=""):
    form = AudienceForm({"audience": audience, "audience_regions": regions})
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Kabupaten Sambas", ["61.01"]),
        ("sambas; 61.72", ["61.01", "61.72"]),
        ("61.01\n\n61.01, Kota Singkawang", ["61.01", "61.72"]),
    ],
)
def test_regions_are_known_by_name_short_name_or_code(written, codes):
    form = judged("regions", written)
    assert [row.code for row in form.fields_of_offer()["audience_regions"]] == codes


@pytest.mark.parametrize(
    ("audience", "regions", "told"),
    [
        ("regions", "Kabupaten Sambass", "Kabupaten Sambas"),
        ("regions", "zzzzzz", "zzzzzz"),
        ("regions", "", "Sebutkan"),
        ("province", "61.72", "provinsi"),
        ("everyone", "61.72", "tidak menyebut"),
    ],
)
def test_audience_that_cannot_be_is_told_at_its_field(audience, regions, told):
    assert told in str(judged(audience, regions).errors["audience_regions"])


def test_narrow_offer_is_no_visitors_and_an_agencys_only_when_published():
    narrow = make_own_offer(audience=Offer.Audience.REGIONS)
    draft = make_own_offer(audience=Offer.Audience.REGIONS, state=Offer.State.DRAFT)
    wide = make_offer()
    assert set(queries.public_offers()) == {wide}
    assert set(queries.offers(make_user(Role.AGENCY))) == {narrow, wide}
    assert set(queries.offers(make_user(Role.CIO))) == {narrow, draft, wide}


def test_narrow_offer_is_told_to_its_regions_alone_by_form_and_file(client):
    user = make_user(Role.CIO)
    headers = {"Authorization": f"Bearer {make_token(user)}"}
    text = OFFER_YML.replace("32.11", "61.72") + "audience: {kind: regions, regions: ['61.01']}\n"
    kept = client.post("/api/offers", text, content_type="application/yaml", headers=headers)
    assert kept.json()["offer"]["audience"] == {"kind": "regions", "regions": ["61.01"]}
    client.post(f"/api/offers/{kept.json()['pk']}/publish", headers=headers)
    item = FeedItem.objects.get(kind="offer")
    assert item.item["audience"] == {"kind": "regions", "regions": ["61.01"]}
    unknown = text.replace("'61.01'", "'99.99'")
    answer = client.post("/api/offers", unknown, content_type="application/yaml", headers=headers)
    assert answer.status_code in (400, 422) and "audience.regions.0" in answer.content.decode()


def test_regions_are_found_while_typing_and_added_once(client):
    address = reverse("catalogue:audience-regions")
    client.force_login(make_user(Role.AGENCY))
    assert client.get(address).status_code == 403
    client.force_login(make_user(Role.CIO))
    assert "region_search" in client.get(address).content.decode()
    hits = client.get(address, {"region_search": "samb"}).content.decode()
    assert "Kabupaten Sambas" in hits and "Singkawang" not in hits
    listed = {"add": "61.01", "audience_regions": "Kota Singkawang"}
    added = client.get(address, listed).content.decode()
    assert "Kota Singkawang\nKabupaten Sambas" in added
    again = {"add": "61.01", "audience_regions": "Kabupaten Sambas"}
    assert client.get(address, again).content.decode().count("Kabupaten Sambas") == 1
    bad = {"add": "<x>", "audience_regions": "</textarea><script>"}
    assert "<script>" not in client.get(address, bad).content.decode()
