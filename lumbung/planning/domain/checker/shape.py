"""Is the plan well formed: ids known and single, tuples sorted, weeks inside the horizon?"""

from collections import Counter
from collections.abc import Iterable, Iterator

from lumbung.planning.domain.checker.violation import Rule, Violation, violation
from lumbung.planning.domain.plan import WorkPlan
from lumbung.planning.domain.scenario import Scenario


def ids(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """Everything named is known, and named once."""
    options = {option.id for option in scenario.options}
    activities = {activity.id for activity in scenario.activities}
    needs = {need.id for need in scenario.needs}
    roles = {role.id for role in scenario.roles}
    pieces = {f"{kind.id}#{n + 1}" for kind in scenario.purchases for n in range(kind.max_count)}
    purchases = {kind.id for kind in scenario.purchases}
    bought = [server.id for server in plan.servers]
    servers = {server.id for server in scenario.servers}.union(bought)
    yield from _unknown([item.option for item in plan.options], options)
    yield from _unknown([item.activity for item in plan.activities], activities)
    yield from _unknown([item.need for item in plan.served], needs)
    yield from _unknown([item.option for item in plan.served], options)
    yield from _unknown(bought, pieces)
    yield from _unknown([item.purchase for item in plan.servers], purchases)
    yield from _unknown([item.server for item in plan.options if item.server], servers)
    for item in plan.activities:
        yield from _unknown(item.outside_roles, roles)
        yield from _doubled(item.outside_roles)
    yield from _doubled(item.option for item in plan.options)
    yield from _doubled(item.activity for item in plan.activities)
    yield from _doubled(item.need for item in plan.served)
    yield from _doubled(bought)


def _unknown(named: Iterable[str], known: set[str]) -> Iterator[Violation]:
    for name in named:
        if name not in known:
            yield violation(Rule.UNKNOWN, name)


def _doubled(named: Iterable[str]) -> Iterator[Violation]:
    for name, times in Counter(named).items():
        if times > 1:
            yield violation(Rule.DUPLICATE, name)


def order(plan: WorkPlan) -> Iterator[Violation]:
    """Each tuple is sorted by id, so that equal plans compare equal."""
    tuples = {
        "options": [item.option for item in plan.options],
        "activities": [item.activity for item in plan.activities],
        "servers": [item.id for item in plan.servers],
        "served": [item.need for item in plan.served],
    }
    for item in plan.activities:
        tuples[f"outside_roles of {item.activity}"] = list(item.outside_roles)
    for name, ids in tuples.items():
        if ids != sorted(ids):
            yield violation(Rule.UNSORTED, name)


def horizon(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """No work, order, delivery or go-live before the first week or after the last."""
    spans = [(item.activity, item.start_week, item.end_week) for item in plan.activities]
    spans += [(item.option, item.go_live_week, item.go_live_week) for item in plan.options]
    spans += [(item.id, item.order_week, item.delivery_week) for item in plan.servers]
    for subject, first, last in spans:
        if not 0 <= first <= last <= scenario.calendar.weeks:
            yield violation(Rule.HORIZON, subject, first=first, last=last)
