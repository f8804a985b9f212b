"""Entries that seem to be one piece of software entered twice, proposed for merging."""

from django.http import HttpResponse
from django.shortcuts import render

from lumbung.catalogue.queries.double_entries import double_entries
from lumbung.core.access import Right, access
from lumbung.kit.htmx import HtmxHttpRequest


@access(Right.EDIT_OFFERS)
def entry_doubles(request: HtmxHttpRequest) -> HttpResponse:
    return render(request, "catalogue/entry_doubles.html", {"doubles": double_entries()})
