"""A region's own workbook of needs, staff and money, step by step: template, upload, columns, dry
run, storing. The file waits in the database between the steps.
"""

from http import HTTPStatus
from itertools import chain
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lumbung.core.access import Right, access, acting_user
from lumbung.kit.errors import ConflictError, DocumentInvalid, Finding, LumbungError
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.kit.table_files import csv_lines
from lumbung.kit.templatetags.findings import finding_hint, finding_message
from lumbung.planning import actions
from lumbung.planning.actions.importing import PURPOSE
from lumbung.planning.files.xlsx_layout import layouts
from lumbung.planning.files.xlsx_opening import open_sheets
from lumbung.planning.files.xlsx_places import sheet_of
from lumbung.planning.files.xlsx_template import xlsx_template
from lumbung.planning.sheet_forms import LayoutForm, SheetUploadForm
from lumbung.planning.sheet_preview import (
    Outcome,
    SheetPreview,
    kept_choices,
    preview_of,
)
from lumbung.planning.sheet_words import letter_of, shown_groups, shown_part
from lumbung.registry import queries as registry

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LANGUAGES = ("id", "en")
GROUPS_SHOWN = 50


@access(Right.EDIT_PLANS)
def template(request: HtmxHttpRequest) -> HttpResponse:
    chosen = request.GET.get("language", "")
    language = chosen if chosen in LANGUAGES else LANGUAGES[0]
    response = HttpResponse(xlsx_template(language=language), content_type=XLSX)
    name = f"lumbung-{language}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@access(Right.EDIT_PLANS)
def upload(request: HtmxHttpRequest) -> HttpResponse:
    form = SheetUploadForm(request.POST or None, request.FILES or None)
    problems: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["file"].name
        try:
            kept = actions.keep_sheets(name, form.content(), by=acting_user(request))
            return redirect("planning:import-columns", kept)
        except DocumentInvalid as error:
            problems = error.findings
    context = {"form": form, "findings": problems}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "planning/import_upload.html", context, status=status)


@access(Right.EDIT_PLANS)
def columns(request: HtmxHttpRequest, pk: UUID) -> HttpResponse:
    user = acting_user(request)
    kept = registry.upload(pk, entity=PURPOSE, user=user)
    sheets = open_sheets(bytes(kept.content))
    found = layouts(sheets, kept_choices(kept.options))
    forms = [LayoutForm(request.POST or None, layout=each, sheets=sheets) for each in found]
    if request.method == "POST" and all(form.is_valid() for form in forms):
        choices = {form.layout.part.name: form.choice for form in forms}
        actions.choose_sheet_columns(pk, choices, by=user)
        is_settled = all(form.is_settled for form in forms)
        return redirect(f"planning:import-{'preview' if is_settled else 'columns'}", pk)
    context = {"forms": forms, "upload": kept}
    return render(request, "planning/import_columns.html", context)


@access(Right.EDIT_PLANS)
def preview(request: HtmxHttpRequest, pk: UUID) -> HttpResponse:
    """Shows what would happen, and stores it on POST."""
    problem: LumbungError | None = None
    if request.method == "POST":
        try:
            done = actions.store_upload(
                pk, digest=request.POST.get("digest", ""), by=acting_user(request)
            )
            messages.success(request, _result(done))
            return redirect("planning:needs")
        except (DocumentInvalid, ConflictError) as error:
            problem = error
    context = _preview_context(_preview(request, pk)) | {
        "pk": pk,
        "message": _(problem.message) % problem.facts if problem else "",
        "hint": _(problem.hint) if problem else "",
    }
    status = HTTPStatus.CONFLICT if problem else HTTPStatus.OK
    return render(request, "planning/import_preview.html", context, status=status)


@access(Right.EDIT_PLANS)
def findings(request: HtmxHttpRequest, pk: UUID) -> StreamingHttpResponse:
    """Everything that is wrong, cell by cell, as CSV."""
    head = [_("Sheet"), _("Row"), _("Column"), _("Problem"), _("Next step")]
    rows = (
        (sheet_of(one), one.line or "", letter_of(one), finding_message(one), finding_hint(one))
        for one in _preview(request, pk).findings
    )
    lines = csv_lines(chain([head], rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="findings.csv"'
    return response


def _preview(request: HtmxHttpRequest, pk: UUID) -> SheetPreview:
    user = acting_user(request)
    kept = registry.upload(pk, entity=PURPOSE, user=user)
    return preview_of(
        bytes(kept.content),
        file_name=kept.file_name,
        choices=kept_choices(kept.options),
        viewer=user,
    )


def _preview_context(found: SheetPreview) -> dict[str, Any]:
    groups = shown_groups(found.findings)
    return {
        "found": found,
        "counts": [(outcome, found.count(outcome)) for outcome in Outcome],
        "storable": found.count(Outcome.CREATE) + found.count(Outcome.CHANGE),
        "parts": [shown_part(part) for part in found.parts if part.rows],
        "groups": groups[:GROUPS_SHOWN],
        "groups_left": max(0, len(groups) - GROUPS_SHOWN),
    }


def _result(done: SheetPreview) -> str:
    stored = done.count(Outcome.CREATE) + done.count(Outcome.CHANGE)
    return ngettext(
        "%(count)s row of the workbook is stored.",
        "%(count)s rows of the workbook are stored.",
        stored,
    ) % {"count": stored}
