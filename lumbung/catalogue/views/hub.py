"""The hub's pages: the country as a picture with its table, one region, and what our own region
tells of itself."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbung.catalogue import actions
from lumbung.catalogue.charts.country import draw_country
from lumbung.catalogue.queries import hub as queries
from lumbung.catalogue.queries import summaries
from lumbung.catalogue.queries.hub import RegionFigures
from lumbung.catalogue.queries.hub_pages import region_detail
from lumbung.catalogue.summary_forms import SummaryForm
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.kit.templatetags.amounts import rupiah_tile
from lumbung.registry.queries import region as region_of_code


@dataclass(frozen=True, slots=True)
class Figure:
    """What the picture may show: one figure of every province."""

    key: str
    title: str | Promise
    value: Callable[[RegionFigures], int]
    text: Callable[[int], str]


def _count(value: int) -> str:
    return number_format(value, force_grouping=True) if value else "–"


FIGURES = (
    Figure("offers", gettext_lazy("What is offered"), lambda row: row.offers, _count),
    Figure("uses", gettext_lazy("What is used of others"), lambda row: row.uses, _count),
    Figure("used", gettext_lazy("What others use of it"), lambda row: row.used, _count),
    Figure("saved", gettext_lazy("What is saved"), lambda row: row.saved_idr, rupiah_tile),
    Figure("unmet", gettext_lazy("Needs nobody meets"), lambda row: row.unmet or 0, _count),
)


@access(Right.SEE_PUBLIC)
def hub(request: HtmxHttpRequest) -> HttpResponse:
    found = queries.hub(request.user)
    provinces = found.provinces()
    asked = request.GET.get("figure", "")
    figure = next((each for each in FIGURES if each.key == asked), FIGURES[0])
    context = {
        "hub": found,
        "total": found.total,
        "provinces": provinces,
        "figures": FIGURES,
        "figure": figure,
        "picture": draw_country(
            {row.code: figure.value(row) for row in provinces},
            {row.code: row.name for row in provinces},
            text=figure.text,
            address=lambda code: reverse("catalogue:hub-region", args=[code]),
        ),
        "taking_part": sum(row.takes_part for row in found.regions),
        "unmet_functions": [row for row in found.functions if row.unmet],
    }
    return render(request, "catalogue/hub.html", context)


@access(Right.SEE_PUBLIC)
def hub_region(request: HtmxHttpRequest, code: str) -> HttpResponse:
    region = region_of_code(code)
    found = queries.hub(request.user)
    inside = found.of_province(code) if region.parent_id is None else []
    figures = found.by_code[code]
    if inside:
        figures = next(row for row in found.provinces() if row.code == code)
    context = {
        "region": region,
        "figures": figures,
        "inside": sorted(inside, key=lambda row: (not row.takes_part, row.code)),
        "flows": queries.flows_of(
            request.user, code, {row.code: row.name for row in found.regions}
        ),
        "detail": region_detail(request.user, code),
        "sees_all": found.sees_all,
    }
    return render(request, "catalogue/hub_region.html", context)


@access(Right.SEE_PEERS)
def own_summary(request: HtmxHttpRequest) -> HttpResponse:
    """What our hub knows of us, word by word; and what it would know, before it is told."""
    choice = summaries.summary_choice()
    form = SummaryForm(request.GET if "audience" in request.GET else None, instance=choice)
    own = summaries.own_summary()
    with_names = choice.with_names
    if form.is_bound and form.is_valid():
        with_names = form.cleaned_data["with_names"]
    context = {
        "form": form,
        "choice": choice,
        "is_preview": form.is_bound and form.is_valid(),
        "own": own,
        "body": summaries.summary_body(own, with_names=with_names) if own else None,
        "told": summaries.told_summary(),
        "hubs": summaries.own_hubs(),
    }
    return render(request, "catalogue/own_summary.html", context)


@access(Right.MANAGE_PEERS)
def summary_choose(request: HtmxHttpRequest) -> HttpResponse:
    form = SummaryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        actions.choose_summary(
            chosen["audience"], with_names=chosen["with_names"], by=acting_user(request)
        )
        messages.success(request, _("Your choice is kept; the hub reads it with its next visit."))
    return redirect("catalogue:own-summary")
