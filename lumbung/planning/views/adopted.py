"""Agreed adoptions in the plan: put in by hand where that did not happen by itself, and work left
out because an agreement stands."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.core.access import Right, access, acting_user
from lumbung.kit.errors import NotFoundError
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.planning import actions, queries


@require_POST
@access(Right.EDIT_PLANS)
def adoption_take_in(request: HtmxHttpRequest, adoption_pk: int) -> HttpResponse:
    option = actions.take_in_adoption(adoption_pk, by=acting_user(request))
    if option is None:
        raise NotFoundError(kind="adoption", key=adoption_pk)
    messages.success(request, _("The adoption is in the plan as an option."))
    return redirect("planning:option", option.pk)


@require_POST
@access(Right.EDIT_PLANS)
def option_leave_out(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    option, activity = queries.option(request.user, pk), request.POST.get("activity", "")
    actions.leave_out_activity(option, activity, by=acting_user(request))
    messages.success(request, _("The work is left out; the agreement stands for it."))
    return redirect("planning:option", pk)


@require_POST
@access(Right.EDIT_PLANS)
def option_put_back(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    option, activity = queries.option(request.user, pk), request.POST.get("activity", "")
    actions.put_back_activity(option, activity, by=acting_user(request))
    messages.success(request, _("The work is planned again."))
    return redirect("planning:option", pk)
