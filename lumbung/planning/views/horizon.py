"""The horizon of the next plan, and the activities that options share."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lumbung.catalogue.recipe_forms import ActivitiesEditor, with_more_rows
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.errors import Finding
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.planning import actions, queries
from lumbung.planning.errors import OptionInvalid
from lumbung.planning.forms import HorizonForm
from lumbung.registry.queries import staff_roles


@access(Right.EDIT_PLANS)
def horizon(request: HtmxHttpRequest) -> HttpResponse:
    known = queries.current_horizon()
    form = HorizonForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        actions.set_horizon(form.cleaned_data, by=acting_user(request))
        messages.success(request, _("The horizon is saved; the next plan uses it."))
        return redirect("planning:horizon")
    return render(request, "planning/horizon.html", {"form": form, "known": known})


@access(Right.EDIT_PLANS)
def shared_activities(request: HtmxHttpRequest) -> HttpResponse:
    known = queries.shared_activities()
    roles = list(staff_roles().values_list("slug", "name"))
    more = "more_shared" in request.POST
    data = with_more_rows(request.POST, "shared") if more else request.POST or None
    editor = ActivitiesEditor(data, known, prefix="shared", roles=roles)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and not more and editor.is_valid():
        try:
            actions.set_shared_activities(editor.documents(), by=acting_user(request))
        except OptionInvalid as error:
            findings = error.findings
        else:
            messages.success(request, _("The shared activities are saved."))
            return redirect("planning:shared-activities")
    context = {"editor": editor, "findings": findings}
    return render(request, "planning/shared_activities.html", context)
