"""The recurring jobs and when each is due, for those who check."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.timesince import timeuntil
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from lumbung.core.access import Right, access
from lumbung.core.models import ScheduledJob
from lumbung.core.schedule import recurring_jobs
from lumbung.kit.htmx import HtmxHttpRequest


@dataclass(frozen=True, slots=True)
class ShownJob:
    title: str | Promise
    period: str
    queued_at: datetime | None
    outcome: str
    has_failed: bool
    due_at: datetime | None


@access(Right.SEE_AUDIT)
def schedule_page(request: HtmxHttpRequest) -> HttpResponse:
    rows = {row.name: row for row in ScheduledJob.objects.all()}
    tasks = DBTaskResult.objects.in_bulk([row.task_id for row in rows.values() if row.task_id])
    shown = []
    for job in recurring_jobs():
        row = rows.get(job.name)
        task = tasks.get(row.task_id) if row and row.task_id else None
        shown.append(
            ShownJob(
                job.title,
                _period(job.every),
                row.queued_at if row else None,
                _outcome(task, row),
                task is not None and task.status == "FAILED",
                row.due_at if row else None,
            )
        )
    return render(request, "core/schedule.html", {"jobs": shown})


def _period(every: timedelta) -> str:
    moment = now()
    return timeuntil(moment + every, moment)


def _outcome(task: "DBTaskResult[[], object] | None", row: ScheduledJob | None) -> str:
    if row is None or row.task_id is None:
        return _("not yet run")
    if task is None:
        return _("finished; its record is removed")
    return {
        "READY": _("waits for the worker"),
        "RUNNING": _("is running"),
        "SUCCESSFUL": _("succeeded"),
        "FAILED": _("failed"),
    }[task.status]
