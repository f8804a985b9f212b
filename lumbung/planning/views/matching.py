"""Which offers could serve which needs, as pages: all needs, and one offer's needs."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from lumbung.catalogue.queries import offer as offer_of_pk
from lumbung.core.access import Right, access
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.planning import queries

PAGE_SIZE = 50


@access(Right.SEE_NEEDS)
def matches(request: HtmxHttpRequest) -> HttpResponse:
    """Every need with its best match, those that nothing meets on top."""
    rows = queries.matches_of_needs(request.user, most=3)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "unmet": sum(not row.is_met for row in rows),
        "offered": sum(bool(row.matches) for row in rows),
        "good": sum(bool(row.best and row.best.match.is_good) for row in rows),
    }
    return render(request, "planning/matches.html", context)


@access(Right.SEE_NEEDS)
def offer_needs(request: HtmxHttpRequest, offer_pk: int) -> HttpResponse:
    """The needs that an offer could serve: a page, or the part of one that asks for it."""
    offer = offer_of_pk(request.user, offer_pk)
    context = {"offer": offer, "found": queries.needs_for_offer(request.user, offer_pk)}
    name = "_offer_needs" if request.htmx else "offer_needs"
    return render(request, f"planning/{name}.html", context)
