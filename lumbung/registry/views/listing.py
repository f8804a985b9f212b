"""The lists of the registry: searched, filtered, sorted, page by page, exported as they stand."""

from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from lumbung.core.access import Right, access, acting_user, has_right
from lumbung.core.audit import record_done
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.registry.entity import visible_rows
from lumbung.registry.exporting import CONTENT_TYPES, EXPORTERS
from lumbung.registry.forms import FilterForm
from lumbung.registry.views.register import PAGES, Page
from lumbung.registry.views.tables import count_rows, table, total

ROWS_PER_PAGE = 50


@access(Right.SEE_REGISTRY)
def index(request: HtmxHttpRequest) -> HttpResponse:
    counted = [(page, count_rows(page, visible_rows(page.entity, request.user))) for page in PAGES]
    return render(request, "registry/index.html", {"counted": counted})


def row_list(request: HtmxHttpRequest, *, page: Page) -> HttpResponse:
    filters = FilterForm(request.GET, entity=page.entity, names=page.filters)
    rows, sort = _wanted(request, page, filters)
    found = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": found,
        "kind": page,
        "filters": filters,
        "sort": sort,
        "table": table(page, found),
        "total": total(page, rows),
        "can_edit": page.entity.edit is not None and has_right(request.user, page.entity.edit),
    }
    template = "registry/_row_list.html" if request.htmx else "registry/row_list.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def row_export(request: HtmxHttpRequest, *, page: Page, form: str) -> HttpResponse:
    """The rows that the list's filters leave, as `form` csv or xlsx."""
    filters = FilterForm(request.GET, entity=page.entity, names=page.filters)
    rows, _sort = _wanted(request, page, filters)
    content = EXPORTERS[form](page.entity, rows)
    record_done(acting_user(request), f"export-{page.entity.slug}", form)
    response = HttpResponse(content, content_type=CONTENT_TYPES[form])
    name = f"{page.entity.slug}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _wanted(request: HtmxHttpRequest, page: Page, filters: FilterForm) -> tuple[QuerySet[Any], str]:
    rows = visible_rows(page.entity, request.user)
    values = filters.cleaned_data if filters.is_valid() else {}
    text = values.pop("text", "")
    if text:
        likes = (Q(**{f"{name}__icontains": text}) for name in page.entity.search)
        rows = rows.filter(reduce(or_, likes))
    flags = {"yes": True, "no": False}
    limits = {name: flags.get(value, value) for name, value in values.items() if value}
    rows = rows.filter(**limits)
    sort = request.GET.get("sort", "")
    if sort.removeprefix("-") in {name for name in page.columns if name != "fills"}:
        return rows.order_by(sort, "pk"), sort
    return rows, ""
