"""Recurring jobs: queued when due, once, whoever beats; and never lost."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from lumbung.core import schedule as scheduling
from lumbung.core.models import Role, ScheduledJob
from lumbung.core.schedule import beat, schedule
from lumbung.core.tests.factories import make_user

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


@task()
def nothing():
    """A job for these tests."""


@pytest.fixture(autouse=True)
def only_job(monkeypatch):
    monkeypatch.setattr(scheduling, "_JOBS", {})
    schedule("tiada", nothing, every=HOUR)


def middle():
    return 0.5


@pytest.mark.django_db
def test_new_job_is_due_within_a_tenth_of_its_period_and_then_every_period():
    assert beat(NOW, chance=middle) == []
    first = ScheduledJob.objects.get().due_at
    assert NOW < first <= NOW + HOUR / 10
    assert beat(first, chance=middle) == ["tiada"]
    DBTaskResult.objects.update(status="SUCCESSFUL")
    assert beat(first + HOUR - timedelta(seconds=1), chance=middle) == []
    assert beat(first + HOUR, chance=middle) == ["tiada"]
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db
def test_period_wavers_so_that_many_nodes_do_not_come_at_once():
    due = []
    for chance in (0.0, 1.0):
        ScheduledJob.objects.update_or_create(name="tiada", defaults={"due_at": NOW})
        beat(NOW, chance=lambda chance=chance: chance)
        due.append(ScheduledJob.objects.get().due_at - NOW)
    assert due == [HOUR * 0.95, HOUR * 1.05]


@pytest.mark.django_db
def test_job_that_was_due_while_no_worker_ran_is_queued_once():
    ScheduledJob.objects.create(name="tiada", due_at=NOW - 30 * HOUR)
    assert beat(NOW) == ["tiada"]
    assert beat(NOW) == []


@pytest.mark.django_db
def test_job_still_waiting_in_the_queue_is_not_queued_again():
    beat(NOW, chance=middle)
    for hours in range(1, 9):
        beat(NOW + hours * 2 * HOUR, chance=middle)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db
def test_crash_while_queueing_leaves_the_job_due(monkeypatch):
    ScheduledJob.objects.create(name="tiada", due_at=NOW)

    class Dying:
        def enqueue(self):
            raise KeyboardInterrupt

    schedule("tiada", Dying(), every=HOUR)
    with pytest.raises(KeyboardInterrupt):
        beat(NOW)
    schedule("tiada", nothing, every=HOUR)
    assert beat(NOW) == ["tiada"]


@pytest.mark.django_db(transaction=True)
def test_many_workers_beating_at_once_queue_it_once():
    ScheduledJob.objects.create(name="tiada", due_at=NOW)
    start = threading.Barrier(6)
    queued = []

    def worker():
        start.wait()
        queued.extend(beat(NOW))
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert queued == ["tiada"]
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db
def test_records_of_jobs_finished_long_ago_are_removed():
    old, new = nothing.enqueue(), nothing.enqueue()
    ages = {old.id: 15, new.id: 13}
    for key, days in ages.items():
        DBTaskResult.objects.filter(pk=key).update(
            status="SUCCESSFUL", finished_at=timezone.now() - timedelta(days=days)
        )
    scheduling.prune_finished_jobs.call()
    assert [str(row.pk) for row in DBTaskResult.objects.all()] == [str(new.id)]


@pytest.mark.django_db
def test_auditor_sees_when_what_is_due_and_agencies_do_not(client):
    beat(NOW, chance=middle)
    client.force_login(make_user(Role.AGENCY))
    assert client.get("/audit/schedule/").status_code == 403
    client.force_login(make_user(Role.AUDITOR))
    assert "tiada" in client.get("/audit/schedule/").content.decode()
    assert "/audit/schedule/" in client.get("/audit/").content.decode()
