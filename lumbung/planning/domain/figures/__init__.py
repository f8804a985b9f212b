"""Every figure that pages, terminal and exports show of a plan, computed from its decisions.

Nothing is stored: equal scenario and plan give equal figures. A figure whose own inputs include an
invented one says so (`rests_on_example`); that dates, too, follow from all inputs of the scenario
is told once, by `PlanFigures.rests_on_example`. The plan must have passed the checker.
"""

from dataclasses import dataclass

from lumbung.planning.domain.figures.agencies import AgencyFigures, plan_agencies
from lumbung.planning.domain.figures.coverage import (
    Coverage,
    CoveragePoint,
    NeedCoverage,
    plan_coverage,
)
from lumbung.planning.domain.figures.load import RoleLoad, RoleWeek, plan_load
from lumbung.planning.domain.figures.money import (
    Account,
    Money,
    SpendingItem,
    SpendingKind,
    plan_money,
)
from lumbung.planning.domain.figures.savings import NeedAlone, Savings, plan_savings
from lumbung.planning.domain.figures.schedule import (
    PlannedEffort,
    Schedule,
    ScheduledActivity,
    ScheduledOption,
    plan_schedule,
)
from lumbung.planning.domain.figures.servers import Fill, ServerFill, plan_servers
from lumbung.planning.domain.plan import WorkPlan
from lumbung.planning.domain.scenario import Scenario

__all__ = [
    "Account",
    "AgencyFigures",
    "Coverage",
    "CoveragePoint",
    "Fill",
    "Money",
    "NeedAlone",
    "NeedCoverage",
    "PlanFigures",
    "PlannedEffort",
    "RoleLoad",
    "RoleWeek",
    "Savings",
    "Schedule",
    "ScheduledActivity",
    "ScheduledOption",
    "ServerFill",
    "SpendingItem",
    "SpendingKind",
    "plan_figures",
]


@dataclass(frozen=True, slots=True)
class PlanFigures:
    coverage: Coverage
    money: Money
    load: tuple[RoleLoad, ...]
    servers: tuple[ServerFill, ...]
    schedule: Schedule
    savings: Savings
    agencies: tuple[AgencyFigures, ...]
    rests_on_example: bool


def plan_figures(scenario: Scenario, plan: WorkPlan) -> PlanFigures:
    coverage = plan_coverage(scenario, plan)
    money = plan_money(scenario, plan)
    schedule = plan_schedule(scenario, plan)
    savings = plan_savings(scenario, plan, money.items)
    return PlanFigures(
        coverage,
        money,
        plan_load(scenario, schedule),
        plan_servers(scenario, plan),
        schedule,
        savings,
        plan_agencies(scenario, coverage, schedule.options, money.items, savings),
        _any_example(scenario),
    )


def _any_example(scenario: Scenario) -> bool:
    marks = (
        [need.example for need in scenario.needs],
        [role.example for role in scenario.roles],
        [person.example for person in scenario.staff],
        [line.example for line in scenario.budget],
        [server.example for server in scenario.servers],
        [kind.example for kind in scenario.purchases],
        [option.example for option in scenario.options],
        [activity.example for activity in scenario.activities],
    )
    return any(any(each) for each in marks)
