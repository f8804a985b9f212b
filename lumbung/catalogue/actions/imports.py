"""An import's life: asked for, taken up by a worker, told how far it is, ended. The job
(catalogue.import_jobs) calls the middle part.

`attempt` fences: a worker that was thought dead and wakes up again writes nothing any more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from lumbung.catalogue.kept_errors import error_as_kept
from lumbung.catalogue.models import Import, ImportFile
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.kit.errors import LumbungError

# A worker gives a sign of life every few seconds; a picture may take half a minute.
DEAD_AFTER = timedelta(minutes=2)
KEEP_ENDED = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class ImportAttempt:
    """The right to work on an import, until another attempt begins."""

    import_id: int
    number: int


@transaction.atomic
def ask_import(
    way: Import.Way,
    *,
    address: str = "",
    files: Sequence[tuple[str, bytes]] = (),
    by: User | None,
) -> Import:
    """An import waiting for the worker. `import_jobs.start_import` also queues the work."""
    names = ", ".join(name for name, _content in files)[:300]
    asked = Import.objects.create(way=way, address=(address or names)[:2000], asked_by=by)
    ImportFile.objects.bulk_create(
        ImportFile(of_import=asked, name=name[-255:], content=content) for name, content in files
    )
    record_done(by, "start-import", asked, pk=asked.pk, way=str(way))
    return asked


@transaction.atomic
def begin_import(import_id: int) -> ImportAttempt | None:
    """Takes one that waits, or one whose worker died; None where there is nothing to do. What a
    dead worker had read is read again: keeping the same entry twice changes nothing."""
    now = timezone.now()
    free = Q(state=Import.State.QUEUED) | Q(
        state=Import.State.RUNNING, alive_at__lt=now - DEAD_AFTER
    )
    taken = Import.objects.filter(free, pk=import_id).update(
        state=Import.State.RUNNING, attempt=F("attempt") + 1, alive_at=now, results=[], error={}
    )
    if not taken:
        return None
    return ImportAttempt(import_id, Import.objects.get(pk=import_id).attempt)


def tell_import(attempt: ImportAttempt, stage: Import.Stage, detail: str = "") -> bool:
    """A sign of life and how far it is. False where the import is no longer this attempt's."""
    told = {"stage": stage, "detail": detail[:300].replace("\x00", ""), "alive_at": timezone.now()}
    return bool(_held(attempt).update(**told))


def add_result(attempt: ImportAttempt, result: Mapping[str, Any]) -> None:
    with transaction.atomic():
        held = _held(attempt).select_for_update().first()
        if held is not None:
            held.results = [*held.results, dict(result)]
            held.save(update_fields=["results"])


@transaction.atomic
def end_import(attempt: ImportAttempt, error: LumbungError | None = None) -> None:
    """Done, or failed where nothing could be taken. The uploaded files go."""
    held = _held(attempt).select_for_update().first()
    if held is None:
        return
    is_taken = any("entry" in result for result in held.results)
    state = Import.State.DONE if is_taken and not error else Import.State.FAILED
    held.state, held.stage, held.detail = state, Import.Stage.ENDED, ""
    held.error = error_as_kept(error) if error else {}
    held.finished_at = timezone.now()
    held.save()
    held.files.all().delete()
    record_done(held.asked_by, "end-import", held, pk=held.pk, state=state.value)


def remove_old_imports() -> int:
    """Those that ended KEEP_ENDED ago; what they did stays in the audit log. Tells how many."""
    old = Import.objects.filter(finished_at__lt=timezone.now() - KEEP_ENDED)
    return old.delete()[1].get(Import._meta.label, 0)


def _held(attempt: ImportAttempt) -> QuerySet[Import]:
    return Import.objects.filter(
        pk=attempt.import_id, attempt=attempt.number, state=Import.State.RUNNING
    )
