"""The catalogue's front: search with facets, and entries side by side. Open to everybody; queries
decide what a viewer sees."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from lumbung.catalogue.facet_words import address_of, asked_in, chips_of, facets_of, parameters_of
from lumbung.catalogue.queries.entry_cards import entry_cards
from lumbung.catalogue.queries.entry_details import compared_entries
from lumbung.catalogue.queries.search import Asked, Found, search
from lumbung.core.access import Right, access
from lumbung.kit.htmx import HtmxHttpRequest

MOST_COMPARED = 4
MOST_DIGITS = 18


@access(Right.SEE_PUBLIC)
def catalogue(request: HtmxHttpRequest) -> HttpResponse:
    asked = asked_in(request.GET)
    found = search(request.user, asked)
    context = {
        "asked": asked,
        "found": found,
        "facets": facets_of(asked, found),
        "chips": chips_of(asked),
        "cards": entry_cards(request.user, found.entries, language=get_language() or "id"),
        "kept": parameters_of(_with(asked, page=1)),
        "exact_address": address_of(_with(asked, page=1, is_exact=True)),
        "previous": address_of(_with(asked, page=found.page - 1)),
        "next": address_of(_with(asked, page=found.page + 1)),
        "searched": searched(asked, found),
        "is_first_look": not asked.text and not asked.chosen and found.page == 1,
    }
    return render(request, "catalogue/search.html", context)


def _with(asked: Asked, *, page: int, is_exact: bool | None = None) -> Asked:
    exact = asked.is_exact if is_exact is None else is_exact
    return Asked(asked.text, asked.chosen, page, exact)


def searched(asked: Asked, found: Found) -> str:
    """The text as it was searched, with the corrections in their places."""
    text = asked.text
    for typed, better in found.corrections:
        place = text.casefold().find(typed)
        if place >= 0:
            text = text[:place] + better + text[place + len(typed) :]
    return text


@access(Right.SEE_PUBLIC)
def compare(request: HtmxHttpRequest) -> HttpResponse:
    """Two to four entries side by side; which ones stands in the address."""
    wanted = request.GET.getlist("entry")
    pks = list(dict.fromkeys(int(pk) for pk in wanted if _is_number(pk)))
    entries = compared_entries(request.user, pks[:MOST_COMPARED], language=get_language() or "id")
    context = {"entries": entries, "is_cut": len(pks) > MOST_COMPARED}
    return render(request, "catalogue/compare.html", context)


def _is_number(text: str) -> bool:
    """One that may be a row's: longer ones no database takes."""
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
