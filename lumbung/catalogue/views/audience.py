"""Search-as-you-type for the regions that an offer is made to. It only improves the form: without
JavaScript the regions are written, one a line."""

from django.http import HttpResponse
from django.shortcuts import render

from lumbung.catalogue.audience_forms import AudienceForm
from lumbung.core.access import Right, access
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.registry.queries import regions

MOST_HITS = 12


@access(Right.EDIT_OFFERS)
def audience_regions(request: HtmxHttpRequest) -> HttpResponse:
    """The search field; with `region_search` its hits; with `add` the list with one region more."""
    if "add" in request.GET:
        return HttpResponse(str(_with_one_more(request)))
    asked = request.GET.get("region_search", "").strip()[:100]
    if "region_search" not in request.GET:
        return render(request, "catalogue/_region_search.html")
    found = regions().filter(name__icontains=asked)[:MOST_HITS] if asked else ()
    return render(request, "catalogue/_region_hits.html", {"hits": found, "asked": asked})


def _with_one_more(request: HtmxHttpRequest) -> object:
    listed = [
        line.strip()
        for line in request.GET.get("audience_regions", "").splitlines()
        if line.strip()
    ]
    region = regions().filter(code=request.GET.get("add", "")[:5]).first()
    if region is not None and not {region.name, region.code} & set(listed):
        listed.append(region.name)
    return AudienceForm(initial={"audience_regions": "\n".join(listed)})["audience_regions"]
