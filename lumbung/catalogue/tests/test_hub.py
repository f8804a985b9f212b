"""The hub: what a region tells of itself and to whom, what is reckoned from what all tell, and who
sees which part of it."""

from datetime import date
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue import actions
from lumbung.catalogue.actions.summaries import copy_summary, drop_summary
from lumbung.catalogue.charts.country import LEVELS, draw_country
from lumbung.catalogue.domain.country import COLUMNS, HALVES, ROWS
from lumbung.catalogue.domain.federation.bodies.summary import (
    FunctionFigures,
    NeedFigures,
    SummaryBody,
)
from lumbung.catalogue.domain.federation.judging import ItemRefused
from lumbung.catalogue.models import Adoption, Catalog, FeedItem, Offer, RegionSummary
from lumbung.catalogue.queries.hub import flows_of, hub
from lumbung.catalogue.queries.summaries import own_summary, told_summary
from lumbung.catalogue.tests.factories import make_offer
from lumbung.core.models import AuditEntry, Role
from lumbung.kit.errors import NotFoundError, RefusedError
from lumbung.registry.tests.factories import make_region, make_user

pytestmark = pytest.mark.django_db
FIGURES = NeedFigures(
    (
        FunctionFigures("health", 3, 1, ("Distribusi obat",)),
        FunctionFigures("transport", 2, 2, ("Uji kendaraan", "Parkir")),
    ),
    saved_idr=1_500_000_000,
    saved_from="Rencana 2027",
    example=True,
)
BODY = {"needs": 2, "unmet": 2, "functions": [{"function": "transport", "needs": 2, "unmet": 2}]}


@pytest.fixture
def region():
    make_region("61", name="Kalimantan Barat", level="provinsi")
    return make_region("61.72")


def make_peer(code="32.11", **fields):
    region = make_region(code, name=f"Daerah {code}", level="kabupaten")
    plain = {"alternative_id": code, "name": region.name, "region": region, "public_key": "key"}
    return Catalog.objects.create(**(plain | {"state": Catalog.State.ACTIVE} | fields))


def told_body():
    found = told_summary()
    return found.document["body"] if found.document else None


def tell(peer, body=BODY):
    copy_summary(SummaryBody.model_validate(body), uuid4(), peer, "2026-11-01T00:00:00Z")


def make_use(offer, region, **fields):
    defaults = {"status": Adoption.Status.IN_USE, "in_use_since": date(2026, 1, 1)}
    return Adoption.objects.create(
        entry=offer.entry, offer=offer, region=region, **(defaults | fields)
    )


def test_nothing_is_told_before_the_cio_chose(region):
    make_peer(is_hub=True)
    actions.publish_region_summary(FIGURES)
    assert (own_summary().needs, own_summary().unmet) == (5, 3)
    assert told_body() is None


def test_hubs_alone_are_told_without_names(region):
    make_peer(is_hub=True)
    make_peer("32.73")
    actions.publish_region_summary(FIGURES)
    actions.choose_summary("hubs", with_names=False, by=make_user(Role.CIO))
    item = FeedItem.objects.get(kind=FeedItem.Kind.SUMMARY)
    assert item.item["audience"] == {"kind": "regions", "regions": ["32.11"]}
    assert (item.may_relay, item.is_for_all) == (False, False)
    body = told_body()
    assert (body["needs"], body["unmet"], body["saved_idr"]) == (5, 3, 1_500_000_000)
    assert [row["names"] for row in body["functions"]] == [[], []]
    assert AuditEntry.objects.filter(action="choose-summary").exists()


def test_names_are_told_where_chosen_and_taken_back(region):
    cio = make_user(Role.CIO)
    actions.publish_region_summary(FIGURES)
    actions.choose_summary("everyone", with_names=True, by=cio)
    assert told_body()["functions"][1]["names"] == ["Uji kendaraan", "Parkir"]
    assert told_summary().is_for_everyone
    actions.choose_summary("nobody", with_names=True, by=cio)
    assert told_body() is None
    assert FeedItem.objects.get(kind=FeedItem.Kind.SUMMARY).is_deleted


def test_equal_figures_are_not_told_twice_and_changed_ones_are(region):
    actions.publish_region_summary(FIGURES)
    actions.choose_summary("everyone", with_names=False, by=make_user(Role.CIO))
    sequence = FeedItem.objects.get().sequence
    actions.publish_region_summary(FIGURES)
    assert FeedItem.objects.get().sequence == sequence
    actions.publish_region_summary(NeedFigures(FIGURES.functions[:1]))
    assert FeedItem.objects.get().sequence > sequence and told_body()["needs"] == 3
    assert RegionSummary.objects.count() == 1


def test_only_those_who_manage_peers_choose(region):
    for role in (Role.AGENCY, Role.AUDITOR):
        with pytest.raises(RefusedError):
            actions.choose_summary("everyone", with_names=True, by=make_user(role))


def test_own_offers_and_uses_are_counted(region):
    make_offer(provider=region, kind=Offer.Kind.INFRASTRUCTURE)
    make_offer(provider=region, state=Offer.State.DRAFT)
    make_use(make_offer(), region)
    summary = actions.publish_region_summary(FIGURES)
    assert (summary.offers, summary.infrastructure, summary.adoptions) == (1, 1, 1)


def test_region_that_the_list_lacks_tells_nothing():
    assert actions.publish_region_summary(FIGURES) is None


def test_figures_of_others_come_in_change_and_go(region):
    peer, public_id = make_peer(), uuid4()
    body = SummaryBody.model_validate(BODY)
    copy_summary(body, public_id, peer, "2026-11-01T00:00:00Z")
    copy_summary(body.model_copy(update={"unmet": 1}), public_id, peer, "2026-11-02T00:00:00Z")
    found = RegionSummary.objects.get()
    assert (found.region_id, found.unmet, found.is_own) == ("32.11", 1, False)
    drop_summary(public_id, peer)
    assert not RegionSummary.objects.exists()


def test_nobody_speaks_for_another_region(region):
    actions.publish_region_summary(FIGURES)
    impostor = make_peer("32.11")
    Catalog.objects.filter(pk=impostor.pk).update(region="61.72")
    impostor.refresh_from_db()
    for catalog in (impostor, make_peer("32.73", region=None)):
        with pytest.raises(ItemRefused):
            tell(catalog)
    assert own_summary().needs == 5


@pytest.mark.parametrize(
    "change",
    [
        {"needs": -1},
        {"functions": [{"function": "Kesehatan!", "needs": 1, "unmet": 0}]},
        {"functions": [{"function": "health", "needs": 1, "unmet": 0, "names": ["x" * 201]}]},
        {"interests": [{"function": "health", "way": "buy"}]},
        {"saved_idr": 10**16},
    ],
)
def test_body_out_of_bounds_is_refused(change):
    with pytest.raises(ValueError):
        SummaryBody.model_validate(BODY | change)


def test_figures_by_region_and_province(region):
    make_region("32", name="Jawa Barat", level="provinsi")
    sumedang = make_region("32.11", name="Kabupaten Sumedang", level="kabupaten")
    sumedang.parent_id = "32"
    sumedang.save()
    offer = make_offer()
    make_use(offer, region, saved_idr=7_000_000)
    make_use(offer, make_region("32.73", name="Kota Bandung"), status=Adoption.Status.REQUESTED)
    tell(make_peer(is_member=True))
    found = hub(make_user(Role.CIO))
    rows = found.by_code
    assert (rows["32.11"].offers, rows["32.11"].used, rows["32.11"].unmet) == (1, 1, 2)
    assert (rows["61.72"].uses, rows["61.72"].saved_idr, rows["61.72"].is_ours) == (
        1,
        7_000_000,
        True,
    )
    assert not rows["32.73"].takes_part and rows["32.73"].needs is None
    province = next(row for row in found.provinces() if row.code == "32")
    assert (province.offers, province.unmet, province.is_member) == (1, 2, True)
    assert [(flow.provider, flow.region, flow.uses) for flow in found.flows] == [
        ("32.11", "61.72", 1)
    ]
    names = {row.code: row.name for row in found.regions}
    assert flows_of(make_user(Role.CIO), "61.72", names) == found.flows
    assert flows_of(make_user(Role.CIO), "32.73", names) == ()


def test_visitor_sees_only_what_is_told_to_everyone(region):
    tell(make_peer())
    make_offer(audience=Offer.Audience.REGIONS)
    public = hub(make_user(Role.AGENCY))
    assert public.by_code["32.11"].needs is None and public.by_code["32.11"].offers == 0
    everything = hub(make_user(Role.AUDITOR))
    assert everything.by_code["32.11"].needs == 2 and everything.by_code["32.11"].offers == 1


def test_pages_open_to_everybody_name_no_more_than_they_may(client, region):
    actions.publish_region_summary(FIGURES)
    actions.choose_summary("everyone", with_names=False, by=make_user(Role.CIO))
    for name, *args in (
        ("hub",),
        ("hub-region", "61.72"),
        ("hub-region", "61"),
        ("calls",),
        ("call", "transport"),
    ):
        response = client.get(reverse(f"catalogue:{name}", args=args))
        assert response.status_code == 200
        assert "Uji kendaraan" not in response.content.decode()
    assert client.get(reverse("catalogue:own-summary")).status_code == 302
    actions.choose_summary("everyone", with_names=True, by=make_user(Role.CIO))
    page = client.get(reverse("catalogue:call", args=["transport"])).content.decode()
    assert "Uji kendaraan; Parkir" in page


@pytest.mark.parametrize("figure", ["offers", "uses", "used", "saved", "unmet", "nonsense", "%00"])
def test_picture_has_a_tile_and_a_row_for_each_province(client, region, figure):
    make_region("31", name="Daerah Khusus Ibukota Jakarta", level="provinsi")
    page = client.get(f"{reverse('catalogue:hub')}?figure={figure}").content.decode()
    for code in ("61", "31"):
        assert page.count(f'href="{reverse("catalogue:hub-region", args=[code])}"') == 2
    assert page.count('class="tile ') == 2


def test_unknown_region_and_field_of_work_are_not_found(client, region):
    client.force_login(make_user(Role.CIO))
    assert client.get(reverse("catalogue:hub-region", args=["99"])).status_code == 404
    assert client.get(reverse("catalogue:call", args=["nonsense"])).status_code == 404
    with pytest.raises(NotFoundError):
        actions.state_interest("nonsense", way="join", by=make_user(Role.CIO))


def test_cio_sees_what_would_be_told_before_telling_it(client, region):
    client.force_login(make_user(Role.CIO))
    actions.publish_region_summary(FIGURES)
    address = reverse("catalogue:own-summary")
    assert "Uji kendaraan" not in client.get(address).content.decode()
    preview = client.get(address, {"audience": "everyone", "with_names": "on"})
    assert "Uji kendaraan" in preview.content.decode() and told_body() is None
    chosen = {"audience": "everyone", "with_names": "on"}
    client.post(reverse("catalogue:summary-choose"), chosen)
    told = told_summary()
    page = client.get(address).content.decode()
    assert told.sha256 in page and "Uji kendaraan" in page
    client.post(reverse("catalogue:summary-choose"), {"audience": "the moon"})
    assert told_body() is not None


def test_auditor_reads_what_is_told_and_changes_nothing(client, region):
    client.force_login(make_user(Role.AUDITOR))
    actions.publish_region_summary(FIGURES)
    page = client.get(reverse("catalogue:own-summary"))
    assert page.status_code == 200 and "<form" not in page.content.decode().split("<main")[1]
    refused = client.post(reverse("catalogue:summary-choose"), {"audience": "everyone"})
    assert refused.status_code == 403 and told_body() is None


def test_interest_goes_with_the_summary_and_is_seen_in_the_call(client, region):
    client.force_login(make_user(Role.INTEGRATOR))
    actions.publish_region_summary(FIGURES)
    actions.choose_summary("everyone", with_names=False, by=make_user(Role.CIO))
    data = {"way": "build", "note": "Mulai 2028"}
    client.post(reverse("catalogue:interest-state", args=["transport"]), data)
    assert told_body()["interests"] == [{"function": "transport", **data}]
    page = client.get(reverse("catalogue:call", args=["transport"])).content.decode()
    assert "Mulai 2028" in page
    client.post(reverse("catalogue:interest-withdraw", args=["transport"]))
    assert told_body()["interests"] == []
    faulty = client.post(reverse("catalogue:interest-state", args=["transport"]), {"way": "x"})
    assert faulty.status_code == 200 and told_body()["interests"] == []


def test_agency_states_no_interest(client, region):
    client.force_login(make_user(Role.AGENCY))
    address = reverse("catalogue:interest-state", args=["transport"])
    assert client.post(address, {"way": "join"}).status_code == 403


def test_calls_stand_by_how_many_regions_lack_them(client, region):
    client.force_login(make_user(Role.CIO))
    tell(make_peer("32.11"))
    tell(make_peer("32.73"), BODY | {"interests": [{"function": "transport", "way": "join"}]})
    tell(
        make_peer("33.74"),
        {"needs": 9, "unmet": 9, "functions": [{"function": "health", "needs": 9, "unmet": 9}]},
    )
    calls = client.get(reverse("catalogue:calls")).context["calls"]
    assert [(call.key, call.regions, call.unmet, call.interests) for call in calls] == [
        ("transport", 2, 4, 1),
        ("health", 1, 9, 0),
    ]


def test_every_province_has_one_tile_inside_its_half():
    codes = [tile.code for half in HALVES for tile in half]
    assert len(codes) == len(set(codes)) == 38
    for half, columns in zip(HALVES, COLUMNS, strict=True):
        places = [(tile.column, tile.row) for tile in half]
        assert len(places) == len(set(places))
        assert all(0 <= column < columns and 0 <= row < ROWS for column, row in places)


@given(st.dictionaries(st.sampled_from(["11", "61", "91"]), st.integers(-5, 10**14)))
def test_more_is_never_lighter(values):
    names = {"11": "Aceh", "61": "Kalimantan Barat", "91": "Papua"}
    picture = draw_country(values, names, text=str, address=str)
    tiles = sorted(
        (tile for half in picture.halves for tile in half.tiles), key=lambda tile: tile.value
    )
    assert len(tiles) == 3
    levels = [tile.level for tile in tiles]
    assert levels == sorted(levels) and all(0 <= level <= LEVELS for level in levels)
    assert all((tile.level > 0) == (tile.value > 0) for tile in tiles)


@pytest.mark.parametrize("stands_by_itself", [True, False])
def test_use_by_a_limited_offer_is_not_counted_for_visitors(region, stands_by_itself):
    """The entry may be seen by all; that a region offers it to some only may not."""
    limited = make_offer(audience=Offer.Audience.REGIONS)
    limited.entry.rests_on_offers = not stands_by_itself
    limited.entry.save()
    if not stands_by_itself:
        make_offer(entry=limited.entry)
    make_use(limited, region, saved_idr=5)
    visitor, auditor = hub(AnonymousUser()), hub(make_user(Role.AUDITOR))
    assert [flow.uses for flow in auditor.flows] == [1]
    assert not visitor.flows and visitor.by_code["32.11"].used == 0
    assert visitor.by_code["61.72"].uses == 0 and visitor.by_code["61.72"].saved_idr == 0
