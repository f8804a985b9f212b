"""What regions tell about an entry: reading it, and the list of what awaits an answer or a look."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lumbung.catalogue.experience_context import experience_context
from lumbung.catalogue.models import Experience
from lumbung.catalogue.queries import experiences as reads
from lumbung.catalogue.queries import seen_entries
from lumbung.core.access import Right, access, has_right
from lumbung.kit.filters import ListFilter
from lumbung.kit.htmx import HtmxHttpRequest

PAGE_SIZE = 30


@access(Right.SEE_PUBLIC)
def entry_experiences(request: HtmxHttpRequest, entry_pk: int) -> HttpResponse:
    """All that was said about one entry; visitors see what everybody may know."""
    entry = seen_entries.entry(request.user, entry_pk)
    context = {"entry": entry, **experience_context(request.user, entry)}
    return render(request, "catalogue/experience_page.html", context)


@access(Right.SEE_OFFERS)
def experience_list(request: HtmxHttpRequest) -> HttpResponse:
    """Questions to us, what was flagged, and all that was said, by filter."""
    moderates = has_right(request.user, Right.MODERATE)
    about = [
        ("open", _("Questions to us without an answer")),
        ("ours", _("About what we offer")),
        ("by-us", _("What we wrote")),
        *([("flagged", _("Flagged by readers"))] if moderates else []),
    ]
    choices: dict[str, Any] = {
        "about": (_("Show"), about),
        "kind": (_("Kind"), Experience.Kind.choices),
    }
    if moderates:
        choices["state"] = (_("State"), Experience.State.choices)
    filters = ListFilter(request.GET, choices)
    found = reads.experiences_matching(request.user, **filters.chosen)
    context = {
        "filters": filters,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "catalogue/experience_list.html", context)
