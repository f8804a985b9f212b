"""Signing in, the account page, tokens, passwords and lock-out, through the real addresses."""

import re

import pytest
from axes.models import AccessAttempt
from django.test import Client

from lumbung.core.models import ApiToken, AuditEntry, Role
from lumbung.core.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def sign_in(client, username, password, **options):
    return client.post("/sign-in/", {"username": username, "password": password}, **options)


def test_signing_in_leads_home_and_is_recorded(client):
    user = make_user(Role.CIO, username="cio")
    assert sign_in(client, "cio", PASSWORD).status_code == 302
    assert AuditEntry.objects.get(action="sign-in").user == user


def test_sixth_wrong_password_is_refused_even_if_right(client):
    make_user(Role.CIO, username="cio")
    make_user(Role.CIO, username="other")
    for _ in range(5):
        sign_in(client, "cio", "wrong")
    assert sign_in(client, "cio", PASSWORD).status_code == 429
    assert sign_in(client, "other", PASSWORD).status_code == 302
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    assert sign_in(elsewhere, "cio", PASSWORD).status_code == 302
    assert AccessAttempt.objects.filter(username="cio").exists()
    sign_in(client, "cio", PASSWORD)
    refused = AuditEntry.objects.get(outcome="refused")
    assert (refused.action, refused.subject) == ("sign-in", "cio (127.0.0.1)")


def test_deactivated_person_cannot_sign_in(client):
    make_user(Role.CIO, username="gone", is_active=False)
    assert sign_in(client, "gone", PASSWORD).status_code == 200


def test_token_is_shown_once_works_and_stops_working_when_revoked(client):
    user = make_user(Role.INTEGRATOR)
    client.force_login(user)
    client.post("/account/", {"name": "ekspor"})
    page = client.get("/account/").content.decode()
    token = re.search(r"lmb_[\w-]{20,}", page)[0]
    assert token not in client.get("/account/").content.decode()
    assert token not in str(client.session.items())
    kept = ApiToken.objects.get()
    assert token not in (kept.digest, kept.name)
    caller = Client(headers={"Authorization": f"Bearer {token}"})
    assert caller.get("/api/me").json()["username"] == user.username
    client.post(f"/account/tokens/{kept.pk}/revoke/")
    assert caller.get("/api/me").status_code == 401


def test_nobody_revokes_the_token_of_another(client):
    owner = make_user(Role.CIO)
    token = ApiToken.objects.create(user=owner, name="x", digest="0" * 64)
    client.force_login(make_user(Role.INTEGRATOR))
    assert client.post(f"/account/tokens/{token.pk}/revoke/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_password_is_changed_and_other_sessions_end(client):
    user = make_user(Role.AUDITOR)
    client.force_login(user)
    elsewhere = Client()
    elsewhere.force_login(user)
    new = "gabah-kering-giling-9"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/account/password/", fields).status_code == 302
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    user.refresh_from_db()
    assert user.check_password(new)


def test_weak_password_is_refused(client):
    client.force_login(make_user(Role.AUDITOR))
    fields = {"old_password": PASSWORD, "new_password1": "12345678", "new_password2": "12345678"}
    assert client.post("/account/password/", fields).status_code == 200
    assert not AuditEntry.objects.filter(action="set-password").exists()


@pytest.mark.parametrize("address", ["/account/", "/account/password/", "/people/", "/audit/"])
def test_visitor_is_sent_to_sign_in(client, address):
    assert client.get(address).url == f"/sign-in/?next={address}"
