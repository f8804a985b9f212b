"""The audit log: who reads it, how it is filtered, and that its export is safe to open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lumbung.core.audit import record_done
from lumbung.core.models import AuditEntry, Role
from lumbung.core.tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_officers_are_refused_and_that_is_in_the_log(client):
    officer = make_user(Role.AGENCY)
    client.force_login(officer)
    assert client.get("/audit/").status_code == client.get("/audit/export.csv").status_code == 403
    client.force_login(make_user(Role.AUDITOR))
    shown = client.get("/audit/", {"outcome": "refused"}).context["page"]
    assert [entry.user for entry in shown] == [officer, officer]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CIO, Role.INTEGRATOR])
def test_log_is_filtered_by_person_action_and_day(client, role):
    user = make_user(role)
    entry = record_done(user, "create-server", "Peladen A", pk=1)
    old = record_done(None, "load-regions", "regions.csv", count=552)
    AuditEntry.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=3))
    client.force_login(user)

    def shown(**query):
        return [found.pk for found in client.get("/audit/", query).context["page"]]

    assert shown() == [entry.pk, old.pk]
    assert (
        shown(user=user.pk) == shown(action="create-server") == shown(text="peladen") == [entry.pk]
    )
    today = timezone.localdate()
    assert shown(until_day=today - timedelta(days=1)) == [old.pk]
    assert shown(from_day=today) == [entry.pk]


def test_export_carries_the_filter_and_no_formula(client):
    user = make_user(Role.AUDITOR)
    record_done(user, "create-server", "=cmd|' /C calc'!A0")
    record_done(user, "load-regions", "regions.csv")
    client.force_login(user)
    answer = client.get("/audit/export.csv", {"action": "create-server"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "'=cmd" in text and ",=cmd" not in text and "regions.csv" not in text
