"""What we tell becomes signed items in one order, in the transaction of what they tell."""

from uuid import uuid4

import pytest
from django.db import transaction

from lumbung.catalogue.actions import publish_offer, withdraw_offer
from lumbung.catalogue.actions.feed import publish_item, retract_item
from lumbung.catalogue.domain.federation.audience import (
    EVERYONE,
    Audience,
    AudienceKind,
    regions_only,
)
from lumbung.catalogue.domain.federation.signed_item import (
    Item,
    ItemInvalid,
    Signed,
    check_signature,
    public_key_text,
)
from lumbung.catalogue.federation.jobs import retell_own_items
from lumbung.catalogue.models import FeedItem, Offer
from lumbung.catalogue.node_key import key_path, node_key
from lumbung.catalogue.queries.feed import own_code
from lumbung.catalogue.tests.factories import make_offer
from lumbung.registry.tests.factories import make_region

KALBAR = Audience(AudienceKind.PROVINCE, ("61",))


@pytest.fixture(autouse=True)
def own_data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def published(public_id, body=None, *, audience=EVERYONE, may_relay=True) -> FeedItem:
    with transaction.atomic():
        return publish_item(
            "offer", public_id, body or {"name": "e-Office"}, audience=audience, may_relay=may_relay
        )


def retracted(public_id) -> FeedItem | None:
    with transaction.atomic():
        return retract_item("offer", public_id)


def test_the_key_is_made_once_and_its_owners_alone():
    key = public_key_text(node_key())

    assert public_key_text(node_key()) == key
    assert key_path().stat().st_mode & 0o777 == 0o600
    assert [path.name for path in key_path().parent.iterdir()] == ["node-key.pem"]


@pytest.mark.django_db
def test_published_item_is_signed_by_us():
    stored = published(uuid4(), {"name": "e-Office", "effort": 4.0})

    check_signature(Signed(stored.item, stored.signature), public_key_text(node_key()))
    assert Item.model_validate(stored.item).origin == own_code()
    with pytest.raises(ItemInvalid):
        check_signature(
            Signed(stored.item | {"origin": "32.11"}, stored.signature), public_key_text(node_key())
        )


@pytest.mark.django_db
def test_each_change_gets_a_new_number_and_what_is_equal_none():
    thing = uuid4()
    first = published(thing)
    other = published(uuid4())

    assert published(thing).sequence == first.sequence
    changed = published(thing, {"name": "e-Office 2"})
    assert changed.sequence == other.sequence + 1
    assert changed.updated_at > first.updated_at
    assert FeedItem.objects.count() == 2


@pytest.mark.django_db
def test_retracted_item_leaves_a_tombstone_for_all_who_may_have_it():
    thing = uuid4()
    published(thing, audience=KALBAR)
    published(thing, audience=regions_only(["61.72"]), may_relay=False)

    item = Item.model_validate(retracted(thing).item)
    assert item.deleted and item.body is None
    assert item.audience.audience().includes("61.01", "61")
    assert item.may_relay
    assert retracted(uuid4()) is None


@pytest.mark.django_db
def test_those_who_may_no_longer_see_it_are_told_that_it_is_gone():
    thing = uuid4()
    published(thing)
    stored = published(thing, audience=KALBAR)

    withdrawal = Item.model_validate(stored.withdrawal["document"])
    assert withdrawal.deleted and withdrawal.audience.audience() == EVERYONE
    assert withdrawal.updated_at == Item.model_validate(stored.item).updated_at
    check_signature(
        Signed(stored.withdrawal["document"], stored.withdrawal["signature"]),
        public_key_text(node_key()),
    )
    assert published(thing, audience=EVERYONE).withdrawal is None


@pytest.mark.django_db(transaction=True)
def test_the_feed_is_written_only_inside_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        publish_item("offer", uuid4(), {}, audience=EVERYONE, may_relay=True)


@pytest.mark.django_db
def test_body_that_is_no_json_is_refused():
    with pytest.raises(ItemInvalid):
        published(uuid4(), {"number": float("nan")})
    with pytest.raises(ItemInvalid):
        published(uuid4(), {"text": "x" * 1_000_001})


@pytest.mark.django_db
def test_own_offer_and_its_entry_are_told_as_they_are_now():
    region = make_region("61.72", name="Kota Singkawang", level="kota")
    offer = make_offer(provider=region, state=Offer.State.DRAFT)
    make_offer(name="Of another region, written down by us")

    def told() -> dict[str, bool]:
        return {item.kind: item.is_deleted for item in FeedItem.objects.all()}

    retell_own_items()
    assert told() == {}
    publish_offer(offer, by=None)
    assert told() == {"entry": False, "offer": False}
    (item,) = FeedItem.objects.filter(kind="offer")
    assert item.item["body"]["offer"]["name"] == offer.name
    FeedItem.objects.all().delete()
    assert retell_own_items() > 0 and told() == {"entry": False, "offer": False}
    withdraw_offer(offer, by=None)
    assert told() == {"entry": True, "offer": True}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("onward", "audience", "may_relay"),
    [
        (True, "province", True),
        (False, "everyone", False),
        (None, "everyone", True),
        (None, "province", False),
    ],
)
def test_terms_say_whether_a_hub_may_pass_it_on(onward, audience, may_relay):
    province = make_region("61", name="Kalimantan Barat", level="provinsi")
    region = make_region("61.72", name="Kota Singkawang", level="kota")
    terms = {} if onward is None else {"onward_sharing_allowed": onward}
    offer = make_offer(provider=region, terms=terms, audience=audience, state=Offer.State.DRAFT)
    if audience == "province":
        offer.audience_regions.set([province])
    publish_offer(offer, by=None)
    assert {item.may_relay for item in FeedItem.objects.all()} == {may_relay}
    assert {item.is_for_all for item in FeedItem.objects.all()} == {audience == "everyone"}
