"""Subscriptions over /v1: made, listed, changed and ended; the secret is never told again."""

import pytest

from lumbung.catalogue.models import Webhook
from lumbung.catalogue.tests.v1.samples import make_publisher, make_software, writer
from lumbung.core.models import AuditEntry
from lumbung.kit.sealing import unseal

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}
SECRET = "sixteen-letters-at-least"
BODY = {"url": "https://hooks.example.id/a", "secret": SECRET}


@pytest.mark.parametrize("kind", ["software", "publishers", "catalogs"])
def test_subscription_to_a_kind(kind):
    client = writer()
    made = client.post(f"/v1/{kind}/webhooks", BODY, **JSON)
    assert made.status_code == 200 and made.json().keys() == {"id", "url", "createdAt", "updatedAt"}
    assert client.post(f"/v1/{kind}/webhooks", BODY, **JSON).status_code == 409
    listed = client.get(f"/v1/{kind}/webhooks")
    assert [each["url"] for each in listed.json()["data"]] == [BODY["url"]]
    assert client.get(f"/v1/webhooks/{made.json()['id']}").json() == made.json()
    for answer in (made, listed):
        assert SECRET not in answer.content.decode()
    assert unseal(Webhook.objects.get().sealed_secret) == SECRET
    assert SECRET not in str(list(AuditEntry.objects.values()))


def test_subscription_to_one_thing():
    client, entry, publisher = writer(), make_software(), make_publisher(alternative_id="dinas")
    assert client.post(f"/v1/software/{entry.public_id}/webhooks", BODY, **JSON).status_code == 200
    assert client.post("/v1/publishers/dinas/webhooks", BODY, **JSON).status_code == 200
    subjects = set(Webhook.objects.values_list("kind", "subject_id"))
    assert subjects == {("software", entry.public_id), ("publishers", publisher.public_id)}
    assert len(client.get("/v1/publishers/dinas/webhooks").json()["data"]) == 1
    assert client.post("/v1/software/none/webhooks", BODY, **JSON).status_code == 404


def test_subscription_is_changed_and_ended():
    client = writer()
    made = client.post("/v1/software/webhooks", BODY, **JSON).json()
    path = f"/v1/webhooks/{made['id']}"
    changed = client.patch(path, {"url": "https://hooks.example.id/b"}, **JSON)
    assert changed.json()["url"] == "https://hooks.example.id/b"
    assert unseal(Webhook.objects.get().sealed_secret) == SECRET, "not named, not changed"
    client.patch(path, {"secret": None}, **JSON)
    assert Webhook.objects.get().sealed_secret == ""
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("body", "field", "rule"),
    [
        ({}, "url", "required"),
        ({"url": "javascript:alert(1)"}, "url", "url"),
        ({"url": "http://0x7f.1/"}, "url", "webhook_url"),
        ({"url": "https://user:word@hooks.example.id/"}, "url", "webhook_url"),
        (BODY | {"secret": "short"}, "secret", "min"),
        (BODY | {"secret": "x" * 257}, "secret", "max"),
    ],
)
def test_refused_subscription_names_the_field(body, field, rule):
    answer = writer().post("/v1/software/webhooks", body, **JSON)
    assert answer.status_code == 422
    found = answer.json()["validationErrors"][0]
    assert (found["field"], found["rule"]) == (field, rule)
