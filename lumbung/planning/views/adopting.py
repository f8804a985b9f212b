"""What adopting an offer would take for us: a page, and its sentence for the catalogue's pages."""

from django.http import HttpResponse
from django.shortcuts import render

from lumbung.catalogue.queries import offer as offer_of_pk
from lumbung.core.access import Right, access
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.planning import queries
from lumbung.planning.adopting_words import adopting_sentence, server_name
from lumbung.planning.charts.adopting import draw_adopting
from lumbung.planning.errors import ScenarioIncomplete


@access(Right.SEE_PLANS)
def adopting(request: HtmxHttpRequest, offer_pk: int) -> HttpResponse:
    """Where neither a plan nor complete rows are there, says what is missing."""
    name = "_adopting_short" if request.htmx else "adopting"
    try:
        here = queries.adopting_here(request.user, offer_pk)
    except ScenarioIncomplete as error:
        offer = offer_of_pk(request.user, offer_pk)
        context = {"offer": offer, "findings": error.findings}
        return render(request, f"planning/{name}.html", context)
    answer = here.adopting
    context = {
        "offer": here.detail.offer,
        "here": here,
        "answer": answer,
        "sentence": adopting_sentence(here.scenario, answer, with_names=here.with_names),
        "server": server_name(here.scenario, answer),
        "chart": draw_adopting(answer),
        "begins": here.scenario.calendar.monday(answer.first_week),
    }
    return render(request, f"planning/{name}.html", context)
