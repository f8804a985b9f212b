"""The activities that options share: a list, and one page for each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.catalogue.domain.recipes.recipe import ActivityDocument
from lumbung.catalogue.recipe_forms import ActivityForm, activity_initial, every_role
from lumbung.core.access import Right, access, acting_user
from lumbung.kit.errors import Finding
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.planning import actions, queries
from lumbung.planning.errors import OptionInvalid
from lumbung.planning.models import SharedActivity
from lumbung.registry.queries import staff_roles


@access(Right.EDIT_PLANS)
def shared_list(request: HtmxHttpRequest) -> HttpResponse:
    context = {"rows": queries.shared_activity_rows(), "role_names": dict(_roles())}
    return render(request, "planning/shared_list.html", context)


@access(Right.EDIT_PLANS)
def shared_new(request: HtmxHttpRequest) -> HttpResponse:
    return _edit(request, None)


@access(Right.EDIT_PLANS)
def shared_edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    return _edit(request, queries.shared_activity(pk))


def _edit(request: HtmxHttpRequest, known: SharedActivity | None) -> HttpResponse:
    document = known and ActivityDocument.model_validate(known.document, strict=False)
    initial = activity_initial(document) if document else {}
    roles = every_role([document] if document else [], _roles())
    form = ActivityForm(request.POST or None, initial=initial, roles=roles)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        entered = ActivityDocument.model_validate(form.document(), strict=False)
        try:
            actions.put_shared_activity(entered, known, by=acting_user(request))
        except OptionInvalid as error:
            findings = error.findings
        else:
            messages.success(request, _("The shared activity is saved."))
            return redirect("planning:shared-activities")
    context = {"form": form, "known": known, "findings": findings}
    return render(request, "planning/shared_form.html", context)


@require_POST
@access(Right.EDIT_PLANS)
def shared_delete(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    actions.delete_shared_activity(queries.shared_activity(pk), by=acting_user(request))
    messages.success(request, _("The shared activity is deleted."))
    return redirect("planning:shared-activities")


def _roles() -> list[tuple[str, str]]:
    return list(staff_roles().values_list("slug", "name"))
