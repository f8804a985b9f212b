"""Is what is told of a plan true? Each level of the objective recomputed from the decisions, the
bounds on the right side, the status and the unmet needs in keeping with both.
"""

from collections import Counter
from collections.abc import Iterator

from lumbung.planning.domain.checker.money import payments, quarters
from lumbung.planning.domain.checker.violation import Rule, Violation, violation
from lumbung.planning.domain.checker.work import own_decidays
from lumbung.planning.domain.plan import Level, LevelName, SolveResult, SolveStatus, WorkPlan
from lumbung.planning.domain.scenario import Scenario

WITH_PLAN = (SolveStatus.OPTIMAL, SolveStatus.FEASIBLE)


def check_levels(scenario: Scenario, result: SolveResult) -> tuple[Violation, ...]:
    """Every untrue statement of `result` about its plan, which `check_plan` must have accepted."""
    return (*_status(result), *_levels(scenario, result), *_unmet(scenario, result))


def level_values(scenario: Scenario, plan: WorkPlan) -> dict[LevelName, int]:
    """The value of each level, from the decisions alone."""
    return {
        LevelName.MISSES: _misses(scenario, plan),
        LevelName.COVERAGE: _coverage(scenario, plan),
        LevelName.COST: _cost(scenario, plan),
        LevelName.SERVICE: _service(scenario, plan),
        LevelName.LOAD: _load(scenario, plan),
    }


def _misses(scenario: Scenario, plan: WorkPlan) -> int:
    """Weight of the mandatory needs unserved, and of the needs not live on their deadline."""
    live = {item.option: item.go_live_week for item in plan.options}
    served_in = {item.need: live[item.option] for item in plan.served}
    missed = 0
    for need in scenario.needs:
        week = served_in.get(need.id)
        if need.mandatory and week is None:
            missed += need.weight
        if need.deadline is not None and (
            week is None or scenario.calendar.monday(week) > need.deadline
        ):
            missed += need.weight
    return missed


def _coverage(scenario: Scenario, plan: WorkPlan) -> int:
    """Weight * fit percent of every need served."""
    return sum(
        scenario.need[item.need].weight * offered.fit_percent
        for item in plan.served
        for offered in scenario.option[item.option].serves
        if offered.need == item.need
    )


def _service(scenario: Scenario, plan: WorkPlan) -> int:
    """Weight * fit percent for each quarter's first week, and the end, at or after go-live."""
    live = {item.option: item.go_live_week for item in plan.options}
    points = [first_week for _, _, first_week in quarters(scenario)] + [scenario.calendar.weeks]
    service = 0
    for item in plan.served:
        for offered in scenario.option[item.option].serves:
            if offered.need == item.need:
                counted = len([point for point in points if point >= live[item.option]])
                service += scenario.need[item.need].weight * offered.fit_percent * counted
    return service


def _cost(scenario: Scenario, plan: WorkPlan) -> int:
    """All that is paid once, and the yearly costs over the fixed lifetime, whenever they start."""
    yearly = sum(
        cost.amount_idr
        for item in plan.options
        for cost in scenario.option[item.option].yearly_costs
    )
    once = sum(payment.amount_idr for payment in payments(scenario, plan))
    return once + yearly * scenario.calendar.cost_lifetime_years


def _load(scenario: Scenario, plan: WorkPlan) -> int:
    """The sum over roles of the busiest week of own staff."""
    booked: Counter[tuple[str, int]] = Counter()
    for item in plan.activities:
        for role in scenario.roles:
            for week in range(item.start_week, item.end_week):
                booked[role.id, week] += own_decidays(scenario, item, role.id)
    weeks = range(scenario.calendar.weeks)
    return sum(max(booked[role.id, week] for week in weeks) for role in scenario.roles)


def _status(result: SolveResult) -> Iterator[Violation]:
    """There is a plan exactly where the status says so, and it is optimal exactly where proven."""
    if (result.plan is not None) != (result.status in WITH_PLAN):
        yield violation(Rule.STATUS, result.status, reason="plan or none")
    if result.plan is not None:
        proven = all(level.bound == level.value for level in result.levels)
        if proven != (result.status == SolveStatus.OPTIMAL):
            yield violation(Rule.STATUS, result.status, reason=f"all levels proven: {proven}")


def _levels(scenario: Scenario, result: SolveResult) -> Iterator[Violation]:
    names = [level.name for level in result.levels]
    if names != (list(LevelName) if result.plan else []):
        yield violation(Rule.LEVEL_SET, "levels", levels=", ".join(names))
    if result.plan is not None:
        values = level_values(scenario, result.plan)
        for level in result.levels:
            yield from _level(level, values[level.name])


def _level(level: Level, value: int) -> Iterator[Violation]:
    """The value is true, the direction the level's own, the bound no worse than the value."""
    if level.value != value:
        yield violation(Rule.LEVEL_VALUE, level.name, told=level.value, value=value)
    if level.maximise != (level.name in {LevelName.COVERAGE, LevelName.SERVICE}):
        yield violation(Rule.LEVEL_VALUE, level.name, told=f"maximise={level.maximise}", value="")
    if level.bound is not None:
        wrong = level.bound < level.value if level.maximise else level.bound > level.value
        if wrong:
            yield violation(Rule.LEVEL_BOUND, level.name, bound=level.bound, value=level.value)


def _unmet(scenario: Scenario, result: SolveResult) -> Iterator[Violation]:
    """Only needs that the plan leaves unserved are explained, each once."""
    served = {item.need for item in result.plan.served} if result.plan else set()
    told: Counter[str] = Counter(unmet.need for unmet in result.unmet)
    for need, times in told.items():
        if times > 1 or need in served or need not in scenario.need:
            yield violation(Rule.UNMET, need)
