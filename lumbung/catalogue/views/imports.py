"""Adding to the catalogue: three ways in, then the import's progress and what came of it."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from lumbung.catalogue import import_jobs
from lumbung.catalogue.import_forms import AddressForm, GitForm, UploadForm
from lumbung.catalogue.kept_errors import error_words
from lumbung.catalogue.models import Import
from lumbung.catalogue.queries import imports as queries
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.htmx import HtmxHttpRequest


@access(Right.EDIT_OFFERS)
def entry_add(request: HtmxHttpRequest) -> HttpResponse:
    """Each way is a form of its own; the button tells which."""
    way = request.POST.get("way", "")
    upload = UploadForm(*_data(request, way, Import.Way.UPLOAD), prefix="upload")
    address = AddressForm(*_data(request, way, Import.Way.URL), prefix="url")
    git = GitForm(*_data(request, way, Import.Way.GIT), prefix="git")
    asked = _asked(request, upload, address, git)
    if asked is not None:
        return redirect("catalogue:import", asked.pk)
    forms = {"upload": upload, "address": address, "git": git}
    context = {**forms, "recent": queries.recent_imports()}
    refused = any(form.is_bound for form in forms.values())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "catalogue/entry_add.html", context, status=status)


def _data(request: HtmxHttpRequest, chosen: str, way: Import.Way) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if chosen == way else (None, None)


def _asked(
    request: HtmxHttpRequest, upload: UploadForm, address: AddressForm, git: GitForm
) -> Import | None:
    by = acting_user(request)
    if upload.is_bound and upload.is_valid():
        return import_jobs.start_import(Import.Way.UPLOAD, files=upload.contents(), by=by)
    for way, form in ((Import.Way.URL, address), (Import.Way.GIT, git)):
        if form.is_bound and form.is_valid():
            return import_jobs.start_import(way, address=form.cleaned_data["address"], by=by)
    return None


@access(Right.EDIT_OFFERS)
def import_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return render(request, "catalogue/import_detail.html", _context(queries.one_import(pk)))


@access(Right.EDIT_OFFERS)
def import_progress(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The progress alone; once there is nothing to watch any more, the whole page is asked for."""
    asked = queries.one_import(pk)
    if not asked.is_running:
        if request.htmx:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return redirect("catalogue:import", pk)
    return render(request, "catalogue/_import_progress.html", _context(asked))


def _context(asked: Import) -> dict[str, Any]:
    return {
        "asked": asked,
        "results": queries.results_of(asked),
        "error": error_words(asked.error) if asked.error else "",
    }
