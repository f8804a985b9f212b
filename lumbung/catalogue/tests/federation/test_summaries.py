"""A region's figures on their way to its hub: who may read them, and what a hub takes in."""

import pytest
from django.db import transaction

from lumbung.catalogue import actions
from lumbung.catalogue.actions.pulls import PullCounts
from lumbung.catalogue.domain.federation.audience import regions_only
from lumbung.catalogue.domain.federation.bodies.summary import FunctionFigures, NeedFigures
from lumbung.catalogue.federation.receiving import receive
from lumbung.catalogue.models import FeedItem, RegionSummary
from lumbung.catalogue.queries.feed import STRANGER, Asker, events_after
from lumbung.catalogue.tests.federation.others import OtherNode, event
from lumbung.core.models import Role
from lumbung.registry.tests.factories import make_region, make_user

pytestmark = pytest.mark.django_db
BODY = {"needs": 4, "unmet": 1, "functions": [{"function": "health", "needs": 4, "unmet": 1}]}
FIGURES = NeedFigures((FunctionFigures("health", 2, 1, ("Distribusi obat",)),))


def took(peer, *events):
    counts = PullCounts()
    with transaction.atomic():
        receive(events, peer, counts)
    return counts


def readable_by(asker):
    return [each.document["body"] for each in events_after(asker, 0, limit=10).events]


def test_the_hub_alone_reads_what_is_told_to_hubs():
    make_region()
    OtherNode("61").catalog(is_hub=True)
    OtherNode("32.11").catalog()
    actions.publish_region_summary(FIGURES)
    actions.choose_summary("hubs", with_names=True, by=make_user(Role.CIO))
    (body,) = readable_by(Asker("61"))
    assert body["functions"][0]["names"] == ["Distribusi obat"]
    assert readable_by(STRANGER) == readable_by(Asker("32.11")) == []


def test_who_may_no_longer_see_it_is_told_that_it_is_gone():
    make_region()
    OtherNode("61").catalog(is_hub=True)
    cio = make_user(Role.CIO)
    actions.publish_region_summary(FIGURES)
    actions.choose_summary("everyone", with_names=False, by=cio)
    assert len(readable_by(STRANGER)) == 1
    actions.choose_summary("hubs", with_names=False, by=cio)
    assert readable_by(STRANGER) == [None] and readable_by(Asker("61"))[0]["needs"] == 2


def test_signed_figures_of_a_member_become_its_row_and_go_with_their_tombstone():
    member = OtherNode("32.11")
    peer = member.catalog(is_member=True)
    item = member.item("summary", BODY, audience=regions_only(["61.72"]), may_relay=False)
    assert took(peer, event(item)).taken == 1
    found = RegionSummary.objects.get()
    assert (found.region_id, found.unmet, found.catalog) == ("32.11", 1, peer)
    assert not FeedItem.objects.get().is_for_all


def test_forged_and_ill_formed_figures_are_refused():
    member, stranger = OtherNode("32.11"), OtherNode("33.71")
    peer = member.catalog()
    forged = event(stranger.item("summary", BODY, origin="32.11"))
    silly = event(member.item("summary", BODY | {"needs": "many"}))
    counts = took(peer, forged, silly)
    assert (counts.taken, counts.refused) == (0, 2)
    assert not RegionSummary.objects.exists()
