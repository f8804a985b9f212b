"""Reading plans: the list, one plan, where its money goes, two plans side by side."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lumbung.core.access import Right, access
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.planning import queries
from lumbung.planning.brief import brief
from lumbung.planning.domain.scenario import OptionKind
from lumbung.planning.models import Plan
from lumbung.planning.plan_forms import CompareForm
from lumbung.planning.queries import PlanDetail
from lumbung.planning.sentences import level_words, proof_headline
from lumbung.planning.views.plan_comparison import comparison_context
from lumbung.planning.views.plan_pictures import plan_body
from lumbung.planning.views.plan_solving import progress_context
from lumbung.planning.views.plan_sources import items_with_sources

PAGE_SIZE = 25
TAKEN_OVER = {OptionKind.ADOPT, OptionKind.USE}
WITH_PLAN = (Plan.Status.OPTIMAL, Plan.Status.FEASIBLE)


@access(Right.SEE_PLANS)
def plan_list(request: HtmxHttpRequest) -> HttpResponse:
    found = queries.plans(request.user)
    comparable = found.filter(status__in=WITH_PLAN)
    newest = comparable[:2]
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "compare_form": CompareForm(plans=comparable, initial={"a": newest[1], "b": newest[0]})
        if len(newest) > 1
        else None,
    }
    return render(request, "planning/plan_list.html", context)


@access(Right.SEE_PLANS)
def plan_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    detail = queries.plan_detail(request.user, pk)
    context = _detail_context(detail) | {
        "body": plan_body(detail, circle=_circle(request, detail), today=timezone.localdate())
    }
    if detail.plan.is_running:
        context |= progress_context(request, pk)
    return render(request, "planning/plan_detail.html", context)


def _circle(request: HtmxHttpRequest, detail: PlanDetail) -> str:
    """Officers of one agency see the same; so do all who see everything."""
    return str(getattr(request.user, "agency_id", None)) if detail.is_redacted else ""


def _detail_context(detail: PlanDetail) -> dict[str, object]:
    calendar, figures, result = detail.scenario.calendar, detail.figures, detail.result
    context: dict[str, object] = {
        "plan": detail.plan,
        "scenario": detail.scenario,
        "figures": figures,
        "result": result,
        "is_redacted": detail.is_redacted,
        "first_day": calendar.first_day,
        "last_day": calendar.friday(calendar.weeks - 1),
        "can_solve_again": detail.plan.state in {Plan.State.FAILED, Plan.State.CANCELLED},
    }
    if result:
        context["headline"] = proof_headline(result)
        context["levels"] = [level_words(level) for level in result.levels]
    if figures:
        options = figures.schedule.options
        context["adopted"] = sum(option.kind in TAKEN_OVER for option in options)
        context["difference_idr"] = abs(figures.savings.saved_idr)
    if result and figures:
        context["brief"] = brief(detail.scenario, result, figures)
    return context


@access(Right.SEE_PLANS)
def plan_spending(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Every amount behind a figure, with what it is paid for and where that figure comes from."""
    detail = queries.plan_detail(request.user, pk)
    year, code = request.GET.get("year", ""), request.GET.get("code", "")
    items = [
        item
        for item in (detail.figures.money.items if detail.figures else ())
        if year in {"", str(item.fiscal_year)} and code in {"", item.code}
    ]
    context = {
        "plan": detail.plan,
        "page": Paginator(items_with_sources(detail.scenario, items), 100).get_page(
            request.GET.get("page")
        ),
        "total_idr": sum(item.amount_idr for item in items),
        "year": year,
        "code": code,
        "lines": [
            line
            for line in detail.scenario.budget
            if (year, code) == (str(line.fiscal_year), line.code)
        ],
    }
    return render(request, "planning/plan_spending.html", context)


@access(Right.SEE_PLANS)
def plan_compare(request: HtmxHttpRequest) -> HttpResponse:
    comparable = queries.plans(request.user).filter(status__in=WITH_PLAN)
    form = CompareForm(request.GET or None, plans=comparable)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        chosen = form.cleaned_data
        context |= comparison_context(
            queries.compare_plans(request.user, chosen["a"].pk, chosen["b"].pk)
        )
    return render(request, "planning/plan_compare.html", context)
