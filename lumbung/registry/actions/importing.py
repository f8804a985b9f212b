"""The steps of an import that write: keeping the file, keeping the choice of columns, and storing
the rows, all of them or none."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.registry.actions.rows import store
from lumbung.registry.entity import Entity
from lumbung.registry.errors import ImportBlocked, PreviewOutdated
from lumbung.registry.import_preview import preview_of, settable
from lumbung.registry.importing.outcome import DryRun, Outcome
from lumbung.registry.importing.table import read_table
from lumbung.registry.models.uploads import KEPT_FOR, ImportUpload


@transaction.atomic
def keep_upload(entity: Entity, *, file_name: str, content: bytes, by: User) -> ImportUpload:
    """Keeps the file for the steps that follow, and drops those kept too long. Raises
    DocumentInvalid where it is too large or cannot be read; nothing is kept then."""
    read_table(content, file_name=file_name)
    return keep_file(entity.slug, file_name=file_name, content=content, by=by)


@transaction.atomic
def keep_file(purpose: str, *, file_name: str, content: bytes, by: User) -> ImportUpload:
    """Keeps a file that its room has judged, for a `purpose` by which it is asked for again."""
    ImportUpload.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    return ImportUpload.objects.create(
        user=by, entity=purpose, file_name=file_name[-200:], content=content
    )


def drop_upload(upload: ImportUpload) -> None:
    upload.delete()


@transaction.atomic
def choose_columns(upload: ImportUpload, options: Mapping[str, Any]) -> ImportUpload:
    upload.options = dict(options)
    upload.save(update_fields=["options"])
    return upload


@transaction.atomic
def apply_import(
    upload: ImportUpload, entity: Entity, *, digest: str, leave_out_refused: bool, by: User
) -> DryRun:
    """Stores what the dry run with `digest` showed, and drops the file.

    Raises PreviewOutdated where storing would do anything else by now, ImportBlocked where rows are
    refused and not left out.
    """
    found = preview_of(upload, entity)
    if found.digest != digest:
        raise PreviewOutdated
    refused = found.count(Outcome.REFUSED)
    if refused and not leave_out_refused:
        raise ImportBlocked(count=refused)
    rows = entity.model._default_manager.in_bulk(
        [row.pk for row in found.rows if row.pk is not None]
    )
    for row in found.rows:
        if row.outcome in (Outcome.CREATE, Outcome.CHANGE):
            target = rows[row.pk] if row.pk is not None else entity.model()
            store(target, settable(entity.model, row.values))
    counts = {outcome: found.count(outcome) for outcome in Outcome}
    record_done(by, f"import-{entity.slug}", upload.file_name, **counts)
    upload.delete()
    return found
