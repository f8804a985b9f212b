"""Taking in what a peer gives: what is good, whatever stands beside it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lumbung.catalogue.actions.pulls import PullCounts
from lumbung.catalogue.domain.federation.node_documents import envelope
from lumbung.catalogue.domain.federation.signed_item import ItemInvalid, Signed, sign
from lumbung.catalogue.federation.receiving import apply_waiting, receive
from lumbung.catalogue.models import Entry, FeedItem, Offer, Publisher, RefusedItem
from lumbung.catalogue.tests.factories import make_offer
from lumbung.catalogue.tests.federation.others import MONDAY, OtherNode, event
from lumbung.catalogue.tests.federation.test_signed_item import JSON

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(minutes=5)


@pytest.fixture
def sumedang() -> OtherNode:
    return OtherNode("32.11")


@pytest.fixture
def peer(sumedang):
    return sumedang.catalog()


def took(peer, *events: object) -> PullCounts:
    counts = PullCounts()
    with transaction.atomic():
        receive(events, peer, counts)
    return counts


def test_entry_and_its_offer_become_rows_of_their_origin(sumedang, peer):
    entry = sumedang.entry("e-Office")
    offer = sumedang.offer(entry.document["public_id"], "Berbagi e-Office")

    counts = took(peer, event(entry), event(offer))

    assert (counts.taken, counts.refused) == (2, 0), RefusedItem.objects.values()
    stored = Offer.objects.get()
    assert (stored.name, stored.catalog, stored.state) == ("Berbagi e-Office", peer, "published")
    assert stored.slug == "32.11/penawaran"
    assert (stored.entry.name, stored.entry.catalog) == ("e-Office", peer)


def test_publisher_is_kept_under_its_entry(sumedang, peer):
    publisher = sumedang.item("publisher", {"name": "Diskominfo", "alternative_id": "urn:x:1"})
    body = {"kind": "software", "name": "A", "publisher": publisher.document["public_id"]}
    took(peer, event(publisher), event(sumedang.item("entry", body)))
    assert Entry.objects.get().publisher == Publisher.objects.get(name="Diskominfo")


def test_forged_item_among_good_ones_is_refused_and_shown(sumedang, peer):
    good, forged = sumedang.entry("good"), OtherNode("32.11").entry("forged")

    counts = took(peer, event(forged), event(good), {"document": 1}, None, "text")

    assert (counts.taken, counts.refused) == (1, 4)
    assert [entry.name for entry in Entry.objects.all()] == ["good"]
    refused = RefusedItem.objects.get(public_id=forged.document["public_id"])
    assert "signature" in refused.reason


def test_refusal_is_settled_by_a_good_version(sumedang, peer):
    thing = uuid4()
    took(peer, event(sumedang.item("entry", {"kind": "no such"}, public_id=thing)))
    took(peer, event(sumedang.item("entry", {"kind": "no such"}, public_id=thing)))
    assert RefusedItem.objects.get().count == 2
    took(peer, event(sumedang.entry("good", public_id=thing, at=LATER)))
    assert not RefusedItem.objects.exists()


def test_broken_newer_version_leaves_the_last_good_copy(sumedang, peer):
    good = sumedang.entry("good")
    thing = good.document["public_id"]
    took(peer, event(good))
    counts = took(peer, event(sumedang.item("entry", {"kind": 7}, public_id=thing, at=LATER)))
    assert counts.refused == 1
    assert Entry.objects.get().name == "good"
    assert FeedItem.objects.get().sha256 == good.sha256


def test_item_that_comes_before_what_it_is_about_waits(sumedang, peer):
    entry = sumedang.entry("late")
    counts = took(peer, event(sumedang.offer(entry.document["public_id"])))
    assert counts.refused == 0 and not Offer.objects.exists()
    assert FeedItem.objects.filter(is_applied=False).count() == 1
    assert apply_waiting() == 0

    took(peer, event(entry))
    assert apply_waiting() == 1
    assert Offer.objects.get().entry.name == "late"


def test_nobody_touches_what_belongs_to_us_or_to_others(sumedang, peer):
    ours = make_offer(name="Punya kami")
    another = OtherNode("33.71")
    took(another.catalog(), event(another.entry("theirs", public_id=(thing := uuid4()))))

    counts = took(
        peer,
        event(sumedang.entry("taken over", public_id=ours.entry.public_id)),
        event(sumedang.entry("taken over", public_id=thing)),
        event(sumedang.item("entry", None, public_id=ours.entry.public_id)),
        event(sumedang.offer(str(thing), provider="33.71")),
        event(sumedang.offer(str(thing), provider="")),
        event(sumedang.entry("in our name", origin="61.72")),
    )

    assert not Entry.objects.filter(name="taken over").exists()
    ours.entry.refresh_from_db()
    assert ours.entry.is_active
    assert counts.refused == 5  # the tombstone removes only copies of its origin: there is none


def test_deleted_item_is_gone_unless_something_here_rests_on_it(sumedang, peer):
    entry = sumedang.entry("e-Office")
    thing = entry.document["public_id"]
    offer = sumedang.offer(thing)
    took(peer, event(entry), event(offer))
    make_offer(entry=Entry.objects.get(name="e-Office"))  # ours, about their entry

    def gone(signed: Signed) -> dict:
        of = signed.document["kind"], signed.document["public_id"]
        return event(sumedang.item(of[0], None, public_id=of[1], at=LATER))

    counts = took(peer, gone(offer), gone(entry))

    assert counts.removed == 2
    assert not Offer.objects.filter(catalog=peer).exists()
    assert not Entry.objects.get(name="e-Office").is_active
    assert took(peer, event(entry)).refused == 1  # the older version does not come back


def test_withdrawal_must_belong_to_its_item(sumedang, peer):
    thing = uuid4()
    entry = sumedang.entry("limited", public_id=thing)
    right = sumedang.item("entry", None, public_id=thing)
    wrong = sumedang.item("entry", None, public_id=uuid4())
    forged = OtherNode("32.11").item("entry", None, public_id=thing)
    assert took(peer, event(entry, wrong)).refused == 1
    assert took(peer, event(entry, forged)).refused == 1
    assert took(peer, event(entry, right)).taken == 1
    assert FeedItem.objects.get().withdrawal["document"] == right.document


def test_item_from_the_future_is_refused(sumedang, peer):
    assert took(peer, event(sumedang.entry(at=MONDAY.replace(year=2099)))).refused == 1


def test_publiccode_is_judged_here_too(sumedang, peer):
    body = {"kind": "software", "name": "Aplikasi", "publiccode_yml": "publiccodeYmlVersion: 0.4\n"}
    took(peer, event(sumedang.item("entry", body)))
    entry = Entry.objects.filter(name="Aplikasi").first()
    assert entry is not None and entry.last_valid_at is None
    assert any(finding["severity"] == "error" for finding in entry.latest_findings)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(events=st.lists(JSON, max_size=4))
def test_no_event_stops_the_reading(peer, events):
    counts = took(peer, *events)
    assert counts.refused == len(events)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(
    kind=st.sampled_from(["publisher", "entry", "offer", "summary", "nothing"]),
    body=st.dictionaries(
        st.sampled_from(
            ["kind", "name", "entry", "offer", "publiccode_yml", "url", "aliases", "publisher"]
        ),
        JSON,
        max_size=5,
    ),
)
def test_no_body_stops_the_reading(sumedang, peer, kind, body):
    """Signed as it should be, and yet anything may be in it."""
    try:
        found = event(sumedang.item(kind, body))
    except ItemInvalid:
        return  # cannot even be signed
    took(peer, found)


def test_signature_of_a_new_key_takes_the_place_of_the_old_one(sumedang, peer):
    entry = sumedang.entry()
    took(peer, event(entry))
    before = FeedItem.objects.get()
    sumedang.change_key()
    peer.public_key = sumedang.public_key
    again = Signed(entry.document, sumedang.item("entry", {}).signature)
    assert took(peer, {"document": again.document, "signature": again.signature}).refused == 1

    counts = took(peer, envelope(sign(entry.document, sumedang.key)))
    after = FeedItem.objects.get()
    assert counts.refused == 0 and after.signature != before.signature
    assert after.sequence > before.sequence and after.sha256 == before.sha256


def test_address_that_is_none_of_the_web_is_refused(sumedang, peer):
    for url in ("javascript:alert(1)", "not an address"):
        for text in ("", "publiccodeYmlVersion: 0.4\n"):
            body = {"kind": "software", "name": "A", "url": url, "publiccode_yml": text}
            assert took(peer, event(sumedang.item("entry", body))).refused == 1
    assert not Entry.objects.exists()


def test_address_goes_over_to_the_entry_that_takes_the_place_of_a_deleted_one(sumedang, peer):
    body = {"kind": "software", "name": "Lama", "url": "https://git.example.id/a"}
    old = sumedang.item("entry", body)
    took(peer, event(old))
    make_offer(entry=Entry.objects.get())  # so that the old copy stays, as inactive
    gone = sumedang.item("entry", None, public_id=old.document["public_id"], at=LATER)
    counts = took(peer, event(gone), event(sumedang.item("entry", body | {"name": "Baru"})))
    assert counts.refused == 0
    assert Entry.objects.get(name="Baru").is_active
