"""What happens to a plan once it is there: renamed, published, deleted, downloaded."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.core.access import Right, access, acting_user
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.planning import actions, queries
from lumbung.planning.domain.plan import SolveResult
from lumbung.planning.domain.plan_document import dump_result
from lumbung.planning.domain.plan_file import dump_plan_file
from lumbung.planning.errors import PlanHasNoResult
from lumbung.planning.files.xlsx_export import plan_workbook
from lumbung.planning.models import Plan
from lumbung.planning.plan_forms import RenameForm
from lumbung.planning.queries import PlanDetail
from lumbung.planning.scenario_building import FrozenScenario, scenario_yaml

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access(Right.EDIT_PLANS)
@require_POST
def plan_publish(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    actions.publish_plan(queries.plan(request.user, pk), by=acting_user(request))
    messages.success(request, _("The plan's summary is on the front page."))
    return redirect("planning:plan", pk)


@access(Right.EDIT_PLANS)
@require_POST
def plan_unpublish(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    actions.unpublish_plan(queries.plan(request.user, pk), by=acting_user(request))
    messages.success(request, _("The plan is no longer on the front page."))
    return redirect("planning:plan", pk)


@access(Right.EDIT_PLANS)
def plan_rename(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    plan = queries.plan(request.user, pk)
    form = RenameForm(request.POST or None, initial={"name": plan.name})
    if request.method == "POST" and form.is_valid():
        actions.rename_plan(plan, form.cleaned_data["name"], by=acting_user(request))
        return redirect("planning:plan", pk)
    return render(request, "planning/plan_rename.html", {"plan": plan, "form": form})


@access(Right.EDIT_PLANS)
def plan_delete(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    plan = queries.plan(request.user, pk)
    if request.method == "POST":
        actions.delete_plan(plan, by=acting_user(request))
        messages.success(request, _("The plan is deleted."))
        return redirect("planning:plans")
    return render(request, "planning/plan_delete.html", {"plan": plan})


@access(Right.SEE_PLANS)
def plan_xlsx(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    detail, result = _with_result(request, pk)
    content = plan_workbook(detail.scenario, result, language=get_language() or "id")
    return _file(content, XLSX, detail.plan, "xlsx")


@access(Right.SEE_PLANS)
def plan_json(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """With the assumptions, so that `lumbung plan verify` can judge it; for an agency officer, who
    sees the others without names, the result alone."""
    detail, result = _with_result(request, pk)
    is_whole = not detail.is_redacted
    document = dump_plan_file(detail.scenario, result) if is_whole else dump_result(result)
    content = json.dumps(document, ensure_ascii=False, indent=2)
    return _file(content.encode(), "application/json", detail.plan, "json")


@access(Right.EDIT_PLANS)
def plan_scenario(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The frozen question, with every source and mark it holds."""
    plan = queries.plan(request.user, pk)
    content = scenario_yaml(FrozenScenario(plan.scenario))
    return _file(content.encode(), "application/yaml", plan, "yml")


def _with_result(request: HtmxHttpRequest, pk: int) -> tuple[PlanDetail, SolveResult]:
    detail = queries.plan_detail(request.user, pk)
    if detail.result is None:
        raise PlanHasNoResult(plan=detail.plan.name)
    return detail, detail.result


def _file(content: bytes, content_type: str, plan: Plan, ending: str) -> HttpResponse:
    name = f"{slugify(plan.name) or 'plan'}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
