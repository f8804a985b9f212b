"""What each chosen option saves against building alone, so that it can be told of the adoption it
comes from. Source of the whole: figures.savings.

Every planned amount is shared out equally among the counted options that it serves, and what serves
none of them in particular (a server, say) among all of them, always rounded up: so that the savings
of all options together are never more than the plan's. An option's cost is shared out equally, and
rounded up, among the comparable needs that it serves.
"""

from collections.abc import Iterable, Mapping

from lumbung.planning.domain.figures.money import SpendingItem, SpendingKind
from lumbung.planning.domain.figures.savings import Savings, counted_options, yearly_over_lifetime
from lumbung.planning.domain.plan import WorkPlan
from lumbung.planning.domain.scenario import Scenario


def savings_by_option(
    scenario: Scenario, plan: WorkPlan, savings: Savings, items: Iterable[SpendingItem]
) -> Mapping[str, Mapping[str, int]]:
    """By option and need, in rupiah; below 0 where the plan is dearer. Options that serve no
    comparable need are left out."""
    planned = _planned(scenario, plan, savings, items)
    alone = {each.need.id: each.cost_idr for each in savings.needs}
    found: dict[str, dict[str, int]] = {}
    for option, cost in planned.items():
        needs = [each.need for each in plan.served if each.option == option and each.need in alone]
        if needs:
            part = -(-cost // len(needs))
            found[option] = {need: alone[need] - part for need in needs}
    return found


def _planned(
    scenario: Scenario, plan: WorkPlan, savings: Savings, items: Iterable[SpendingItem]
) -> Mapping[str, int]:
    counted = sorted(counted_options(plan, {need.id for need in savings.incomparable}))
    planned = {
        option: yearly_over_lifetime(scenario, scenario.option[option]) for option in counted
    }
    for item in items:
        if item.kind == SpendingKind.YEARLY:
            continue
        served = [option for option in item.options if option in planned]
        if not served and item.options:
            continue
        payers = served or counted
        for option in payers:
            planned[option] += -(-item.amount_idr // len(payers))
    return planned
