"""Telling the catalogue what a published plan saves by each offer that it takes: the figure of an
adoption, with the plan that it comes from. What the plan takes no longer saves nothing any more."""

from collections import defaultdict

from lumbung.catalogue.actions import record_savings
from lumbung.core.models import User
from lumbung.planning.domain.figures import plan_figures
from lumbung.planning.domain.figures.option_savings import savings_by_option
from lumbung.planning.domain.plan_document import read_result
from lumbung.planning.models import Option, Plan
from lumbung.planning.scenario_building import thaw


def tell_savings(plan: Plan, *, by: User | None) -> int:
    """Called inside the transaction that publishes the plan; gives the number of adoptions told."""
    if plan.result is None:
        return 0
    scenario, result = thaw(plan.scenario), read_result(plan.result)
    if result.plan is None:
        return 0
    offers = dict(Option.objects.exclude(offer=None).values_list("slug", "offer_id"))
    figures = plan_figures(scenario, result.plan)
    saved = savings_by_option(scenario, result.plan, figures.savings, figures.money.items)
    by_offer: dict[int, dict[str, int]] = defaultdict(dict)
    for slug, needs in saved.items():
        if slug in offers:
            by_offer[offers[slug]].update(needs)
    mark = ", contoh" if figures.savings.rests_on_example else ""
    source = f"{plan.name} (#{plan.pk}, scenario {plan.scenario_sha256[:12]}{mark})"
    return record_savings(by_offer, source=source, by=by)
