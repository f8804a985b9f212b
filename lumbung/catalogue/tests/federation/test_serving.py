"""What our node serves: to whom, and no more."""

import gzip
import json
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from lumbung.catalogue.actions.feed import publish_item, retract_item
from lumbung.catalogue.actions.pulls import PullCounts
from lumbung.catalogue.domain.federation.audience import (
    EVERYONE,
    Audience,
    AudienceKind,
    regions_only,
)
from lumbung.catalogue.domain.federation.node_documents import (
    read_card,
    read_envelope,
    read_members,
)
from lumbung.catalogue.federation.http_signatures import signed_headers
from lumbung.catalogue.federation.own_node import own_public_key
from lumbung.catalogue.federation.receiving import receive
from lumbung.catalogue.models import Catalog, SeenNonce
from lumbung.catalogue.tests.federation.others import OtherNode, ask, event, tell

KALBAR = Audience(AudienceKind.PROVINCE, ("61",))
pytestmark = pytest.mark.django_db


def publish(name: str, audience: Audience = EVERYONE, *, may_relay: bool = True):
    with transaction.atomic():
        body = {"name": name}
        return publish_item("entry", uuid4(), body, audience=audience, may_relay=may_relay)


def names(response) -> list[str]:
    assert response.status_code == 200, response.content
    return [each["document"]["body"]["name"] for each in response.json()["events"]]


@pytest.fixture
def sumedang() -> OtherNode:
    node = OtherNode("32.11")
    node.catalog()
    return node


@pytest.fixture
def pontianak() -> OtherNode:
    node = OtherNode("61.71")
    node.catalog()
    return node


def test_stranger_sees_only_what_is_for_all(client, sumedang, pontianak):
    publish("all")
    publish("province", KALBAR)
    publish("sumedang", regions_only(["32.11"]))

    assert names(ask(client, "events")) == ["all"]
    assert names(ask(client, "events", sumedang)) == ["all", "sumedang"]
    assert names(ask(client, "events", pontianak)) == ["all", "province"]


def test_manifest_and_items_show_what_events_show(client, sumedang):
    publish("all")
    hidden = publish("province", KALBAR)

    listed = ask(client, "manifest", sumedang).json()["items"]
    assert len(listed) == 1
    name = ":".join(listed[0][key] for key in ("origin", "kind", "id"))
    hidden_name = f"61.72:entry:{hidden.public_id}"
    answer = ask(client, f"items?ids={hidden_name},{name}", sumedang).json()
    assert answer["answered"] == 2
    assert [each["document"]["body"]["name"] for each in answer["items"]] == ["all"]
    assert ask(client, f"items?ids={hidden_name}").json()["items"] == []


def test_paused_peer_is_told_so_and_an_unknown_or_wrong_key_proves_nothing(client, sumedang):
    Catalog.objects.update(state=Catalog.State.PAUSED)
    assert ask(client, "events", sumedang).status_code == 403
    Catalog.objects.update(state=Catalog.State.ACTIVE)
    forger = OtherNode("32.11")
    answer = ask(client, "events", forger)
    assert answer.status_code == 401 and answer["Content-Type"] == "application/problem+json"
    assert ask(client, "events", OtherNode("33.71")).status_code == 401


def test_node_known_through_a_trusted_hub_proves_itself(client):
    hub = OtherNode("61").catalog(trusts_members=True)
    member = OtherNode("61.71")
    member.catalog(state=Catalog.State.KNOWN, vouched_by=hub)
    publish("province", KALBAR)

    assert names(ask(client, "events", member)) == ["province"]
    Catalog.objects.update(trusts_members=False)
    assert ask(client, "events", member).status_code == 401


def test_pages_go_on_where_the_last_ended_and_pass_over_what_is_hidden(client):
    for number in range(5):
        publish(f"open {number}")
        publish(f"hidden {number}", KALBAR)

    first = ask(client, "events?limit=2").json()
    second = ask(client, f"events?limit=2&after={first['next']}").json()
    third = ask(client, f"events?limit=2&after={second['next']}").json()

    shown = [each["document"]["body"]["name"] for each in first["events"] + second["events"]]
    assert shown == ["open 0", "open 1", "open 2", "open 3"]
    assert (first["more"], third["more"], third["next"]) == (True, False, 9)


def test_tombstone_is_an_event(client):
    item = publish("all")
    with transaction.atomic():
        retract_item("entry", item.public_id)

    (told,) = ask(client, "events?after=1").json()["events"]
    assert told["document"]["deleted"] and told["document"]["body"] is None


def test_those_who_no_longer_may_see_it_get_a_tombstone_and_others_nothing(client, sumedang):
    item = publish("was for all")
    with transaction.atomic():
        publish_item("entry", item.public_id, {"name": "secret"}, audience=KALBAR, may_relay=False)

    for asker in (None, sumedang):
        answer = ask(client, "events", asker)
        (told,) = answer.json()["events"]
        assert told["document"]["deleted"] and b"secret" not in answer.content
        assert ask(client, "manifest", asker).json()["items"][0]["id"] == str(item.public_id)


def test_unchanged_feed_is_not_sent_again(client, sumedang):
    publish("all")
    answer = ask(client, "events", sumedang)
    again = ask(client, "events", sumedang, **{"If-None-Match": answer["ETag"]})
    assert again.status_code == 304 and again.content == b""
    assert ask(client, "events", **{"If-None-Match": answer["ETag"]}).status_code == 200
    publish("another")
    fresh = ask(client, "events", sumedang, **{"If-None-Match": answer["ETag"]})
    assert names(fresh) == ["all", "another"]


def test_answer_is_packed_for_who_asks_for_it(client):
    for number in range(20):
        publish(f"application {number}")
    answer = ask(client, "events", **{"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(answer.content))["events"]) == 20


@pytest.mark.parametrize(
    "path",
    [
        "events?after=-1",
        "events?after=1e9",
        "events?limit=a",
        "manifest?after=" + "9" * 30,
        "items?ids=61.72:entry:1",
        f"items?ids=../:entry:{UUID(int=1)}",
        "items?ids=" + ",".join(f"61.72:entry:{UUID(int=n)}" for n in range(101)),
    ],
)
def test_wrong_parameters_are_told(client, path):
    answer = ask(client, path)
    assert answer.status_code == 400
    assert answer.json()["type"] == "about:blank#query-invalid"


def test_card_is_signed_by_the_key_it_names(client):
    card = read_card(read_envelope(ask(client, "node").json()))
    assert (card.code, card.public_key) == ("61.72", own_public_key())
    assert not card.is_hub


def test_members_are_told_to_peers_alone(client, sumedang, pontianak):
    Catalog.objects.filter(alternative_id="61.71").update(is_member=True)
    assert ask(client, "members").status_code == 403
    found = read_members(
        read_envelope(ask(client, "members", sumedang).json()),
        hub="61.72",
        public_key=own_public_key(),
    )
    assert [member.code for member in found.members] == ["61.71"]


def test_hint_is_heard_once_and_noted(client, sumedang):
    answer = tell(client, "hints", {}, sumedang)
    assert answer.status_code == 202 and answer.json() == {"at_once": True}
    assert tell(client, "hints", {}, sumedang).json() == {"at_once": False}
    assert Catalog.objects.get().last_hint_at is not None
    assert tell(client, "hints", {}, OtherNode("32.11")).status_code == 401


def test_replayed_request_is_refused(client, sumedang):
    url, body = "http://testserver/federation/v1/hints", b"{}"
    headers = signed_headers("POST", url, body, key_id="32.11", key=sumedang.key)
    statuses = [
        client.post(
            "/federation/v1/hints", body, content_type="application/json", headers=headers
        ).status_code
        for _time in range(2)
    ]
    assert statuses == [202, 401]
    assert SeenNonce.objects.count() == 1


def test_large_or_broken_body_is_refused(client, sumedang):
    assert tell(client, "hints", {"text": "x" * 300_000}, sumedang).status_code == 413
    assert tell(client, "key-changes", ["not an object"], sumedang).status_code == 400
    for content in ({}, {"key_changes": []}, {"key_changes": [{}]}, {"key_changes": "x"}):
        assert tell(client, "key-changes", content, sumedang).status_code == 422
    for content in ({}, {"code": "x", "card": event(sumedang.card())}):
        assert tell(client, "join", content, sumedang).status_code == 422


def test_only_a_hub_passes_on_what_it_may(client, sumedang, pontianak):
    peer = Catalog.objects.get(alternative_id="32.11")
    with transaction.atomic():
        receive(
            [
                event(sumedang.entry("free")),
                event(sumedang.entry("kept", may_relay=False)),
                event(sumedang.entry("for us", audience=regions_only(["61.72"]))),
            ],
            peer,
            PullCounts(),
        )
    assert names(ask(client, "events", pontianak)) == []
    Catalog.objects.filter(alternative_id="61.71").update(is_member=True)
    assert names(ask(client, "events", pontianak)) == ["free"]
    assert names(ask(client, "events")) == ["free"]
    assert names(ask(client, "events", sumedang)) == []
    Catalog.objects.filter(alternative_id="32.11").update(state=Catalog.State.LEFT)
    assert names(ask(client, "events", pontianak)) == []
