"""Calls for offers: what several regions lack stands together, so that one builds and all share."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.catalogue import actions
from lumbung.catalogue.queries import hub as queries
from lumbung.catalogue.queries.hub_pages import call
from lumbung.catalogue.queries.summaries import own_interests
from lumbung.catalogue.summary_forms import InterestForm
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.htmx import HtmxHttpRequest


@access(Right.SEE_PUBLIC)
def call_list(request: HtmxHttpRequest) -> HttpResponse:
    found = queries.function_needs(queries.summaries_for(request.user))
    context = {
        "calls": [row for row in found if row.unmet or row.interests],
        "interests": own_interests(),
    }
    return render(request, "catalogue/call_list.html", context)


@access(Right.SEE_PUBLIC)
def call_detail(request: HtmxHttpRequest, function: str) -> HttpResponse:
    return _page(request, function, None)


@access(Right.EDIT_OFFERS)
def interest_state(request: HtmxHttpRequest, function: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("catalogue:call", function)
    form = InterestForm(request.POST)
    if not form.is_valid():
        return _page(request, function, form)
    actions.state_interest(function, **form.cleaned_data, by=acting_user(request))
    messages.success(request, _("Our interest is kept; whoever sees our figures sees it too."))
    return redirect("catalogue:call", function)


@require_POST
@access(Right.EDIT_OFFERS)
def interest_withdraw(request: HtmxHttpRequest, function: str) -> HttpResponse:
    actions.withdraw_interest(function, by=acting_user(request))
    messages.success(request, _("Our interest is withdrawn."))
    return redirect("catalogue:call", function)


def _page(request: HtmxHttpRequest, function: str, form: InterestForm | None) -> HttpResponse:
    known = own_interests().get(function)
    context = {
        "call": call(request.user, function),
        "own": known,
        "form": form or InterestForm(instance=known),
    }
    return render(request, "catalogue/call_detail.html", context)
