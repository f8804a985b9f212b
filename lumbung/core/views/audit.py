"""The audit log: what was done and what was refused, for those who check."""

from itertools import chain

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lumbung.core import queries
from lumbung.core.access import Right, access
from lumbung.core.forms import AuditFilterForm
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.kit.table_files import csv_lines

ROWS_PER_PAGE = 100


@access(Right.SEE_AUDIT)
def audit_log(request: HtmxHttpRequest) -> HttpResponse:
    filters, wanted = _wanted(request)
    entries = Paginator(queries.audit_entries(wanted), ROWS_PER_PAGE)
    context = {"filters": filters, "page": entries.get_page(request.GET.get("page"))}
    return render(request, "core/audit_log.html", context)


@access(Right.SEE_AUDIT)
def audit_export(request: HtmxHttpRequest) -> StreamingHttpResponse:
    """The entries that the filter leaves, as CSV."""
    entries = queries.audit_entries(_wanted(request)[1])
    head = [_("Time"), _("Person"), _("Action"), _("Subject"), _("Outcome"), _("Facts")]
    rows = (
        (
            localtime(entry.at).isoformat(timespec="seconds"),
            entry.user or "",
            entry.action,
            entry.subject,
            entry.get_outcome_display(),
            entry.facts or "",
        )
        for entry in entries.iterator(chunk_size=1000)
    )
    lines = csv_lines(chain([head], rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


def _wanted(request: HtmxHttpRequest) -> tuple[AuditFilterForm, queries.AuditFilter]:
    filters = AuditFilterForm(request.GET)
    valid = filters.is_valid()
    return filters, queries.AuditFilter(**filters.cleaned_data if valid else {})
