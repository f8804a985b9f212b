"""The answer as JSON, format "lumbung-plan/1": for `lumbung plan --json` and for a stored plan.

`objective` and `bound` are those of the service level, null where there is none; `proven` and `gap`
of a level follow from its value and bound. Keys stand in a fixed order. read(dump(x)) == x.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError

from lumbung.kit.errors import DocumentInvalid, Finding, gettext_noop
from lumbung.planning.domain.plan import (
    Level,
    LevelName,
    MeansChange,
    PlannedActivity,
    PlannedOption,
    PlannedServer,
    ServedNeed,
    SolveRecord,
    SolveResult,
    SolveStatus,
    UnmetNeed,
    WorkPlan,
)

FORMAT = "lumbung-plan/1"
FILE = "plan.json"
_RESULT = TypeAdapter(SolveResult)

Path = tuple[str | int, ...]


def dump_result(result: SolveResult) -> dict[str, Any]:
    """Plain dicts, lists, texts and numbers, ready for `json.dumps`."""
    coverage = result.level(LevelName.COVERAGE)
    return {
        "format": FORMAT,
        "status": result.status.value,
        "objective": coverage.value if coverage else None,
        "bound": coverage.bound if coverage else None,
        "levels": [_level(level) for level in result.levels],
        "record": _record(result.record),
        "decisions": _decisions(result.plan) if result.plan else None,
        "unmet": [_unmet(need) for need in result.unmet],
    }


def read_result(document: object) -> SolveResult:
    """What `dump_result` made; raises DocumentInvalid with every finding, and never anything else.

    Keys that are not known, and figures that do not follow from the rest, are findings too.
    """
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise DocumentInvalid([_not_ours()], file=FILE)
    try:
        result = _RESULT.validate_python({**document, "plan": document.get("decisions")})
    except ValidationError as error:
        raise DocumentInvalid(_shape_findings(error), file=FILE) from None
    findings = [*_differences(document, dump_result(result), ()), *_plan_findings(result)]
    if findings:
        raise DocumentInvalid(findings, file=FILE)
    return result


def _level(level: Level) -> dict[str, Any]:
    return {
        "name": level.name.value,
        "value": level.value,
        "bound": level.bound,
        "maximise": level.maximise,
        "proven": level.is_proven,
        "gap": level.gap,
    }


def _record(record: SolveRecord) -> dict[str, Any]:
    return {
        "seed": record.seed,
        "workers": record.workers,
        "time_limit_s": record.time_limit_s,
        "elapsed_s": record.elapsed_s,
        "first_plan_s": record.first_plan_s,
        "solver": record.solver,
        "scenario_sha256": record.scenario_sha256,
        "is_reproducible": record.is_reproducible,
        "interrupted": record.interrupted,
    }


def _decisions(plan: WorkPlan) -> dict[str, Any]:
    return {
        "options": [_option(option) for option in plan.options],
        "activities": [_activity(activity) for activity in plan.activities],
        "servers": [_server(server) for server in plan.servers],
        "served": [_served(served) for served in plan.served],
    }


def _option(option: PlannedOption) -> dict[str, Any]:
    return {
        "option": option.option,
        "go_live_week": option.go_live_week,
        "server": option.server,
    }


def _activity(activity: PlannedActivity) -> dict[str, Any]:
    return {
        "activity": activity.activity,
        "start_week": activity.start_week,
        "end_week": activity.end_week,
        "outside_roles": list(activity.outside_roles),
    }


def _server(server: PlannedServer) -> dict[str, Any]:
    return {
        "id": server.id,
        "purchase": server.purchase,
        "order_week": server.order_week,
        "delivery_week": server.delivery_week,
    }


def _served(served: ServedNeed) -> dict[str, Any]:
    return {"need": served.need, "option": served.option}


def _unmet(need: UnmetNeed) -> dict[str, Any]:
    return {
        "need": need.need,
        "cause": need.cause.value,
        "binding": list(need.binding),
        "changes": [_change(change) for change in need.changes],
        "option": need.option,
        "is_cheapest": need.is_cheapest,
    }


def _change(change: MeansChange) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "id": change.id,
        "amount": change.amount,
        "price_idr": change.price_idr,
        "from_week": change.from_week,
        "until_week": change.until_week,
    }


def _not_ours() -> Finding:
    return Finding(
        "format",
        gettext_noop("This is not a plan in the format %(format)s."),
        gettext_noop("Use a file that `lumbung plan --json` wrote."),
        file=FILE,
        facts=(("format", FORMAT),),
    )


def _shape_findings(error: ValidationError) -> Iterator[Finding]:
    for problem in error.errors(include_url=False, include_context=False, include_input=False):
        path: Path = problem["loc"]
        if path[:1] == ("plan",):
            path = ("decisions", *path[1:])
        yield Finding(
            _dotted(path),
            gettext_noop("This is not right: %(reason)s."),
            file=FILE,
            facts=(("reason", problem["msg"].rstrip(".")),),
        )


def _differences(found: Any, expected: Any, path: Path) -> Iterator[Finding]:
    """Where the document says something else than what was understood of it."""
    if isinstance(found, dict) and isinstance(expected, dict):
        for key, value in found.items():
            if key in expected:
                yield from _differences(value, expected[key], (*path, key))
            else:
                yield _finding((*path, str(key)), gettext_noop("This key is not known here."))
    elif isinstance(found, list | tuple) and isinstance(expected, list):
        for index, (left, right) in enumerate(zip(found, expected, strict=True)):
            yield from _differences(left, right, (*path, index))
    elif not _is_same(found, expected):
        yield _finding(
            path,
            gettext_noop("“%(found)s” is not what follows from the rest: “%(expected)s”."),
            found=str(found)[:60],
            expected=str(expected),
        )


def _is_same(found: object, expected: object) -> bool:
    return found == expected and isinstance(found, bool) == isinstance(expected, bool)


def _plan_findings(result: SolveResult) -> Iterator[Finding]:
    has_plan = result.status in {SolveStatus.OPTIMAL, SolveStatus.FEASIBLE}
    if has_plan != (result.plan is not None):
        yield _finding(
            ("decisions",),
            gettext_noop("The status is “%(status)s”, and the decisions do not agree with it."),
            status=result.status.value,
        )


def _finding(path: Iterable[str | int], message: str, **facts: str) -> Finding:
    return Finding(_dotted(path), message, file=FILE, facts=tuple(facts.items()))


def _dotted(path: Iterable[str | int]) -> str:
    return ".".join(str(part) for part in path)
