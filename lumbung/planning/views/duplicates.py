"""Applications that seem to do the same: found, judged, and turned into a need for one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.core.access import Right, access, acting_user
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.planning import actions, queries
from lumbung.planning.forms import OneInsteadForm
from lumbung.planning.models import ApplicationVerdict
from lumbung.planning.queries.duplicates import Duplicates

PAGE_SIZE = 30


@access(Right.SEE_REGISTRY)
def duplicate_list(request: HtmxHttpRequest) -> HttpResponse:
    found = queries.duplicates(request.user)
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "fields": queries.field_counts(request.user, found),
        "involved": sum(len(each.applications) for each in found),
        "could_save": sum(each.could_save_idr or 0 for each in found),
        "example": any(each.example for each in found),
        "apart": queries.told_apart(request.user),
    }
    return render(request, "planning/duplicates.html", context)


@access(Right.EDIT_PLANS)
def one_instead(request: HtmxHttpRequest, key: str) -> HttpResponse:
    """They do the same: a need for one application, to be weighed like any other."""
    found = queries.duplicates_of_key(request.user, key)
    form = OneInsteadForm(
        request.POST or None, initial=_proposal(found), viewer=acting_user(request)
    )
    if request.method == "POST" and form.is_valid():
        need = actions.propose_one_instead(
            found.applications, **form.cleaned_data, by=acting_user(request)
        )
        messages.success(request, _("The need is stated; weigh it, and look for offers."))
        return redirect("planning:need", need.pk)
    return render(request, "planning/one_instead.html", {"form": form, "found": found})


def _proposal(found: Duplicates) -> dict[str, Any]:
    first = found.applications[0]
    told = "\n".join(
        f"- {each.name}{f' ({each.owner.name})' if each.owner else ''}"
        for each in found.applications
    )
    return {
        "name": _("One application for: %(function)s") % {"function": first.function or first.name},
        "agency": first.owner_id,
        "note": _("Instead of these applications:\n%(applications)s") % {"applications": told},
    }


@require_POST
@access(Right.EDIT_PLANS)
def duplicate_judge(request: HtmxHttpRequest, key: str) -> HttpResponse:
    found = queries.duplicates_of_key(request.user, key)
    if request.POST.get("verdict") == ApplicationVerdict.Verdict.SAME:
        actions.tell_same(found.applications, by=acting_user(request))
        messages.success(request, _("Kept: they do the same."))
    else:
        actions.tell_apart(found.applications, by=acting_user(request))
        messages.success(request, _("Kept: they do not do the same, and are shown no more."))
    return redirect("planning:duplicates")


@require_POST
@access(Right.EDIT_PLANS)
def verdict_forget(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    actions.forget_verdict(get_object_or_404(ApplicationVerdict, pk=pk), by=acting_user(request))
    messages.success(request, _("The verdict is forgotten; the pair is open again."))
    return redirect("planning:duplicates")
