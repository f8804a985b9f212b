"""What is reminded of, to whom, and that it is sent once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from lumbung.catalogue.actions.adoptions import confirm_adoption
from lumbung.catalogue.actions.agreements import change_agreement
from lumbung.catalogue.models import AgreementObligation
from lumbung.catalogue.queries.reminders import reminders
from lumbung.catalogue.reminding import deliver_reminders
from lumbung.catalogue.tests.sharing_factories import make_adoption, make_agreement
from lumbung.core.models import AuditEntry, Role
from lumbung.kit.env import SettingInvalid
from lumbung.kit.mail import email_settings
from lumbung.registry.tests.factories import make_agency, make_user

pytestmark = pytest.mark.django_db


def day(days):
    return timezone.localdate() + timedelta(days=days)


def ending(days=10, **fields):
    return make_agreement(
        stage="in-force", starts_on=day(-700), signed_on=day(-700), ends_on=day(days), **fields
    )


@pytest.fixture
def post_office(settings):
    settings.EMAIL_IS_SET_UP = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_URL = "https://lumbung.example"
    return mail


def kinds(user):
    return [reminder.kind for reminder in reminders(user)]


def test_ends_obligations_and_confirmations_are_reminded_of():
    cio, agency = make_user(), make_agency()
    agreement = ending(10)
    ending(91)
    make_agreement(stage="signing", ends_on=day(5))
    for due in (20, 31):
        AgreementObligation.objects.create(
            agreement=agreement, side="provider", text="Melatih", due_on=day(due)
        )
    make_adoption(status="in-use", in_use_since=day(-340), agency=agency)
    make_adoption(status="in-use", in_use_since=day(-300))
    assert kinds(cio) == ["ending", "obligation", "confirmation"]
    assert kinds(make_user(Role.AGENCY, agency)) == ["confirmation"]
    assert kinds(make_user(Role.AGENCY)) == []
    assert kinds(make_user(Role.AUDITOR)) == ["ending", "obligation"]


def test_without_a_server_nothing_is_sent_and_nothing_marked():
    agreement = ending()
    make_user(email="cio@example.go.id")
    assert deliver_reminders() == 0
    agreement.refresh_from_db()
    assert agreement.reminded_at is None


def test_a_reminder_is_sent_once_and_recorded(post_office):
    make_user(email="cio@example.go.id")
    make_user(Role.AUDITOR, email="auditor@example.go.id")
    agreement = ending(title="PKS e-Office")
    assert (deliver_reminders(), deliver_reminders()) == (1, 0)
    (message,) = post_office.outbox
    assert message.to == ["cio@example.go.id"]
    assert "PKS e-Office" in message.body and "https://lumbung.example/" in message.body
    assert AuditEntry.objects.filter(action="remind-ending").count() == 1
    change_agreement(agreement, {"remind_days": 60}, by=None)
    assert deliver_reminders() == 1


def test_use_is_confirmed_by_its_agency_or_else_by_kominfo(post_office):
    agency, silent = make_agency(), make_agency()
    make_user(email="cio@example.go.id")
    officer = make_user(Role.AGENCY, agency, email="dinas@example.go.id")
    own = make_adoption(status="in-use", in_use_since=day(-340), agency=agency)
    make_adoption(status="in-use", in_use_since=day(-340), agency=silent)
    assert deliver_reminders() == 2
    told = {message.to[0]: message.body for message in post_office.outbox}
    assert agency.name in told["dinas@example.go.id"]
    assert silent.name in told["cio@example.go.id"] and agency.name not in told["cio@example.go.id"]
    confirm_adoption(own, by=officer)
    assert reminders(officer) == ()


def test_refused_mail_is_tried_again(post_office, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    make_user(email="cio@example.go.id")
    ending()
    assert deliver_reminders() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver_reminders() == 1


def test_list_and_desk_show_them(client):
    user = make_user()
    client.force_login(user)
    ending(-3, title="PKS lewat")
    page = client.get(reverse("catalogue:reminders")).content.decode()
    assert "PKS lewat" in page
    assert reverse("catalogue:reminders") in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("url", "sender"),
    [("http://x", "a@b"), ("smtp://", "a@b"), ("smtp://h:x", "a@b"), ("smtp://h", "")],
)
def test_settings_that_cannot_be_understood_stop_the_start(url, sender):
    with pytest.raises(SettingInvalid):
        email_settings(url, sender)


def test_settings_of_the_server():
    found = email_settings("smtps://u%40x:p%3A@mail.example:2465", "lumbung@example.go.id")
    assert found["EMAIL_HOST_USER"] == "u@x" and found["EMAIL_HOST_PASSWORD"] == "p:"
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (
        2465,
        True,
        False,
    )
    assert email_settings("", "")["EMAIL_IS_SET_UP"] is False
