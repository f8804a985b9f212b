"""First plans, valid at once: options in the order of some merit, tried one after another."""

from collections.abc import Callable, Iterable
from random import Random

from lumbung.planning.domain.draft import Draft, Ground
from lumbung.planning.domain.model.instance import Instance
from lumbung.planning.domain.model.values import rank
from lumbung.planning.domain.plan import WorkPlan

CHOSEN_SHARE = 0.7


def plan_in_order(ground: Ground, options: Iterable[str]) -> WorkPlan:
    """Options one by one as they fit, those that would serve nothing more left out."""
    draft = Draft(ground)
    for option_id in options:
        option = ground.instance.scenario.option[option_id]
        if any(service.need not in draft.served for service in option.serves):
            draft.add(option)
    return draft.plan()


def merit_order(instance: Instance) -> list[str]:
    """Options for mandatory needs and deadlines first; then by weighted service for what it takes
    of all roles and money, each counted as a share of all there is."""
    merit = merits(instance)
    scenario = instance.scenario

    def urgency(option: str, above: tuple[str, ...] = ()) -> int:
        """Weight of what must be served; of what is required for it, as much as for itself."""
        needs = {service.need for service in scenario.option[option].serves}
        own = sum(
            need.weight
            for need in map(scenario.need.__getitem__, sorted(needs))
            if need.mandatory or need.deadline is not None
        )
        waiting = [
            other.id
            for other in scenario.options
            if (option in other.requires_options or needs.intersection(other.requires_needs))
            and other.id not in above
        ]
        return max([own, *(urgency(other, (*above, option)) for other in waiting)])

    urgent = {option: urgency(option) for option in merit}
    return sorted(merit, key=lambda option: (-urgent[option], -merit[option], option))


def merits(instance: Instance) -> dict[str, float]:
    money = sum(instance.pools.values()) or 1
    days = {role: sum(weeks) or 1 for role, weeks in instance.staff.items()}
    found: dict[str, float] = {}
    for option in instance.scenario.options:
        weight = sum(instance.scenario.need[s.need].weight * s.fit_percent for s in option.serves)
        cost = instance.lifetime_cost[option.id] / money
        for activity in instance.scenario.activities_of[option.id]:
            shares = len(activity.options)
            cost += sum(instance.costs[activity.id].values()) / money / shares
            for role, efforts in instance.loads[activity.id].items():
                cost += sum(efforts) / days[role] / shares
        points = sum(week >= instance.earliest_live[option.id] for week in instance.points)
        found[option.id] = weight * points / (cost + 1e-3)
    return found


def improved_order(
    ground: Ground,
    orders: list[list[str]],
    *,
    rounds: int,
    seed: int,
    is_over: Callable[[], bool],
) -> tuple[WorkPlan, list[str]]:
    """Hill climbing from the best of `orders`, `rounds` times moving one option to another place;
    the best plan and its order. Equals are accepted, so that it does not stay on a plateau."""
    random = Random(seed)
    tries = [(plan_in_order(ground, order), order) for order in orders]
    best, order = min(tries, key=lambda tried: rank(ground.instance, tried[0]))
    reached = rank(ground.instance, best)
    for _ in range(rounds if len(order) > 1 else 0):
        if is_over():
            break
        tried = _with_one_moved(order, best, random)
        plan = plan_in_order(ground, tried)
        found = rank(ground.instance, plan)
        if found <= reached:
            best, reached, order = plan, found, tried
    return best, order


def _with_one_moved(order: list[str], plan: WorkPlan, random: Random) -> list[str]:
    """Mostly an option that the plan chooses: moving one that does not fit changes nothing."""
    tried = order.copy()
    chosen = [item.option for item in plan.options]
    if chosen and random.random() < CHOSEN_SHARE:
        tried.remove(moved := random.choice(chosen))
    else:
        moved = tried.pop(random.randrange(len(tried)))
    tried.insert(random.randrange(len(tried) + 1), moved)
    return tried
