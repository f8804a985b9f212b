"""Plans over the API: the question as scenario.yml, starting, watching and stopping a solve, and
the answer as JSON or XLSX."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema, Status
from ninja.pagination import LimitOffsetPagination, paginate

from lumbung.core.access import Right, access, acting_user
from lumbung.kit.api_texts import NO_NUL
from lumbung.kit.request_body import OBJECT_BODY, body_text
from lumbung.planning import actions, jobs, queries
from lumbung.planning.actions import SolveSettings
from lumbung.planning.errors import PlanHasNoResult
from lumbung.planning.files.xlsx_export import plan_workbook
from lumbung.planning.scenario_building import (
    FrozenScenario,
    frozen_scenario_of_region,
    read_frozen_scenario,
    scenario_yaml,
)

router = Router(tags=["plans"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_WORKERS = 8
MOST_SECONDS = 3600


class PlanOut(Schema):
    """A plan without its documents; `progress` is what the solver last told."""

    pk: int
    name: str
    state: str
    status: str
    created_at: datetime
    finished_at: datetime | None
    seed: int
    workers: int
    time_limit_s: int
    needs_total: int
    needs_served: int
    coverage_percent: float | None
    cost_idr: int | None
    scenario_sha256: str
    is_example: bool
    is_published: bool
    failure: str
    progress: dict[str, Any]


class PlanIn(Schema):
    """What is left out is the node's default."""

    name: str = Field("", max_length=200, pattern=NO_NUL)
    time_limit_s: int | None = Field(None, ge=1, le=MOST_SECONDS)
    seed: int | None = Field(None, ge=0, le=2**31 - 1)
    workers: int | None = Field(None, ge=1, le=MOST_WORKERS)


class PlanRename(Schema):
    name: str = Field(min_length=1, max_length=200, pattern=NO_NUL)


@router.get("/scenario", summary="The region's needs, options and means as scenario.yml")
@access(Right.EDIT_PLANS)
def get_scenario(request: HttpRequest) -> Any:
    """422 with all findings where the region's rows do not make a scenario yet."""
    return _file(scenario_yaml(frozen_scenario_of_region()), "application/yaml", "scenario.yml")


@router.get("/plans", response=list[PlanOut], summary="Plans")
@access(Right.SEE_PLANS)
@paginate(LimitOffsetPagination)
def list_plans(request: HttpRequest) -> Any:
    return queries.plans(request.user)


@router.post("/plans", response={202: PlanOut}, summary="Start a plan of the region")
@access(Right.EDIT_PLANS)
def post_plan(request: HttpRequest, body: PlanIn) -> Any:
    """Freezes the region's rows of now and queues the solve; 422 with all findings where they do
    not make a scenario."""
    return Status(202, _started(request, frozen_scenario_of_region(), body))


@router.post(
    "/plans/from-scenario",
    response={202: PlanOut},
    openapi_extra=OBJECT_BODY,
    summary="Start a plan of a file",
)
@access(Right.EDIT_PLANS)
def post_plan_from_scenario(request: HttpRequest, chosen: Query[PlanIn]) -> Any:
    """The body is scenario.yml, in YAML or JSON; 422 with all findings by line and column."""
    return Status(202, _started(request, read_frozen_scenario(body_text(request)), chosen))


@router.get("/plans/{int:pk}", response=PlanOut, summary="One plan, and how its solve goes")
@access(Right.SEE_PLANS)
def get_plan(request: HttpRequest, pk: int) -> Any:
    return queries.plan(request.user, pk)


@router.get("/plans/{int:pk}/result", summary="The answer as JSON")
@access(Right.SEE_PLANS)
def get_result(request: HttpRequest, pk: int) -> Any:
    """As `lumbung plan --json`; for an agency officer what is others' has no names."""
    return queries.plan_result_document(request.user, pk)


@router.get("/plans/{int:pk}/plan.xlsx", summary="The answer as a workbook")
@access(Right.SEE_PLANS)
def get_workbook(request: HttpRequest, pk: int, language: Literal["id", "en"] = "id") -> Any:
    """409 where there is nothing to show yet; names hidden as in the result."""
    detail = queries.plan_detail(request.user, pk)
    if detail.result is None:
        raise PlanHasNoResult(plan=detail.plan.name)
    content = plan_workbook(detail.scenario, detail.result, language=language)
    return _file(content, XLSX, "plan.xlsx")


@router.get("/plans/{int:pk}/scenario", summary="The frozen question as scenario.yml")
@access(Right.EDIT_PLANS)
def get_plan_scenario(request: HttpRequest, pk: int) -> Any:
    plan = queries.plan(request.user, pk)
    return _file(scenario_yaml(FrozenScenario(plan.scenario)), "application/yaml", "scenario.yml")


@router.post("/plans/{int:pk}/cancel", response=PlanOut, summary="Stop a solve, keep its best")
@access(Right.EDIT_PLANS)
def cancel_plan(request: HttpRequest, pk: int) -> Any:
    actions.cancel_plan(queries.plan(request.user, pk), by=acting_user(request))
    return queries.plan(request.user, pk)


@router.post("/plans/{int:pk}/again", response={202: PlanOut}, summary="Solve it once more")
@access(Right.EDIT_PLANS)
def solve_again(request: HttpRequest, pk: int) -> Any:
    jobs.solve_again(queries.plan(request.user, pk), by=acting_user(request))
    return Status(202, queries.plan(request.user, pk))


@router.post("/plans/{int:pk}/publish", response=PlanOut, summary="Show its summary to all")
@access(Right.EDIT_PLANS)
def publish_plan(request: HttpRequest, pk: int) -> Any:
    actions.publish_plan(queries.plan(request.user, pk), by=acting_user(request))
    return queries.plan(request.user, pk)


@router.patch("/plans/{int:pk}", response=PlanOut, summary="Rename a plan")
@access(Right.EDIT_PLANS)
def patch_plan(request: HttpRequest, pk: int, body: PlanRename) -> Any:
    actions.rename_plan(queries.plan(request.user, pk), body.name, by=acting_user(request))
    return queries.plan(request.user, pk)


@router.delete("/plans/{int:pk}", response={204: None}, summary="Delete a plan")
@access(Right.EDIT_PLANS)
def delete_plan(request: HttpRequest, pk: int) -> Any:
    actions.delete_plan(queries.plan(request.user, pk), by=acting_user(request))
    return Status(204, None)


def _started(request: HttpRequest, scenario: FrozenScenario, body: PlanIn) -> Any:
    usual = jobs.default_settings()
    chosen = SolveSettings(
        time_limit_s=usual.time_limit_s if body.time_limit_s is None else body.time_limit_s,
        seed=usual.seed if body.seed is None else body.seed,
        workers=usual.workers if body.workers is None else body.workers,
    )
    plan = jobs.start_plan(
        body.name or scenario.document.name, scenario, chosen, by=acting_user(request)
    )
    return queries.plan(request.user, plan.pk)


def _file(content: str | bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
