"""Starting a solve, watching it, stopping it, and solving once more."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lumbung.core.access import Right, access, acting_user
from lumbung.kit.errors import DocumentInvalid
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.kit.yaml_tree import DEFAULT_LIMITS
from lumbung.planning import actions, jobs, queries
from lumbung.planning.actions import SolveSettings
from lumbung.planning.domain.plan import Level, LevelName
from lumbung.planning.models import Plan
from lumbung.planning.plan_forms import SolveForm
from lumbung.planning.queries import PlanProgress
from lumbung.planning.scenario_building import (
    FrozenScenario,
    frozen_scenario_of_region,
    read_frozen_scenario,
)
from lumbung.planning.sentences import LevelWords, level_words, stage_words


@dataclass(frozen=True, slots=True)
class ShownProgress:
    """Progress in words; `fraction_text` is an attribute's value and never has a decimal comma."""

    stage_words: str
    fraction_text: str
    percent: float
    elapsed_s: float
    levels: tuple[LevelWords, ...]


def progress_context(request: HtmxHttpRequest, pk: int) -> dict[str, Any]:
    found = queries.plan_progress(request.user, pk)
    return {"plan": found.plan, "progress": _shown(found)}


def _shown(progress: PlanProgress) -> ShownProgress:
    levels = (_level(level) for level in progress.levels)
    return ShownProgress(
        stage_words(progress.stage),
        f"{progress.fraction:.3f}",
        100 * progress.fraction,
        progress.elapsed_s,
        tuple(level_words(level) for level in levels),
    )


def _level(told: dict[str, Any]) -> Level:
    return Level(LevelName(told["name"]), told["value"], told["bound"], told["maximise"])


@access(Right.EDIT_PLANS)
def plan_new(request: HtmxHttpRequest) -> HttpResponse:
    form = SolveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan = _start(request, form.cleaned_data)
        except DocumentInvalid as error:
            context = {"form": form, "findings": error.findings}
            return render(
                request, "planning/plan_new.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY
            )
        return redirect("planning:plan", plan.pk)
    return render(request, "planning/plan_new.html", {"form": form})


def _start(request: HtmxHttpRequest, chosen: dict[str, Any]) -> Plan:
    return jobs.start_plan(
        chosen["name"],
        _question(chosen["file"]),
        SolveSettings(
            time_limit_s=chosen["time_limit_s"],
            seed=chosen["seed"],
            workers=jobs.default_settings().workers,
        ),
        by=acting_user(request),
    )


def _question(file: "UploadedFile[Any] | None") -> FrozenScenario:
    """The region's rows of now, or an uploaded scenario.yml, of which no more is read than the
    limit and one byte that tells it is passed."""
    if file is None:
        return frozen_scenario_of_region()
    return read_frozen_scenario(file.read(DEFAULT_LIMITS.bytes + 1), file=file.name or "")


@access(Right.SEE_PLANS)
def plan_progress(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """The progress alone; once there is nothing to watch any more, the whole page is asked for."""
    context = progress_context(request, pk)
    if not context["plan"].is_running:
        if request.htmx:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return redirect("planning:plan", pk)
    return render(request, "planning/_plan_progress.html", context)


@access(Right.EDIT_PLANS)
@require_POST
def plan_cancel(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    actions.cancel_plan(queries.plan(request.user, pk), by=acting_user(request))
    messages.success(request, _("The solve is being stopped; the best plan so far is kept."))
    return redirect("planning:plan", pk)


@access(Right.EDIT_PLANS)
@require_POST
def plan_again(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    jobs.solve_again(queries.plan(request.user, pk), by=acting_user(request))
    return redirect("planning:plan", pk)
