"""Subscribers are told of what everybody may see: once stored, signed, again after a failure, and
not for ever."""

import hmac
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lumbung.catalogue.actions import resources
from lumbung.catalogue.actions import webhooks as actions
from lumbung.catalogue.actions.announcing import (
    announce_catalog,
    announce_copy,
    announce_entry,
    announce_gone,
)
from lumbung.catalogue.actions.entries import keep_entry
from lumbung.catalogue.actions.entry_changes import entry_changed
from lumbung.catalogue.domain import webhooks as domain
from lumbung.catalogue.errors import AddressSubscribed
from lumbung.catalogue.models import ResourceKind, Webhook, WebhookDelivery
from lumbung.catalogue.tests.v1.samples import (
    make_catalog,
    make_item,
    make_publisher,
    make_software,
    publiccode,
)
from lumbung.catalogue.webhook_jobs import send_waiting_webhooks, send_webhook
from lumbung.kit.destinations import FetchRefused
from lumbung.kit.tests.servers import answer, serving

pytestmark = pytest.mark.django_db
URL = "https://git.example.id/kominfo/esurat"
State = WebhookDelivery.State
SECRET = "a-secret-of-the-subscriber"


@pytest.fixture
def inside(settings):
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]


def subscribe(url="https://hooks.example.id/x", **options):
    return actions.subscribe(url, **({"kind": ResourceKind.SOFTWARE, "by": None} | options))


def told(webhook):
    return [(each.event, each.subject) for each in webhook.deliveries.order_by("pk")]


def send(webhook):
    send_webhook.func(webhook.pk)
    webhook.refresh_from_db()


def request_of(server, number=-1):
    head, _blank, body = server.requests[number].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines[1:])
    return lines[0], headers, body


def test_signature_is_hmac_sha256_in_hexadecimal():
    """The example of RFC 4231, case 2."""
    found = domain.signature("Jefe", b"what do ya want for nothing?")
    assert found == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert domain.is_signed_by("Jefe", b"what do ya want for nothing?", found)
    assert not domain.is_signed_by("Jefe", b"what do ya want for nothing!", found)


def test_message_has_event_and_subject_only():
    assert json.loads(domain.message("create", "/software/1")) == {
        "event": "create",
        "subject": "/software/1",
    }


def test_waits_grow_and_end():
    waits = [domain.wait_after(failures) for failures in range(1, len(domain.WAITS) + 1)]
    assert waits == sorted(waits) and domain.wait_after(len(waits) + 1) is None


def test_change_is_told_with_what_it_was():
    webhook = subscribe()
    entry = keep_entry(publiccode(URL).encode(), by=None).entry
    subject = f"/software/{entry.public_id}"
    assert told(webhook) == [("create", subject)]
    keep_entry(publiccode(URL, "Nama baru").encode(), by=None)
    assert told(webhook) == [("create", subject), ("update", subject)]
    keep_entry(publiccode(URL, "Nama lagi").encode(), by=None)
    assert len(told(webhook)) == 2, "what waits already and says the same is enough"


def test_nothing_is_told_of_what_not_everybody_may_see():
    webhook = subscribe()
    entry = make_software(rests_on_offers=True)
    announce_entry(entry)
    announce_gone(ResourceKind.SOFTWARE, entry.public_id)
    assert told(webhook) == []


def test_what_is_no_longer_seen_is_told_as_gone_once():
    webhook, entry = subscribe(), make_software()
    announce_entry(entry)
    entry.is_active = False
    entry.save()
    announce_entry(entry)
    announce_entry(entry)
    assert [event for event, _subject in told(webhook)] == ["create", "delete"]


def test_subscription_to_one_thing_hears_of_it_alone():
    mine, other = make_software(), make_software()
    webhook = subscribe(subject_id=mine.public_id)
    publishers = subscribe(kind=ResourceKind.PUBLISHERS)
    announce_entry(mine)
    announce_entry(other)
    assert told(webhook) == [("create", f"/software/{mine.public_id}")]
    assert told(publishers) == []


def test_change_that_is_not_stored_is_not_told(django_capture_on_commit_callbacks):
    from django.db import transaction

    webhook = subscribe()
    with pytest.raises(RuntimeError), transaction.atomic():
        announce_entry(make_software())
        raise RuntimeError
    assert told(webhook) == [] and not DBTaskResult.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        announce_entry(make_software())
    assert DBTaskResult.objects.count() == 1


def test_message_arrives_signed_under_an_id_of_its_own(inside):
    with serving(answer(status="204 No Content")) as server:
        webhook = subscribe(f"{server.url}/hook?a=1", secret=SECRET)
        entry = make_software()
        announce_entry(entry)
        send(webhook)
        line, headers, body = request_of(server)
    assert line == "POST /hook?a=1 HTTP/1.1"
    assert headers["content-type"] == "application/json"
    delivery = webhook.deliveries.get()
    assert headers["x-webhook-delivery"] == str(delivery.public_id)
    expected = domain.message("create", f"/software/{entry.public_id}")
    assert body in (b"", expected)
    signed = hmac.new(SECRET.encode(), expected, "sha256").hexdigest()
    assert headers["x-webhook-signature"] == signed
    assert (delivery.state, delivery.status, delivery.attempts) == (State.DELIVERED, 204, 1)


def test_without_a_secret_there_is_no_signature(inside):
    with serving(answer()) as server:
        webhook = subscribe(server.url)
        announce_entry(make_software())
        send(webhook)
        assert "x-webhook-signature" not in request_of(server)[1]


def test_what_failed_is_sent_again_later_and_in_order(inside):
    behaviours = [answer(status="500 Oops"), answer(), answer()]
    with serving(lambda peer, head: behaviours.pop(0)(peer, head)) as server:
        webhook = subscribe(server.url)
        announce_entry(make_software())
        announce_entry(make_software())
        send(webhook)
        first, second = webhook.deliveries.order_by("pk")
        assert (first.state, first.status, first.attempts) == (State.WAITING, 500, 1)
        assert second.attempts == 0, "one attempt for the address, not for each message"
        assert first.error == {"message": "The answer was %(status)s.", "facts": {"status": "500"}}
        wait = webhook.next_try_at - timezone.now()
        assert timedelta(seconds=50) < wait <= domain.WAITS[0]
        send(webhook)
        assert len(server.requests) == 1, "not before its time"
        Webhook.objects.update(next_try_at=timezone.now())
        send(webhook)
        ids = [request_of(server, number)[1]["x-webhook-delivery"] for number in range(3)]
    assert ids[0] == ids[1] == str(first.public_id) and ids[2] == str(second.public_id)
    assert webhook.failures == 0 and webhook.next_try_at is None and not webhook.last_error


def test_dead_address_is_paused_after_the_last_wait(inside):
    with serving(answer()) as server:
        url = server.url
    webhook = subscribe(url)
    announce_entry(make_software())
    for _attempt in range(len(domain.WAITS) + 1):
        Webhook.objects.update(next_try_at=None)
        send(webhook)
    assert webhook.is_paused and webhook.last_error["message"]
    delivery = webhook.deliveries.get()
    assert delivery.state == State.GIVEN_UP and delivery.attempts == len(domain.WAITS) + 1
    announce_entry(make_software())
    assert webhook.deliveries.count() == 1, "a paused subscriber reads anew when it comes back"
    actions.resume_webhook(webhook, by=None)
    announce_entry(make_software())
    assert webhook.deliveries.filter(state=State.WAITING).count() == 1


@pytest.mark.parametrize("status", ["410 Gone", "302 Found"])
def test_gone_or_redirected_is_given_up_at_once(inside, status):
    with serving(answer(status=status, headers="Location: http://127.0.0.1/x\r\n")) as server:
        webhook = subscribe(server.url)
        announce_entry(make_software())
        send(webhook)
        assert len(server.requests) == 1
    assert webhook.is_paused
    assert webhook.deliveries.get().state == State.GIVEN_UP


def test_address_inside_is_never_connected_to():
    with serving(answer()) as server:
        webhook = subscribe(server.url)
        announce_entry(make_software())
        send(webhook)
        assert server.requests == []
    assert webhook.is_paused and "private" in webhook.last_error["message"]


@pytest.mark.parametrize(
    "url", ["ftp://x.example", "https://a:b@x.example/", "x", "http://0x7f.1/"]
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(FetchRefused):
        subscribe(url)


def test_one_subscription_to_an_address_and_thing():
    subscribe()
    with pytest.raises(AddressSubscribed):
        subscribe()
    entry = make_software()
    subscribe(subject_id=entry.public_id)
    with pytest.raises(AddressSubscribed):
        subscribe(subject_id=entry.public_id)
    assert Webhook.objects.count() == 2


def test_one_worker_at_a_time_has_a_subscription():
    webhook, now = subscribe(), timezone.now()
    announce_entry(make_software())
    assert actions.claim_webhook(webhook.pk, now) is not None
    assert actions.claim_webhook(webhook.pk, now) is None
    later = now + actions.LEASE + timedelta(seconds=1)
    assert actions.claim_webhook(webhook.pk, later) is not None, "a dead worker's is taken over"
    actions.release_webhook(webhook)
    assert actions.claim_webhook(webhook.pk, now) is not None


def test_change_while_a_message_is_under_way_is_another_message():
    webhook, entry = subscribe(), make_software()
    announce_entry(entry)
    announce_entry(entry)
    actions.claim_webhook(webhook.pk, timezone.now())
    first = actions.begin_attempt(webhook, timezone.now())
    actions.record_outcome(first, actions.Outcome(status=200), timezone.now())
    actions.begin_attempt(webhook, timezone.now())
    announce_entry(entry)
    assert [event for event, _subject in told(webhook)] == ["create", "update", "update"]


def test_secret_is_sealed_and_renewed():
    webhook = subscribe(secret=SECRET)
    assert SECRET not in webhook.sealed_secret
    before = webhook.sealed_secret
    secret = actions.renew_secret(webhook, by=None)
    assert len(secret) >= 32 and webhook.sealed_secret not in (before, "")


def test_sweep_queues_what_is_due_and_forgets_what_is_old():
    webhook = subscribe()
    announce_entry(make_software())
    paused = subscribe("https://other.example.id/")
    actions.pause_webhook(paused, by=None)
    old = WebhookDelivery.objects.create(
        webhook=webhook,
        event="create",
        subject="/x",
        state=State.DELIVERED,
        finished_at=timezone.now() - timedelta(days=31),
    )
    send_waiting_webhooks.func()
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[webhook.pk]]
    assert not WebhookDelivery.objects.filter(pk=old.pk).exists()


def test_copy_is_told_once_its_item_says_that_it_may_go_on():
    webhook = subscribe()
    entry = make_software(catalog=make_catalog(driver="lumbung"))
    announce_copy("entry", entry.public_id)
    item = make_item(entry, is_for_all=True, may_relay=False)
    announce_copy("entry", entry.public_id)
    assert told(webhook) == []
    item.may_relay = True
    item.save()
    announce_copy("entry", entry.public_id)
    item.is_deleted = True
    item.save()
    announce_copy("entry", entry.public_id)
    assert [event for event, _subject in told(webhook)] == ["create", "delete"]


def test_own_publisher_and_paused_source_are_told_too():
    publishers = subscribe(kind=ResourceKind.PUBLISHERS)
    catalogs = subscribe(kind=ResourceKind.CATALOGS)
    publisher = make_publisher()
    entry = make_software(publisher=publisher)
    for _change in range(2):
        entry_changed(entry)
    assert told(publishers) == [("create", f"/publishers/{publisher.public_id}")]
    source = make_catalog()
    announce_catalog(source)
    resources.change_catalog(source, {"state": "paused"}, by=None)
    assert [event for event, _subject in told(catalogs)] == ["create", "delete"]
