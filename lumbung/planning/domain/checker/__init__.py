"""The independent judge of a plan: every rule of `scenario` and `plan`, week by week and rupiah by
rupiah, in the plainest way. It shares no code with the model or the figures and imports nothing but
the vocabulary, so that a mistake there cannot hide here. Being easily read goes before speed.
"""

from lumbung.planning.domain.checker import choice, money, servers, shape, work
from lumbung.planning.domain.checker.levels import check_levels
from lumbung.planning.domain.checker.violation import Rule, Violation
from lumbung.planning.domain.plan import WorkPlan
from lumbung.planning.domain.scenario import Scenario

__all__ = ["Rule", "Violation", "check_levels", "check_plan"]

RULES = (
    work.presence,
    work.durations,
    work.precedences,
    work.outside_roles,
    work.outside_limits,
    work.staff,
    money.windows,
    money.pools,
    servers.placements,
    servers.deliveries,
    servers.fill,
    choice.go_lives,
    choice.requirements,
    choice.exclusions,
    choice.served,
)


def check_plan(scenario: Scenario, plan: WorkPlan) -> tuple[Violation, ...]:
    """Every rule the plan breaks; empty for a valid plan. Where the plan is malformed (unknown or
    doubled ids, weeks outside the horizon) only that is told, since the rest has no meaning then.
    """
    malformed = (*shape.ids(scenario, plan), *shape.order(plan), *shape.horizon(scenario, plan))
    if malformed:
        return malformed
    return tuple(found for rule in RULES for found in rule(scenario, plan))
