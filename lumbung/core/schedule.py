"""Jobs that come again: which there are, and the beat that queues each when it is due.

A room names its job in `AppConfig.ready` by `schedule(name, task, every=...)`. Each has one row;
whoever moves the row's due time on, by an update on the condition that nobody else has, queues the
task in the same transaction. So two workers never queue it twice, and a crash loses none: the row
stays due. A job that waits in the queue still is not queued again.
"""

import logging
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from lumbung.core.models import ScheduledJob

logger = logging.getLogger(__name__)
BEAT_S = 5.0
JITTER = 0.05  # of the period, so that many nodes do not ask one hub in the same second
FIRST_WITHIN = 0.1  # of the period: when a job new to this node first runs
KEEP_FINISHED_DAYS = 14


@dataclass(frozen=True, slots=True)
class Recurring:
    """A job as its room named it."""

    name: str
    task: "Task[[], Any]"
    every: timedelta
    title: str | Promise


_JOBS: dict[str, Recurring] = {}


def schedule(
    name: str, task: "Task[[], Any]", *, every: timedelta, title: str | Promise = ""
) -> None:
    """Queues `task`, which takes no arguments, once in every period. `name` is for good: the row
    that remembers the next time goes by it; `title` is what people read."""
    _JOBS[name] = Recurring(name, task, every, title or name)


def recurring_jobs() -> tuple[Recurring, ...]:
    return tuple(sorted(_JOBS.values(), key=lambda job: job.name))


def beat(now: datetime, *, chance: Callable[[], float] = random.random) -> list[str]:
    """Queues what is due at `now`; tells the names of what it queued. `chance` is from 0 to 1."""
    rows = {row.name: row for row in ScheduledJob.objects.filter(name__in=_JOBS)}
    queued = []
    for job in recurring_jobs():
        row = rows.get(job.name) or _first_row(job, now, chance)
        if row.due_at <= now and _queue(job, row, now, chance):
            queued.append(job.name)
    return queued


def _first_row(job: Recurring, now: datetime, chance: Callable[[], float]) -> ScheduledJob:
    due_at = now + job.every * FIRST_WITHIN * chance()
    row, _is_new = ScheduledJob.objects.get_or_create(name=job.name, defaults={"due_at": due_at})
    return row


@transaction.atomic
def _queue(job: Recurring, row: ScheduledJob, now: datetime, chance: Callable[[], float]) -> bool:
    next_due = now + job.every * (1 + JITTER * (2 * chance() - 1))
    same = ScheduledJob.objects.filter(pk=row.pk, due_at=row.due_at)
    if not same.update(due_at=next_due):
        return False  # another worker was first
    if row.task_id and DBTaskResult.objects.ready().filter(pk=row.task_id).exists():
        return False
    result = job.task.enqueue()
    ScheduledJob.objects.filter(pk=row.pk).update(queued_at=now, task_id=result.id)
    return True


class Beat:
    """Beats in a thread of its own while the worker's main thread runs jobs."""

    def __init__(self, every_s: float = BEAT_S) -> None:
        self._every_s = every_s
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="schedule-beat", daemon=True)

    def __enter__(self) -> "Beat":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            try:
                beat(timezone.now())
            except DatabaseError:  # a locked or restarting database: the next beat tries again
                logger.warning("the schedule was not read", exc_info=True)
            finally:
                connection.close()
            if self._ended.wait(self._every_s):
                return


@task()
def prune_finished_jobs() -> None:
    """Rows of finished jobs are of no use after two weeks; safe to run at any time."""
    call_command(
        "prune_db_task_results", min_age_days=KEEP_FINISHED_DAYS, queue_name="*", verbosity=0
    )


def schedule_own_jobs() -> None:
    schedule(
        "prune-finished-jobs",
        prune_finished_jobs,
        every=timedelta(days=1),
        title=_("Remove records of jobs finished two weeks ago"),
    )
