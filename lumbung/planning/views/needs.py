"""Needs: an agency states and follows its own; the integrator weighs, accepts and sees all."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.core.access import Right, access, acting_user, sees_all_agencies
from lumbung.kit.filters import ListFilter
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.planning import actions, queries
from lumbung.planning.forms import NeedForm, WeighForm
from lumbung.planning.models import Need
from lumbung.registry.queries import agencies

PAGE_SIZE = 50


@access(Right.SEE_NEEDS)
def need_list(request: HtmxHttpRequest) -> HttpResponse:
    choices = agency_choices(request) | {"state": (_("State"), Need.State.choices)}
    filters = ListFilter(request.GET, choices)
    found = queries.needs_matching(request.user, **filters.chosen)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "planning/need_list.html", {"filters": filters, "page": page})


def agency_choices(request: HtmxHttpRequest) -> dict[str, Any]:
    """A filter by agency, for those who see more than their own."""
    if not sees_all_agencies(request.user):
        return {}
    stating = agencies().filter(needs__isnull=False).distinct()
    return {"agency": (_("Agency"), stating.values_list("slug", "name"))}


@access(Right.SEE_NEEDS)
def need_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    need = queries.need(request.user, pk)
    return _detail_page(request, need, WeighForm(instance=need))


def _detail_page(request: HtmxHttpRequest, need: Need, weigh_form: WeighForm) -> HttpResponse:
    context = {
        "need": need,
        "services": need.services.select_related("option").order_by("-fit_percent"),
        "matches": queries.matches_of_need(need),
        "weigh_form": weigh_form,
        "may_edit": sees_all_agencies(request.user) or need.state != Need.State.ACCEPTED,
    }
    return render(request, "planning/need_detail.html", context)


@access(Right.EDIT_NEEDS)
def need_new(request: HtmxHttpRequest) -> HttpResponse:
    form = NeedForm(request.POST or None, viewer=acting_user(request))
    if request.method == "POST" and form.is_valid():
        fields = {"agency": form.instance.agency} | form.cleaned_data
        need = actions.state_need(fields, by=acting_user(request))
        messages.success(request, _("The need is stated. The integrator will weigh it."))
        return redirect("planning:need", need.pk)
    return render(request, "planning/need_form.html", {"form": form, "need": None})


@access(Right.EDIT_NEEDS)
def need_edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    need = queries.need(request.user, pk)
    form = NeedForm(request.POST or None, instance=need, viewer=acting_user(request))
    if request.method == "POST" and form.is_valid():
        stored = queries.need(request.user, pk)
        actions.edit_need(stored, form.cleaned_data, by=acting_user(request))
        messages.success(request, _("The need is saved."))
        return redirect("planning:need", pk)
    context = {"form": form, "need": queries.need(request.user, pk)}
    return render(request, "planning/need_form.html", context)


@require_POST
@access(Right.EDIT_PLANS)
def need_accept(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Weighs and takes into the plan; a faulty weighing shows the page again."""
    form = WeighForm(request.POST, instance=queries.need(request.user, pk))
    if not form.is_valid():
        return _detail_page(request, queries.need(request.user, pk), form)
    actions.accept_need(
        queries.need(request.user, pk), by=acting_user(request), **form.cleaned_data
    )
    messages.success(request, _("The need is accepted; the next plan counts it."))
    return redirect("planning:need", pk)


@require_POST
@access(Right.EDIT_NEEDS)
def need_withdraw(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    actions.withdraw_need(queries.need(request.user, pk), by=acting_user(request))
    messages.success(request, _("The need is withdrawn."))
    return redirect("planning:need", pk)
