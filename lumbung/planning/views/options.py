"""Options: the ways to serve needs, made from an offer or of the region's own."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.catalogue.actions import recipe_json
from lumbung.catalogue.queries import offer_detail
from lumbung.catalogue.recipe_forms import RecipeEditor, with_more_rows
from lumbung.core.access import Right, access, acting_user, has_right
from lumbung.kit.errors import Finding, NotFoundError
from lumbung.kit.filters import ListFilter
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.planning import actions, queries
from lumbung.planning.domain.scenario import OptionKind
from lumbung.planning.errors import OptionInvalid
from lumbung.planning.forms import FromOfferForm, OptionForm, services_formset
from lumbung.planning.models import Option, OptionService
from lumbung.planning.queries.adoptions import adoptions_missing_in_plan, agreement_of_option
from lumbung.planning.views.needs import agency_choices
from lumbung.registry.queries import staff_roles

PAGE_SIZE = 50


@access(Right.SEE_PLANS)
def option_list(request: HtmxHttpRequest) -> HttpResponse:
    choices: dict[str, Any] = {
        "kind": (_("Way"), Option._meta.get_field("kind").choices or ()),
        **agency_choices(request),
        "enabled": (_("Open to the planner"), [("yes", _("yes")), ("no", _("no"))]),
    }
    if has_right(request.user, Right.EDIT_PLANS):
        choices["news"] = (_("Reports of use"), [("yes", _("changed since"))])
    filters = ListFilter(request.GET, choices)
    found = queries.options_matching(request.user, **filters.chosen)
    context = {
        "filters": filters,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "own_agency_id": acting_user(request).agency_id,
        "missing": adoptions_missing_in_plan() if has_right(request.user, Right.EDIT_PLANS) else (),
    }
    return render(request, "planning/option_list.html", context)


@access(Right.SEE_PLANS)
def option_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    detail = queries.option_detail(request.user, pk)
    context: dict[str, Any] = {
        "detail": detail,
        "role_names": dict(_roles()),
        "agreement": agreement_of_option(detail.option),
    }
    if has_right(request.user, Right.EDIT_PLANS):
        context["proposal"] = queries.sharpening_proposal(acting_user(request), detail)
    return render(request, "planning/option_detail.html", context)


@access(Right.EDIT_PLANS)
def option_new(request: HtmxHttpRequest) -> HttpResponse:
    return _edit(request, None)


@access(Right.EDIT_PLANS)
def option_edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return _edit(request, queries.option_detail(request.user, pk))


class OptionEditor:
    """All forms of one option's page, over a request's data or over the option that is known."""

    def __init__(
        self, request: HtmxHttpRequest, data: Any, detail: queries.OptionDetail | None
    ) -> None:
        self.option = OptionForm(data, instance=detail.option if detail else None)
        known = detail.services if detail else ()
        self.services = services_formset(data, known, viewer=acting_user(request))
        recipe = detail.recipe if detail else None
        self.recipe = RecipeEditor(data, recipe=recipe, roles=_roles())

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in (self.option, self.services, self.recipe)]
        return all(valid)

    def fields(self) -> dict[str, Any]:
        return self.option.cleaned_data | {"recipe": recipe_json(self.recipe.document())}


def _edit(request: HtmxHttpRequest, detail: queries.OptionDetail | None) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, OptionEditor(request, None, detail), detail)
    for prefix in ("activities", "services"):
        if f"more_{prefix}" in request.POST:
            data = with_more_rows(request.POST, prefix)
            return _form_page(request, OptionEditor(request, data, detail), detail)
    editor = OptionEditor(request, request.POST, detail)
    if not editor.is_valid():
        return _form_page(request, editor, detail)
    try:
        option = _store(request, editor, detail)
    except OptionInvalid as error:
        return _form_page(request, editor, detail, error.findings)
    messages.success(request, _("%(option)s is saved.") % {"option": option.name})
    return redirect("planning:option", option.pk)


def _store(
    request: HtmxHttpRequest, editor: OptionEditor, detail: queries.OptionDetail | None
) -> Option:
    services = editor.services.services()
    if detail is None:
        return actions.create_option(editor.fields(), services, by=acting_user(request))
    option = queries.option(request.user, detail.option.pk)
    return actions.change_option(option, editor.fields(), services, by=acting_user(request))


def _form_page(
    request: HtmxHttpRequest,
    editor: OptionEditor,
    detail: queries.OptionDetail | None,
    findings: tuple[Finding, ...] = (),
) -> HttpResponse:
    context = {"editor": editor, "detail": detail, "findings": findings}
    return render(request, "planning/option_form.html", context)


@access(Right.EDIT_PLANS)
def option_from_offer(request: HtmxHttpRequest, offer_pk: int) -> HttpResponse:
    """Puts an offer into the plan: which way, and which needs it serves how well."""
    detail = offer_detail(request.user, offer_pk)
    sharpening = queries.offer_sharpening(detail)
    initial = {"name": detail.offer.name, "slug": detail.offer.slug}
    if detail.infrastructure is not None:
        initial["kind"] = OptionKind.USE.value
    form = FromOfferForm(
        request.POST or None, initial=initial, has_reports=bool(sharpening.sharpened.reports)
    )
    proposed = _proposed_service(request, offer_pk)
    services = services_formset(request.POST or None, proposed, viewer=acting_user(request))
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and all([form.is_valid(), services.is_valid()]):
        try:
            option = actions.create_option_from_offer(
                detail,
                form.option_fields(),
                services.services(),
                by=acting_user(request),
                sharpened=form.is_sharpened,
            )
        except OptionInvalid as error:
            findings = error.findings
        else:
            messages.success(request, _("The offer is in the plan as an option."))
            return redirect("planning:option", option.pk)
    context = {
        "detail": detail,
        "form": form,
        "services": services,
        "findings": findings,
        "sharpening": sharpening,
        "role_names": dict(_roles()),
    }
    return render(request, "planning/option_from_offer.html", context)


def _proposed_service(request: HtmxHttpRequest, offer_pk: int) -> list[OptionService]:
    """The need that `?need=` names, with the fit that matching proposes."""
    asked = request.GET.get("need", "")
    for found in queries.needs_for_offer(request.user, offer_pk) if asked else ():
        if asked == str(found.need.pk):
            return [OptionService(need=found.need, fit_percent=found.match.fit_percent)]
    return []


@access(Right.EDIT_PLANS)
def option_sharpen(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The option's figures beside what its offer and all reports of use say today; nothing is
    changed here (option_retake does)."""
    detail = queries.option_detail(request.user, pk)
    proposal = queries.sharpening_proposal(acting_user(request), detail)
    if proposal is None:
        raise NotFoundError(kind="report of use", key=pk)
    context = {"detail": detail, "proposal": proposal, "role_names": dict(_roles())}
    return render(request, "planning/option_sharpen.html", context)


@require_POST
@access(Right.EDIT_PLANS)
def option_leave(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The recipe stays; the reports of use that there are count as known."""
    actions.leave_recipe(queries.option(request.user, pk), by=acting_user(request))
    messages.success(request, _("The recipe stays as it is."))
    return redirect("planning:option", pk)


@require_POST
@access(Right.EDIT_PLANS)
def option_retake(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """With `sharpened=yes`, the offer's recipe as reports of use correct it."""
    sharpened = request.POST.get("sharpened") == "yes"
    option = queries.option(request.user, pk)
    actions.retake_recipe(option, by=acting_user(request), sharpened=sharpened)
    told = _("The recipe is as the offer states it today.")
    if sharpened:
        told = _("The recipe is as reports of use correct it today.")
    messages.success(request, told)
    return redirect("planning:option", pk)


@require_POST
@access(Right.EDIT_PLANS)
def option_enable(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    enabled = request.POST.get("enabled") == "yes"
    actions.set_option_enabled(queries.option(request.user, pk), enabled, by=acting_user(request))
    return redirect("planning:option", pk)


@require_POST
@access(Right.EDIT_PLANS)
def option_delete(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    option = queries.option(request.user, pk)
    actions.delete_option(option, by=acting_user(request))
    messages.success(request, _("%(option)s is deleted.") % {"option": option.name})
    return redirect("planning:options")


def _roles() -> list[tuple[str, str]]:
    return list(staff_roles().values_list("slug", "name"))
