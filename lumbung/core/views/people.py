"""People and their roles: for the CIO alone."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.core import actions, queries
from lumbung.core.access import Right, access, acting_user
from lumbung.core.forms import PeopleFilterForm, PersonForm
from lumbung.core.models import User
from lumbung.core.views.shown_once import forget, hand_over, handed_over
from lumbung.kit.htmx import HtmxHttpRequest

ROWS_PER_PAGE = 50


@access(Right.MANAGE_PEOPLE)
def person_list(request: HtmxHttpRequest) -> HttpResponse:
    filters = PeopleFilterForm(request.GET)
    wanted = filters.cleaned_data if filters.is_valid() else {}
    page = Paginator(queries.people_like(**wanted), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "core/person_list.html", {"filters": filters, "page": page})


@access(Right.MANAGE_PEOPLE)
def person_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    context = {"person": queries.person(pk), "password_link": handed_over(request)}
    return forget(render(request, "core/person_detail.html", context))


@access(Right.MANAGE_PEOPLE)
def person_create(request: HtmxHttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = actions.create_person(form.cleaned_data, by=acting_user(request))
        return _show_new_link(request, person)
    return render(request, "core/person_form.html", {"form": form})


@access(Right.MANAGE_PEOPLE)
def person_edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    person = queries.person(pk)
    form = PersonForm(request.POST or None, instance=queries.person(pk))
    if request.method == "POST" and form.is_valid():
        actions.change_person(person, form.cleaned_data, by=acting_user(request))
        messages.success(request, _("Saved."))
        return redirect("person", pk)
    return render(request, "core/person_form.html", {"form": form, "person": person})


@access(Right.MANAGE_PEOPLE)
@require_POST
def person_password_reset(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return _show_new_link(request, queries.person(pk))


@access(Right.MANAGE_PEOPLE)
@require_POST
def person_set_active(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    actions.set_active(
        queries.person(pk), request.POST.get("active") == "1", by=acting_user(request)
    )
    messages.success(request, _("Saved."))
    return redirect("person", pk)


def _show_new_link(request: HtmxHttpRequest, person: User) -> HttpResponse:
    uid, token = actions.new_password_link(person, by=acting_user(request))
    link = request.build_absolute_uri(reverse("password-link", args=[uid, token]))
    return hand_over(request, redirect("person", person.pk), link)
