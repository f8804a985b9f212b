"""Writing what crawlers and scanners say: log lines and analyses."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from lumbung.catalogue.models import Analysis, Entry, EntryLog, ResourceKind
from lumbung.core.audit import record_done
from lumbung.core.models import User


@transaction.atomic
def write_log(
    message: str, *, kind: ResourceKind | None = None, subject_id: Any = None, by: User | None
) -> EntryLog:
    """About the thing `subject_id`, or about a run as a whole."""
    line = EntryLog.objects.create(message=message, kind=kind or "", subject_id=subject_id)
    record_done(by, "write-log", message, pk=line.pk)
    return line


@transaction.atomic
def change_log(line: EntryLog, message: str, *, by: User | None) -> EntryLog:
    line.message = message
    line.save()
    record_done(by, "change-log", message, pk=line.pk)
    return line


@transaction.atomic
def delete_log(line: EntryLog, *, by: User | None) -> None:
    record_done(by, "delete-log", line.message, pk=line.pk)
    line.delete()


@transaction.atomic
def keep_analyses(entry: Entry, found: Mapping[str, Mapping[str, Any]], *, by: User | None) -> None:
    """Each namespace named replaces its former analysis; others stay. One that says the same keeps
    its time. `v` of each is its version."""
    known = {each.namespace: each for each in entry.analyses.select_for_update()}
    changed = []
    for namespace, analysis in found.items():
        body = {name: value for name, value in analysis.items() if name not in ("v", "t")}
        before = known.get(namespace)
        if before and (before.body, before.version) == (body, analysis["v"]):
            continue
        Analysis.objects.update_or_create(
            entry=entry,
            namespace=namespace,
            defaults={"version": analysis["v"], "body": body, "written_at": timezone.now()},
        )
        changed.append(namespace)
    if changed:
        record_done(by, "write-analysis", entry, pk=entry.pk, namespaces=sorted(changed))
