"""The steps of an import: upload, columns, dry run, storing. Each is a page of its own; the file
waits in the database between them."""

from itertools import chain
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lumbung.core.access import acting_user
from lumbung.kit.errors import DocumentInvalid, Finding
from lumbung.kit.finding_groups import grouped
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.kit.table_files import csv_lines
from lumbung.kit.templatetags.findings import finding_hint, finding_message
from lumbung.registry import actions, queries
from lumbung.registry.errors import ImportBlocked, PreviewOutdated
from lumbung.registry.forms import ColumnsForm, UploadForm
from lumbung.registry.import_preview import Columns, columns_of, preview_of
from lumbung.registry.importing.limits import MOST_BYTES, too_large
from lumbung.registry.importing.outcome import DryRun, Outcome
from lumbung.registry.models import ImportUpload
from lumbung.registry.views.register import Page

ROWS_SHOWN = 50


def upload(request: HtmxHttpRequest, *, page: Page) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            kept = _keep(request, page, form.cleaned_data["file"])
            return redirect(page.address("columns"), kept.pk)
        except DocumentInvalid as error:
            findings = error.findings
    context = {"kind": page, "form": form, "findings": findings}
    status = 422 if form.is_bound else 200
    return render(request, "registry/import_upload.html", context, status=status)


def _keep(request: HtmxHttpRequest, page: Page, file: Any) -> ImportUpload:
    if file.size > MOST_BYTES:
        raise too_large(file.name)
    return actions.keep_upload(
        page.entity, file_name=file.name, content=file.read(), by=acting_user(request)
    )


def columns(request: HtmxHttpRequest, *, page: Page, upload_id: UUID) -> HttpResponse:
    kept = queries.upload(upload_id, entity=page.entity.slug, user=acting_user(request))
    found = columns_of(kept, page.entity)
    form = ColumnsForm(request.POST or None, columns=found)
    if request.method == "POST" and form.is_valid():
        options = form.options
        actions.choose_columns(kept, options)
        step = "preview" if "mapping" in options else "columns"
        return redirect(page.address(step), upload_id)
    context = {
        "kind": page,
        "form": form,
        "upload": kept,
        "rows": _column_rows(form, found),
        "needed": [field.title for field in found.fields if field.required],
    }
    return render(request, "registry/import_columns.html", context)


def _column_rows(form: ColumnsForm, found: Columns) -> list[dict[str, Any]]:
    """Each column of the file with its first values and its choice."""
    return [
        {
            "heading": heading,
            "field": form[f"column-{number}"],
            "examples": [
                row[number]
                for row in found.first_rows
                if number < len(row) and row[number] not in (None, "")
            ],
        }
        for number, heading in form.numbered_headings()
    ]


def preview(request: HtmxHttpRequest, *, page: Page, upload_id: UUID) -> HttpResponse:
    """Shows what would happen, and stores it on POST."""
    user = acting_user(request)
    kept = queries.upload(upload_id, entity=page.entity.slug, user=user)
    problem: ImportBlocked | PreviewOutdated | None = None
    if request.method == "POST":
        try:
            done = actions.apply_import(
                kept,
                page.entity,
                digest=request.POST.get("digest", ""),
                leave_out_refused="leave_out" in request.POST,
                by=user,
            )
            messages.success(request, _result(done))
            return redirect(page.address())
        except (ImportBlocked, PreviewOutdated) as error:
            problem = error
    context = _preview_context(page, kept, preview_of(kept, page.entity)) | {
        "message": _(problem.message) % problem.facts if problem else "",
        "hint": _(problem.hint) if problem else "",
    }
    return render(request, "registry/import_preview.html", context, status=409 if problem else 200)


def _preview_context(page: Page, kept: ImportUpload, found: DryRun) -> dict[str, Any]:
    groups = grouped(found.findings)
    titles = _titles(page)
    shown = [row for row in found.rows if row.outcome is not Outcome.SAME]
    return {
        "kind": page,
        "upload": kept,
        "found": found,
        "counts": [(outcome, found.count(outcome)) for outcome in Outcome],
        "refused": found.count(Outcome.REFUSED),
        "storable": found.count(Outcome.CREATE) + found.count(Outcome.CHANGE),
        "groups": [(group, titles.get(group.finding.key, "")) for group in groups[:ROWS_SHOWN]],
        "findings_count": len(found.findings),
        "rows": [
            (row, [titles[change.name] for change in row.changes]) for row in shown[:ROWS_SHOWN]
        ],
        "groups_left": max(0, len(groups) - ROWS_SHOWN),
        "rows_left": max(0, len(shown) - ROWS_SHOWN),
    }


def _titles(page: Page) -> dict[str, str]:
    meta = page.entity.model._meta
    return {name: str(meta.get_field(name).verbose_name) for name in page.entity.fields}  # type: ignore[union-attr]


def findings(request: HtmxHttpRequest, *, page: Page, upload_id: UUID) -> StreamingHttpResponse:
    """Everything that was not understood, as CSV."""
    kept = queries.upload(upload_id, entity=page.entity.slug, user=acting_user(request))
    found = preview_of(kept, page.entity)
    head = [_("Row"), _("Column"), _("Field"), _("Problem"), _("Next step")]
    rows = (
        (one.line, one.column or "", one.key, finding_message(one), finding_hint(one))
        for one in found.findings
    )
    lines = csv_lines(chain([head], rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="findings.csv"'
    return response


def _result(done: DryRun) -> str:
    stored = done.count(Outcome.CREATE) + done.count(Outcome.CHANGE)
    return ngettext(
        "%(count)s row of the file is stored.", "%(count)s rows of the file are stored.", stored
    ) % {"count": stored}
