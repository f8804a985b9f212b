"""The pages of subscriptions: made, tested, paused, ended; the secret is shown once."""

import re

import pytest
from django.urls import reverse

from lumbung.catalogue.actions import webhooks as actions
from lumbung.catalogue.actions.announcing import announce_entry
from lumbung.catalogue.models import ResourceKind, Webhook, WebhookDelivery
from lumbung.catalogue.tests.v1.samples import make_software
from lumbung.core.models import AuditEntry, Role
from lumbung.core.tests.factories import make_user
from lumbung.kit.sealing import unseal

pytestmark = pytest.mark.django_db
FORM = {"url": "https://93.184.216.34/hook", "kind": "software"}


@pytest.fixture
def cio(client):
    client.force_login(make_user(Role.CIO))
    return client


@pytest.fixture
def webhook():
    return actions.subscribe(FORM["url"], kind=ResourceKind.SOFTWARE, secret="x" * 16, by=None)


def test_subscription_is_made_and_its_secret_shown_once(cio):
    assert (
        reverse("catalogue:webhook-new") in cio.get("/catalogue/sharing/webhooks/").content.decode()
    )
    page = cio.post("/catalogue/sharing/webhooks/new/", FORM, follow=True)
    webhook = Webhook.objects.get()
    secret = unseal(webhook.sealed_secret)
    assert secret in page.content.decode() and page.headers["Cache-Control"] == "no-store"
    again = cio.get(reverse("catalogue:webhook", args=[webhook.pk])).content.decode()
    assert secret not in again
    assert secret not in str(list(AuditEntry.objects.values()))
    assert FORM["url"] in cio.get("/catalogue/sharing/webhooks/").content.decode()


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/", "https://10.0.0.1/x", "http://[::1]/", "javascript:alert(1)", ""]
)
def test_address_that_leads_inside_is_refused_at_the_field(cio, url):
    page = cio.post("/catalogue/sharing/webhooks/new/", FORM | {"url": url})
    assert page.status_code == 200 and page.context["form"].errors["url"]
    assert not Webhook.objects.exists()


def test_same_subscription_twice_is_told_at_the_field(cio, webhook):
    page = cio.post("/catalogue/sharing/webhooks/new/", FORM)
    assert page.context["form"].errors["url"] and Webhook.objects.count() == 1


def test_test_message_pause_resume_and_new_secret(cio, webhook):
    address = reverse("catalogue:webhook", args=[webhook.pk])
    cio.post(address + "test/")
    assert webhook.deliveries.get().event == WebhookDelivery.Event.TEST
    cio.post(address + "pause/")
    page = cio.get(address).content.decode()
    assert reverse("catalogue:webhook-resume", args=[webhook.pk]) in page
    assert webhook.deliveries.get().state == WebhookDelivery.State.GIVEN_UP
    cio.post(address + "resume/")
    webhook.refresh_from_db()
    assert not webhook.is_paused
    before = webhook.sealed_secret
    shown = cio.post(address + "secret/", follow=True).content.decode()
    webhook.refresh_from_db()
    assert webhook.sealed_secret != before and unseal(webhook.sealed_secret) in shown


def test_failure_is_told_in_the_readers_language(cio, webhook):
    announce_entry(make_software())
    delivery = webhook.deliveries.get()
    error = {"message": "The answer was %(status)s.", "facts": {"status": "503"}}
    actions.record_outcome(delivery, actions.Outcome(status=503, error=error), delivery.created_at)
    address = reverse("catalogue:webhook", args=[webhook.pk])
    for language, words in (("id", "Jawabannya 503."), ("en", "The answer was 503.")):
        page = cio.get(address, headers={"Accept-Language": language}).content.decode()
        assert len(re.findall(re.escape(words), page)) == 2, "at the head and at the message"


def test_subscription_is_ended(cio, webhook):
    cio.post(reverse("catalogue:webhook-delete", args=[webhook.pk]))
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR])
def test_who_does_not_manage_peers_sees_nothing(client, webhook, role):
    client.force_login(make_user(role))
    assert client.get("/catalogue/sharing/webhooks/").status_code == 403
    assert client.get(f"/catalogue/sharing/webhooks/{webhook.pk}/").status_code == 403
    assert client.post(f"/catalogue/sharing/webhooks/{webhook.pk}/delete/").status_code == 403
    assert Webhook.objects.exists()
