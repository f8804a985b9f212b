"""Changes that no valid plan survives, each with the rule that must tell it."""

from collections.abc import Iterator
from dataclasses import replace

from lumbung.planning.domain.checker import Rule
from lumbung.planning.domain.plan import WorkPlan
from lumbung.planning.domain.scenario import Scenario


def mutations(scenario: Scenario, plan: WorkPlan) -> Iterator[tuple[Rule, WorkPlan]]:
    weeks = scenario.calendar.weeks
    for n, done in enumerate(plan.activities):
        longest = scenario.activity[done.activity].most_weeks
        yield Rule.PRESENCE, _with(plan, "activities", n)
        yield Rule.UNKNOWN, _with(plan, "activities", n, replace(done, activity="zz"))
        yield Rule.DUPLICATE, _with(plan, "activities", n, done, done)
        yield Rule.HORIZON, _with(plan, "activities", n, replace(done, end_week=weeks + 1))
        if done.start_week + longest < weeks:
            late = replace(done, end_week=done.start_week + longest + 1)
            yield Rule.DURATION, _with(plan, "activities", n, late)
    for n, chosen in enumerate(plan.options):
        if chosen.go_live_week < weeks:
            later = replace(chosen, go_live_week=chosen.go_live_week + 1)
            yield Rule.GO_LIVE, _with(plan, "options", n, later)
        server = None if chosen.server else next((s.id for s in scenario.servers), None)
        if chosen.server or server:
            yield Rule.PLACEMENT, _with(plan, "options", n, replace(chosen, server=server))
    for n, piece in enumerate(plan.servers):
        if piece.order_week > 0:
            early = replace(piece, order_week=piece.order_week - 1)
            yield Rule.LEAD_TIME, _with(plan, "servers", n, early)
    for n, served in enumerate(plan.served):
        for other in scenario.options:
            if all(service.need != served.need for service in other.serves):
                wrong = replace(served, option=other.id)
                yield Rule.SERVED, _with(plan, "served", n, wrong)
    if len(plan.activities) > 1:
        yield Rule.UNSORTED, replace(plan, activities=plan.activities[::-1])


def _with(plan: WorkPlan, name: str, place: int, *rows) -> WorkPlan:
    """`plan` with `rows` in place of one row."""
    old = getattr(plan, name)
    return replace(plan, **{name: (*old[:place], *rows, *old[place + 1 :])})
