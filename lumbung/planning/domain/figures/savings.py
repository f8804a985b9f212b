"""What is saved against each agency building alone, by a formula that never guesses.

Alone: every served need for which the scenario knows a BUILD option (else a BUY option) gets the
cheapest of them, done without sharing: its activities' costs and its yearly costs over the
calendar's cost lifetime. An option that serves several such needs is counted once. Needs without
such an option are counted and named apart (`incomparable`).

Planned: whatever the plan spends once (activities, outside days, servers), and its yearly costs
over the same lifetime, except what serves incomparable needs only. What also serves others, or is a
prerequisite, is counted in full, and no server or outside day is charged to building alone. Both
make the saving smaller than it is, not larger. Own person-days are told apart and not priced.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lumbung.planning.domain.figures.money import SpendingItem, SpendingKind
from lumbung.planning.domain.plan import WorkPlan
from lumbung.planning.domain.scenario import Need, Option, OptionKind, Scenario


@dataclass(frozen=True, slots=True)
class NeedAlone:
    """A served need, and what serving it alone would take; `option` is None where nobody knows.
    `is_counted_before` where an earlier need already counts the same option: then all is 0."""

    need: Need
    option: Option | None
    cost_idr: int = 0
    decidays: int = 0
    is_counted_before: bool = False
    rests_on_example: bool = False


@dataclass(frozen=True, slots=True)
class Savings:
    """`needs` are the comparable ones, in the scenario's order."""

    needs: tuple[NeedAlone, ...]
    incomparable: tuple[Need, ...]
    planned_idr: int
    planned_decidays: int
    planned_rests_on_example: bool

    @property
    def alone_idr(self) -> int:
        return sum(need.cost_idr for need in self.needs)

    @property
    def alone_decidays(self) -> int:
        return sum(need.decidays for need in self.needs)

    @property
    def saved_idr(self) -> int:
        """Below 0 where the plan is dearer."""
        return self.alone_idr - self.planned_idr

    @property
    def saved_percent(self) -> float:
        return 100 * self.saved_idr / self.alone_idr if self.alone_idr else 0.0

    @property
    def saved_decidays(self) -> int:
        return self.alone_decidays - self.planned_decidays

    @property
    def rests_on_example(self) -> bool:
        return self.planned_rests_on_example or any(need.rests_on_example for need in self.needs)


def plan_savings(scenario: Scenario, plan: WorkPlan, items: Iterable[SpendingItem]) -> Savings:
    served = {served.need for served in plan.served}
    needs = [_alone(scenario, need) for need in scenario.needs if need.id in served]
    incomparable = tuple(alone.need for alone in needs if alone.option is None)
    counted = counted_options(plan, {need.id for need in incomparable})
    once = [
        item
        for item in items
        if item.kind != SpendingKind.YEARLY and (not item.options or counted & set(item.options))
    ]
    options = [scenario.option[option] for option in sorted(counted)]
    return Savings(
        tuple(_counted_once(needs)),
        incomparable,
        sum(item.amount_idr for item in once)
        + sum(yearly_over_lifetime(scenario, opt) for opt in options),
        _planned_decidays(scenario, plan, counted),
        any(item.rests_on_example for item in once) or any(option.example for option in options),
    )


def _alone(scenario: Scenario, need: Need) -> NeedAlone:
    for kind in (OptionKind.BUILD, OptionKind.BUY):
        options = [
            option
            for option in scenario.options
            if option.kind == kind and any(service.need == need.id for service in option.serves)
        ]
        if options:
            cheapest = min(options, key=lambda option: (_cost_alone(scenario, option), option.id))
            activities = scenario.activities_of[cheapest.id]
            return NeedAlone(
                need,
                cheapest,
                _cost_alone(scenario, cheapest),
                sum(effort.decidays for activity in activities for effort in activity.effort),
                rests_on_example=cheapest.example or any(each.example for each in activities),
            )
    return NeedAlone(need, None)


def _cost_alone(scenario: Scenario, option: Option) -> int:
    activities = scenario.activities_of[option.id]
    once = sum(cost.amount_idr for activity in activities for cost in activity.costs)
    return once + yearly_over_lifetime(scenario, option)


def yearly_over_lifetime(scenario: Scenario, option: Option) -> int:
    """Its yearly costs over the calendar's cost lifetime."""
    yearly = sum(cost.amount_idr for cost in option.yearly_costs)
    return yearly * scenario.calendar.cost_lifetime_years


def _counted_once(needs: Iterable[NeedAlone]) -> Iterable[NeedAlone]:
    seen: set[str] = set()
    for alone in needs:
        if alone.option is None:
            continue
        if alone.option.id in seen:
            yield NeedAlone(alone.need, alone.option, is_counted_before=True)
        else:
            yield alone
        seen.add(alone.option.id)


def counted_options(plan: WorkPlan, incomparable: set[str]) -> set[str]:
    """Chosen options, less those that are counted for incomparable needs only."""
    needs_of: dict[str, set[str]] = {planned.option: set() for planned in plan.options}
    for served in plan.served:
        needs_of[served.option].add(served.need)
    return {option for option, needs in needs_of.items() if not needs or not needs <= incomparable}


def _planned_decidays(scenario: Scenario, plan: WorkPlan, counted: set[str]) -> int:
    """Own person-days, in decidays, of the activities that counted options need."""
    return sum(
        effort.decidays
        for planned in plan.activities
        if counted & set(scenario.activity[planned.activity].options)
        for effort in scenario.activity[planned.activity].effort
        if effort.role not in planned.outside_roles
    )
