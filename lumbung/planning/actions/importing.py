"""Taking a region's workbook in: keeping the file, keeping what its columns are, and storing needs,
staff and money, all of it or nothing.
"""

from collections.abc import Mapping
from dataclasses import asdict
from uuid import UUID

from django.db import transaction

from lumbung.core.access import Right, require_right
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.planning.actions.needs import accept_need, edit_need, state_need
from lumbung.planning.errors import SheetsInvalid
from lumbung.planning.files.xlsx_layout import Choice, Choices
from lumbung.planning.files.xlsx_opening import Unreadable, open_sheets
from lumbung.planning.files.xlsx_parts import BUDGET, NEEDS, STAFF
from lumbung.planning.models import Need
from lumbung.planning.sheet_preview import (
    Outcome,
    RowPreview,
    SheetPreview,
    kept_choices,
    preview_of,
)
from lumbung.registry import actions as registry
from lumbung.registry import queries as registry_queries
from lumbung.registry.errors import PreviewOutdated

PURPOSE = "planning-sheets"


def keep_sheets(file_name: str, content: bytes, *, by: User) -> UUID:
    """Keeps a workbook for the steps that follow. Raises SheetsInvalid where it cannot be read;
    nothing is kept then."""
    _require_rights(by, file_name)
    try:
        open_sheets(content)
    except Unreadable as error:
        raise SheetsInvalid([error.finding], file=file_name) from None
    kept = registry.keep_file(PURPOSE, file_name=file_name, content=content, by=by)
    return kept.pk


def choose_sheet_columns(upload_id: UUID, choices: Mapping[str, Choice], *, by: User) -> None:
    """Raises UploadExpired."""
    kept = registry_queries.upload(upload_id, entity=PURPOSE, user=by)
    parts = {part: asdict(choice) for part, choice in choices.items()}
    registry.choose_columns(kept, {"parts": parts})


def store_upload(upload_id: UUID, *, digest: str, by: User) -> SheetPreview:
    """Stores what the dry run with `digest` showed, and drops the file. Raises SheetsInvalid with
    all findings, PreviewOutdated where storing would do anything else by now, UploadExpired."""
    _require_rights(by, str(upload_id))
    with transaction.atomic():
        kept = registry_queries.upload(upload_id, entity=PURPOSE, user=by)
        found = preview_of(
            bytes(kept.content),
            file_name=kept.file_name,
            choices=kept_choices(kept.options),
            viewer=by,
        )
        if found.is_valid and found.digest != digest:
            raise PreviewOutdated
        _store(found, by)
        registry.drop_upload(kept)
    return found


def store_sheets(
    content: bytes, *, file_name: str, choices: Choices | None = None, by: User
) -> SheetPreview:
    """As store_upload, in one step. Raises SheetsInvalid with all findings."""
    _require_rights(by, file_name)
    with transaction.atomic():
        found = preview_of(content, file_name=file_name, choices=choices, viewer=by)
        _store(found, by)
    return found


def _require_rights(by: User, subject: str) -> None:
    """Before any transaction, so that the log of a refusal is not rolled back."""
    require_right(by, Right.EDIT_PLANS, subject=subject)
    require_right(by, Right.EDIT_REGISTRY, subject=subject)


def _store(found: SheetPreview, by: User) -> None:
    if not found.is_valid:
        raise SheetsInvalid(found.findings, file=found.file_name)
    store_row = {NEEDS.name: _store_need, STAFF.name: _store_post, BUDGET.name: _store_line}
    for part in found.parts:
        for row in part.rows:
            if row.outcome is not Outcome.SAME:
                store_row[part.part.name](row, by)
    record_done(by, "import-planning-sheets", found.file_name, **found.counts)


def _store_need(row: RowPreview, by: User) -> None:
    fields = {name: value for name, value in row.wanted.fields.items() if name != "state"}
    known = row.wanted.known
    need = edit_need(known, fields, by=by) if isinstance(known, Need) else state_need(fields, by=by)
    if need.state != Need.State.ACCEPTED:
        accept_need(need, by=by)


def _store_post(row: RowPreview, by: User) -> None:
    registry.create_or_update_staff_member(by=by, **row.wanted.fields)


def _store_line(row: RowPreview, by: User) -> None:
    registry.create_or_update_budget_line(by=by, **row.wanted.fields)
