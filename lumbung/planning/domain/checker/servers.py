"""The rules of servers: what needs one, when a bought one is there, how much one holds."""

from collections.abc import Iterator

from lumbung.planning.domain.checker.violation import Rule, Violation, violation
from lumbung.planning.domain.plan import PlannedOption, WorkPlan
from lumbung.planning.domain.scenario import Capacity, Scenario


def placements(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """An option with demand has one server, and one without has none."""
    for item in plan.options:
        demand = scenario.option[item.option].demand
        if (item.server is None) != (demand is None):
            yield violation(Rule.PLACEMENT, item.option, server=item.server, demand=demand)


def deliveries(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """A bought piece arrives its lead time after the order, and before what it carries is live."""
    for piece in plan.servers:
        for kind in scenario.purchases:
            arrives = piece.order_week + kind.lead_weeks
            named = piece.id.rpartition("#")[0] == piece.purchase
            if kind.id == piece.purchase and (piece.delivery_week != arrives or not named):
                yield violation(
                    Rule.LEAD_TIME, piece.id, order=piece.order_week, delivery=piece.delivery_week
                )
        for item in plan.options:
            if item.server == piece.id and item.go_live_week < piece.delivery_week:
                yield violation(
                    Rule.DELIVERY,
                    item.option,
                    week=item.go_live_week,
                    delivery=piece.delivery_week,
                )


def fill(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """Per component, what stands on a server (all stay until the end) fits into what is free."""
    kinds = {kind.id: kind for kind in scenario.purchases}
    for server in scenario.servers:
        yield from _full(
            scenario, plan, server.id, server.total, server.used, server.kept_free_percent
        )
    for piece in plan.servers:
        kind = kinds[piece.purchase]
        yield from _full(scenario, plan, piece.id, kind.total, Capacity(), kind.kept_free_percent)


def _full(
    scenario: Scenario, plan: WorkPlan, server: str, total: Capacity, used: Capacity, kept: int
) -> Iterator[Violation]:
    demands = [_demand(scenario, item) for item in plan.options if item.server == server]
    for component in ("cpu_millicores", "memory_mib", "disk_gib"):
        free = getattr(total, component) * (100 - kept) // 100 - getattr(used, component)
        held = sum(getattr(demand, component) for demand in demands)
        if held > max(free, 0):
            yield violation(
                Rule.SERVER_FULL, server, component=component, held=held, free=max(free, 0)
            )


def _demand(scenario: Scenario, item: PlannedOption) -> Capacity:
    return scenario.option[item.option].demand or Capacity()
