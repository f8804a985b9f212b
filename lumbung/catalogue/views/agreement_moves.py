"""What is done on an agreement's page: its stage, its obligations, its documents."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.catalogue.actions import agreements as actions
from lumbung.catalogue.agreement_forms import DocumentForm, ObligationForm, StageForm
from lumbung.catalogue.queries import agreements as reads
from lumbung.catalogue.views.agreements import agreement_page
from lumbung.core.access import Right, access, acting_user, require_right
from lumbung.kit.htmx import HtmxHttpRequest


@require_POST
@access(Right.EDIT_AGREEMENTS)
def agreement_move(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """To the stage that the button names; some stages are the CIO's to decide."""
    agreement, form = reads.agreement(pk), StageForm(request.POST)
    stage = request.POST.get("stage", "")
    if not form.is_valid() or stage not in {each.stage for each in _next_stages(pk)}:
        return agreement_page(request, pk, stage_form=form)
    require_right(request.user, reads.right_to_move(stage), subject=request.path)
    actions.move_agreement(
        agreement, stage, note=form.cleaned_data["note"], by=acting_user(request)
    )
    messages.success(request, _("The agreement is moved on."))
    return redirect("catalogue:agreement", pk)


def _next_stages(pk: int) -> tuple[reads.NextStage, ...]:
    return reads.agreement_detail(pk).next_stages


@require_POST
@access(Right.EDIT_AGREEMENTS)
def agreement_delete(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    actions.delete_agreement(reads.agreement(pk), by=acting_user(request))
    messages.success(request, _("The record is deleted."))
    return redirect("catalogue:agreements")


@require_POST
@access(Right.EDIT_AGREEMENTS)
def obligation_add(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    agreement, form = reads.agreement(pk), ObligationForm(request.POST)
    if not form.is_valid():
        return agreement_page(request, pk, obligation_form=form)
    actions.add_obligation(agreement, form.cleaned_data, by=acting_user(request))
    return redirect("catalogue:agreement", pk)


@require_POST
@access(Right.EDIT_AGREEMENTS)
def obligation_done(request: HtmxHttpRequest, pk: int, row: int) -> HttpResponse:
    """Done today, or not done after all."""
    day = timezone.localdate() if request.POST.get("done") == "yes" else None
    actions.finish_obligation(reads.obligation(pk, row), day, by=acting_user(request))
    return redirect("catalogue:agreement", pk)


@require_POST
@access(Right.EDIT_AGREEMENTS)
def obligation_delete(request: HtmxHttpRequest, pk: int, row: int) -> HttpResponse:
    actions.delete_obligation(reads.obligation(pk, row), by=acting_user(request))
    return redirect("catalogue:agreement", pk)


@require_POST
@access(Right.EDIT_AGREEMENTS)
def document_attach(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    agreement, form = reads.agreement(pk), DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        return agreement_page(request, pk, document_form=form)
    file = form.cleaned_data["file"]
    actions.attach_document(
        agreement,
        form.cleaned_data["title"],
        file.name,
        file.read(),
        by=acting_user(request),
    )
    messages.success(request, _("The document is attached."))
    return redirect("catalogue:agreement", pk)


@access(Right.SEE_AGREEMENTS)
def document(request: HtmxHttpRequest, pk: int, row: int) -> HttpResponse:
    """The file as attached, always as a download and never shown in our pages' place."""
    found = reads.document(pk, row)
    response = HttpResponse(reads.document_content(found), content_type=found.media_type)
    name = "".join(each if each.isascii() and each.isalnum() else "-" for each in found.file_name)
    stem, _dot, extension = name.rpartition("-")
    response.headers["Content-Disposition"] = f'attachment; filename="{stem}.{extension}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_POST
@access(Right.EDIT_AGREEMENTS)
def document_delete(request: HtmxHttpRequest, pk: int, row: int) -> HttpResponse:
    actions.delete_document(reads.document(pk, row), by=acting_user(request))
    messages.success(request, _("The document is taken away; its hash stays in the audit log."))
    return redirect("catalogue:agreement", pk)
