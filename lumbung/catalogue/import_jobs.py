"""Imports in the background: queued by pages and API, run by `lumbung work`."""

import logging

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from lumbung.catalogue.actions import imports as actions
from lumbung.catalogue.actions.imports import ImportAttempt
from lumbung.catalogue.import_running import Asked, run
from lumbung.catalogue.models import Import
from lumbung.core.models import User
from lumbung.kit.errors import LumbungError

logger = logging.getLogger(__name__)


class ImportTakenOver(Exception):
    """Another worker has taken the import up meanwhile."""


@task()
def run_import(import_id: int) -> None:
    """Safe to run twice: an import that has ended, or is in a living worker's hands, is left
    alone."""
    attempt = actions.begin_import(import_id)
    if attempt is None:
        return
    try:
        _run(attempt)
    except ImportTakenOver:
        logger.warning("import %s was taken over", import_id)
    except LumbungError as error:
        actions.end_import(attempt, error)
    except Exception:
        logger.exception("import %s failed", import_id)
        actions.end_import(attempt, LumbungError())
    else:
        actions.end_import(attempt)


def _run(attempt: ImportAttempt) -> None:
    def tell(stage: Import.Stage, detail: str) -> None:
        if not actions.tell_import(attempt, stage, detail):
            raise ImportTakenOver

    for result in run(_asked(attempt), tell):
        actions.add_result(attempt, result)


def _asked(attempt: ImportAttempt) -> Asked:
    asked = Import.objects.select_related("asked_by").get(pk=attempt.import_id)
    files = tuple((file.name, bytes(file.content)) for file in asked.files.all())
    return Asked(Import.Way(asked.way), asked.address, files, asked.asked_by)


def start_import(
    way: Import.Way,
    *,
    address: str = "",
    files: tuple[tuple[str, bytes], ...] = (),
    by: User | None,
) -> Import:
    """Asks for it and queues the work, both or neither."""
    with transaction.atomic():
        asked = actions.ask_import(way, address=address, files=files, by=by)
        run_import.enqueue(asked.pk)
    return asked


@task()
def remove_old_imports() -> None:
    actions.remove_old_imports()


def recover_imports(**signal: object) -> None:
    """At a worker's start: imports that a dead worker left are queued again. One whose last sign of
    life is fresh is looked at once more when it would be stale."""
    running = (Import.State.QUEUED, Import.State.RUNNING)
    for asked in Import.objects.filter(state__in=running):
        waits = asked.state == Import.State.RUNNING
        run_after = timezone.now() + actions.DEAD_AFTER if waits else None
        run_import.using(run_after=run_after).enqueue(asked.pk)
