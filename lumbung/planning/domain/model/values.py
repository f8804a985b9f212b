"""What a plan is worth on each level of the objective, counted from its decisions alone."""

from collections import Counter

from lumbung.planning.domain.model.instance import Instance
from lumbung.planning.domain.plan import LevelName, ServedNeed, WorkPlan


def level_values(instance: Instance, plan: WorkPlan) -> dict[LevelName, int]:
    return {
        LevelName.MISSES: _misses(instance, plan),
        LevelName.COVERAGE: _coverage(instance, plan),
        LevelName.COST: _cost(instance, plan),
        LevelName.SERVICE: _service(instance, plan),
        LevelName.LOAD: sum(peaks(instance, plan).values()),
    }


def rank(instance: Instance, plan: WorkPlan) -> tuple[int, ...]:
    """Sorts plans by the lexicographic objective, best first."""
    values = level_values(instance, plan)
    return tuple(-values[name] if name.is_maximised else values[name] for name in LevelName)


def _misses(instance: Instance, plan: WorkPlan) -> int:
    live = {item.option: item.go_live_week for item in plan.options}
    live_of_need = {item.need: live[item.option] for item in plan.served}
    missed = 0
    for need in instance.scenario.needs:
        week = live_of_need.get(need.id)
        if need.mandatory and week is None:
            missed += need.weight
        if need.id in instance.deadline_week and (
            week is None or week > instance.deadline_week[need.id]
        ):
            missed += need.weight
    return missed


def _coverage(instance: Instance, plan: WorkPlan) -> int:
    return sum(_worth(instance, item) for item in plan.served)


def _service(instance: Instance, plan: WorkPlan) -> int:
    live = {item.option: item.go_live_week for item in plan.options}
    return sum(
        _worth(instance, item) * sum(week >= live[item.option] for week in instance.points)
        for item in plan.served
    )


def _worth(instance: Instance, item: ServedNeed) -> int:
    """Weight * fit percent."""
    fits = {option.id: fit for option, fit in instance.servers_of_need[item.need]}
    return instance.scenario.need[item.need].weight * fits[item.option]


def _cost(instance: Instance, plan: WorkPlan) -> int:
    cost = sum(instance.lifetime_cost[item.option] for item in plan.options)
    for item in plan.activities:
        cost += sum(instance.costs[item.activity].values())
        cost += sum(instance.outside[item.activity, role].price_idr for role in item.outside_roles)
    return cost + sum(instance.machines[item.id].price_idr for item in plan.servers)


def spending(instance: Instance, plan: WorkPlan) -> Counter[tuple[int, str]]:
    """Rupiah paid by pool: work, outside days, pieces, and quarters of yearly costs."""
    spent: Counter[tuple[int, str]] = Counter()
    for work in plan.activities:
        year = instance.year_of[work.end_week - 1]
        for code, amount in instance.costs[work.activity].items():
            spent[year, code] += amount
        for role in work.outside_roles:
            terms = instance.outside[work.activity, role]
            spent[year, terms.budget_code] += terms.price_idr
    for piece in plan.servers:
        machine = instance.machines[piece.id]
        spent[instance.year_of[piece.delivery_week - 1], machine.budget_code] += machine.price_idr
    for item in plan.options:
        for point, year, code, amount in instance.charges[item.option]:
            if point >= item.go_live_week:
                spent[year, code] += amount
    return spent


def bookings(instance: Instance, plan: WorkPlan) -> dict[str, Counter[int]]:
    """Own staff booked, in decidays by role and week."""
    booked: dict[str, Counter[int]] = {role.id: Counter() for role in instance.scenario.roles}
    for item in plan.activities:
        for role in instance.loads[item.activity]:
            if role not in item.outside_roles:
                rate = instance.rate(item.activity, role, item.end_week - item.start_week)
                for week in range(item.start_week, item.end_week):
                    booked[role][week] += rate
    return booked


def peaks(instance: Instance, plan: WorkPlan) -> dict[str, int]:
    """The busiest week of each role's own staff, in decidays."""
    return {
        role: max(weeks.values(), default=0) for role, weeks in bookings(instance, plan).items()
    }
