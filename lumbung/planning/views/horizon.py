"""The horizon of the next plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lumbung.core.access import Right, access, acting_user
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.planning import actions, queries
from lumbung.planning.forms import HorizonForm


@access(Right.EDIT_PLANS)
def horizon(request: HtmxHttpRequest) -> HttpResponse:
    known = queries.current_horizon()
    form = HorizonForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        actions.set_horizon(form.cleaned_data, by=acting_user(request))
        messages.success(request, _("The horizon is saved; the next plan uses it."))
        return redirect("planning:horizon")
    return render(request, "planning/horizon.html", {"form": form, "known": known})
