"""Reading a peer: whole, by events, across crashes, and what a broken node may answer."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lumbung.catalogue.actions.pulls import begin_pull
from lumbung.catalogue.federation.pulling import pull
from lumbung.catalogue.models import Catalog, Entry, FeedItem, RefusedItem
from lumbung.catalogue.tests.federation.others import MONDAY, OtherNode
from lumbung.catalogue.tests.federation.test_signed_item import JSON

pytestmark = pytest.mark.django_db


@pytest.fixture
def sumedang() -> OtherNode:
    return OtherNode("32.11")


@pytest.fixture
def peer(sumedang) -> Catalog:
    return sumedang.catalog()


def read(peer, node, **options):
    counts = pull(peer.pk, node=node, **options)
    peer.refresh_from_db()
    return counts


def test_first_reading_is_whole_and_the_next_by_events(sumedang, peer):
    sumedang.serve(*(sumedang.entry(f"A{number}") for number in range(120)))
    read(peer, sumedang)
    assert Entry.objects.count() == 120
    assert (peer.cursor, peer.failures, peer.last_error) == ("120", 0, "")
    assert sumedang.asked == ["node", "manifest 0", *["items 30"] * 4]

    sumedang.asked.clear()
    sumedang.serve(sumedang.entry("new"))
    counts = read(peer, sumedang)
    assert sumedang.asked == ["node", "events 120"]
    assert counts.taken == 1 and peer.cursor == "121"


def test_whole_reading_fetches_only_what_differs(sumedang, peer):
    items = [sumedang.entry(f"A{number}") for number in range(10)]
    sumedang.serve(*items)
    read(peer, sumedang)
    newer = sumedang.entry(
        "A3 new", public_id=items[3].document["public_id"], at=MONDAY + timedelta(hours=1)
    )
    sumedang.serve(newer)
    sumedang.asked.clear()

    counts = read(peer, sumedang, full=True)

    assert sumedang.asked[-1] == "items 1"
    assert counts.taken == 1 and Entry.objects.filter(name="A3 new").exists()
    assert FeedItem.objects.filter(seen_at__isnull=False).count() == 10


def test_reading_that_dies_goes_on_where_it_was(sumedang, peer):
    sumedang.serve(*(sumedang.entry(f"A{number}") for number in range(120)))
    sumedang.dies_after = 3  # card, manifest, and one page of items
    read(peer, sumedang)
    assert Entry.objects.count() == 30 and peer.failures == 1 and peer.cursor == ""

    sumedang.dies_after = None
    sumedang.asked.clear()
    counts = read(peer, sumedang)
    assert sumedang.asked == ["node", "manifest 0", *["items 30"] * 3]
    assert Entry.objects.count() == 120 and counts.taken == 90
    assert peer.failures == 0


def test_dead_page_of_events_keeps_those_before(sumedang, peer):
    sumedang.serve(sumedang.entry("first"))
    read(peer, sumedang)
    sumedang.page_size = 3
    sumedang.serve(*(sumedang.entry(f"A{number}") for number in range(9)))
    sumedang.asked.clear()
    sumedang.dies_after = 3
    read(peer, sumedang)
    assert Entry.objects.count() == 7 and peer.cursor == "7"
    sumedang.dies_after = None
    read(peer, sumedang)
    assert Entry.objects.count() == 10


@pytest.mark.parametrize("change", ["another feed", "an older one"])
def test_feed_that_is_not_the_remembered_one_is_read_whole(sumedang, peer, change):
    sumedang.serve(sumedang.entry("A"), sumedang.entry("B"))
    read(peer, sumedang)
    if change == "another feed":
        sumedang.feed = "00000000-0000-4000-8000-000000000000"
    else:
        sumedang.events_served.pop()
    sumedang.asked.clear()
    read(peer, sumedang)
    assert sumedang.asked == ["node", "events 2", "manifest 0"]
    assert Entry.objects.count() == 2  # nothing is lost because it is not listed any more


def test_it_is_compared_whole_once_a_week(sumedang, peer):
    read(peer, sumedang)
    Catalog.objects.update(last_full_at=timezone.now() - timedelta(days=8))
    sumedang.asked.clear()
    read(peer, sumedang)
    assert sumedang.asked == ["node", "manifest 0"]


def test_only_one_reads_at_a_time_and_the_dead_one_is_taken_over(sumedang, peer):
    assert begin_pull(peer.pk) is not None
    assert pull(peer.pk, node=sumedang) is None
    progress = Catalog.objects.get().progress | {"until": "2020-01-01T00:00:00+00:00"}
    Catalog.objects.update(progress=progress)
    assert pull(peer.pk, node=sumedang) is not None


def test_paused_peer_is_not_read(sumedang, peer):
    Catalog.objects.update(state=Catalog.State.PAUSED)
    assert pull(peer.pk, node=sumedang) is None and sumedang.asked == []


def test_hint_during_a_reading_brings_another_soon(sumedang, peer):
    class Hinting(OtherNode):
        def card(self):
            Catalog.objects.update(last_hint_at=timezone.now())
            return super().card()

    sumedang.__class__ = Hinting
    read(peer, sumedang)
    assert peer.next_try_at <= timezone.now()


def test_failures_wait_longer_each_time(sumedang, peer):
    sumedang.dies_after = 0
    waits = []
    for _failure in range(4):
        read(peer, sumedang)
        waits.append((peer.next_try_at - timezone.now()).total_seconds())
    assert all(later > 1.5 * sooner for sooner, later in pairwise(waits))
    assert peer.failures == 4


def test_new_key_is_taken_only_by_the_old_ones_word(sumedang, peer):
    sumedang.serve(sumedang.entry("A"))
    read(peer, sumedang)
    sumedang.change_key()
    sumedang.change_key()
    changes, sumedang.key_changes = sumedang.key_changes, []
    read(peer, sumedang)
    assert "another key" in peer.last_error and peer.public_key != sumedang.public_key
    sumedang.key_changes = changes[1:]
    read(peer, sumedang)
    assert peer.failures == 2
    sumedang.key_changes = changes
    read(peer, sumedang)
    assert peer.failures == 0 and peer.public_key == sumedang.public_key


def test_another_node_at_the_address_is_not_read(sumedang, peer):
    sumedang.code = "33.71"
    read(peer, sumedang)
    assert "another node" in peer.last_error


HOSTILE = st.dictionaries(
    st.sampled_from(["feed", "last", "next", "more", "events", "items", "answered"]), JSON
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(answer=HOSTILE, where=st.sampled_from(["events", "manifest", "items"]), full=st.booleans())
def test_any_answer_ends_the_reading_in_words(sumedang, peer, answer, where, full):
    """Wrong types, pages that do not go on, answers cut short: the peer has an error or was read;
    nothing is raised, nothing loops."""
    sumedang.serve(sumedang.entry("A"))
    sumedang.broken = {where: answer}
    Catalog.objects.update(cursor="" if full else "0", last_full_at=timezone.now())
    counts = read(peer, sumedang, full=full)
    assert counts is not None or peer.last_error
    RefusedItem.objects.all().delete()
