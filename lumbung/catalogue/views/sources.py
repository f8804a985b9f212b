"""Sources that are read on a schedule: the list, one with all it lists, its form, its moves."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.catalogue import source_jobs
from lumbung.catalogue.actions import sources as actions
from lumbung.catalogue.import_forms import SourceForm
from lumbung.catalogue.kept_errors import error_words, last_error_words
from lumbung.catalogue.models import Catalog
from lumbung.catalogue.queries import imports as queries
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.filters import ListFilter
from lumbung.kit.htmx import HtmxHttpRequest

PAGE_SIZE = 50


@access(Right.SEE_PEERS)
def source_list(request: HtmxHttpRequest) -> HttpResponse:
    found = [(each, last_error_words(each.last_error)) for each in queries.sources()]
    return render(request, "catalogue/source_list.html", {"sources": found})


@access(Right.SEE_PEERS)
def source_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    source = queries.source(pk)
    states = (("failing", _("with errors")), ("missing", _("no longer listed")))
    filters = ListFilter(request.GET, {"state": (_("State"), states)})
    page = Paginator(queries.items_of(source, **filters.chosen), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "source": source,
        "error": last_error_words(source.last_error),
        "filters": filters,
        "page": page,
        "rows": [(item, error_words(item.error), queries.has_errors(item)) for item in page],
        "is_being_read": source.progress.get("until", "") > timezone.now().isoformat(),
    }
    return render(request, "catalogue/source_detail.html", context)


@access(Right.MANAGE_PEERS)
def source_new(request: HtmxHttpRequest) -> HttpResponse:
    return _form_page(request, None)


@access(Right.MANAGE_PEERS)
def source_edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return _form_page(request, queries.source(pk))


def _form_page(request: HtmxHttpRequest, source: Catalog | None) -> HttpResponse:
    form = SourceForm(request.POST or None, instance=source)
    if request.method == "POST" and form.is_valid():
        # The form has set the instance's fields; the action compares with what is stored.
        stored = queries.source(source.pk) if source else None
        kept = actions.store_source(form.cleaned_data, source=stored, by=acting_user(request))
        source_jobs.queue_reading(kept.pk)
        messages.success(request, _("%(source)s is saved and will be read.") % {"source": kept})
        return redirect("catalogue:source", kept.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"form": form, "source": queries.source(source.pk) if source else None}
    return render(request, "catalogue/source_form.html", context, status=status)


@access(Right.MANAGE_PEERS)
@require_POST
def source_read(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    source_jobs.read_now(queries.source(pk), by=acting_user(request))
    messages.success(request, _("It will be read as soon as the worker is free."))
    return redirect("catalogue:source", pk)


@access(Right.MANAGE_PEERS)
@require_POST
def source_pause(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    actions.pause_source(queries.source(pk), by=acting_user(request))
    return redirect("catalogue:source", pk)


@access(Right.MANAGE_PEERS)
@require_POST
def source_resume(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    source = queries.source(pk)
    actions.resume_source(source, by=acting_user(request))
    source_jobs.queue_reading(pk)
    return redirect("catalogue:source", pk)


@access(Right.MANAGE_PEERS)
@require_POST
def source_delete(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    source = queries.source(pk)
    actions.delete_source(source, by=acting_user(request))
    messages.success(request, _("%(source)s is deleted.") % {"source": source.name})
    return redirect("catalogue:sources")
