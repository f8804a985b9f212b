"""A first plan, valid at once: options by merit, each scheduled as early as its means allow.

Serial generation (Kelley 1963; Kolisch 1996): activities in precedence order, each at the earliest
end that staff, money and spending windows leave, over what was placed before. Nothing placed is
moved again, so the plan is valid after every option; an option that does not fit is left out.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lumbung.planning.domain.model.instance import Instance, demand_of
from lumbung.planning.domain.plan import (
    PlannedActivity,
    PlannedOption,
    PlannedServer,
    ServedNeed,
    WorkPlan,
)
from lumbung.planning.domain.scenario import DECIDAYS_PER_DAY, Activity, Option


@dataclass
class Draft:
    """What has been placed, and the means it takes."""

    activities: dict[str, PlannedActivity] = field(default_factory=dict)
    live: dict[str, int] = field(default_factory=dict)
    machine: dict[str, str] = field(default_factory=dict)
    delivery: dict[str, int] = field(default_factory=dict)
    served: dict[str, str] = field(default_factory=dict)
    spent: Counter[tuple[int, str]] = field(default_factory=Counter)
    bought: Counter[tuple[str, int]] = field(default_factory=Counter)
    booked: Counter[tuple[str, int]] = field(default_factory=Counter)
    filled: dict[str, tuple[int, ...]] = field(default_factory=dict)
    wanted: dict[str, str] = field(default_factory=dict)


def greedy_plan(
    instance: Instance,
    should_stop: Callable[[], bool] = lambda: False,
    *,
    first: Sequence[str] = (),
    room: Mapping[str, str] | None = None,
) -> WorkPlan:
    """A valid plan, empty at worst.

    Options named in `first` are tried in that order before all others, on the machines that `room`
    names for them where there is room.
    """
    draft = Draft(wanted=dict(room or {}))
    named = [instance.scenario.option[option] for option in first]
    for option in [*named, *_by_merit(instance)]:
        if should_stop():
            break
        if option.id not in draft.live and _adds_service(instance, draft, option):
            draft = _with_option(instance, draft, option, frozenset()) or draft
    return _plan_of(instance, draft)


def _by_merit(instance: Instance) -> list[Option]:
    """Mandatory and dated needs first, then weighted service for what it costs in money and work,
    each counted as a share of all there is."""
    scenario = instance.scenario
    money = sum(instance.pools.values()) or 1
    days = sum(sum(weeks) for weeks in instance.staff.values()) or 1

    def urgency(option: Option) -> int:
        needs = [scenario.need[service.need] for service in option.serves]
        return sum(n.weight for n in needs if n.mandatory or n.deadline is not None)

    def merit(option: Option) -> float:
        weight = sum(scenario.need[s.need].weight * s.fit_percent for s in option.serves)
        cost = instance.lifetime_cost[option.id] / money
        for activity in scenario.activities_of[option.id]:
            shares = len(activity.options)
            cost += sum(instance.costs[activity.id].values()) / money / shares
            cost += sum(sum(e) for e in instance.loads[activity.id].values()) / days / shares
        return weight / (cost + 1e-4)

    return sorted(scenario.options, key=lambda o: (-urgency(o), -merit(o), o.id))


def _adds_service(instance: Instance, draft: Draft, option: Option) -> bool:
    return any(service.need not in draft.served for service in option.serves)


def _with_option(
    instance: Instance, draft: Draft, option: Option, above: frozenset[str]
) -> Draft | None:
    """The draft with the option and what it requires, None where it does not fit."""
    excluded = set(option.excludes) | {
        other for other in draft.live if option.id in instance.scenario.option[other].excludes
    }
    if option.id in above or excluded & draft.live.keys() or option.id in excluded:
        return None
    required = _with_requirements(instance, draft, option, above | {option.id})
    if required is None:
        return None
    draft = required
    for not_before in (0, *(week + 1 for week in instance.points[1:-1])):
        tried = _placed(instance, deepcopy(draft), option, not_before)
        if tried is not None:
            return tried
    return None


def _with_requirements(
    instance: Instance, draft: Draft, option: Option, above: frozenset[str]
) -> Draft | None:
    for required in option.requires_options:
        if required not in draft.live:
            found = _with_option(instance, draft, instance.scenario.option[required], above)
            if found is None:
                return None
            draft = found
    for need in option.requires_needs:
        if need not in draft.served:
            tries = (
                _with_option(instance, draft, server, above)
                for server, _ in instance.servers_of_need[need]
                if server.id not in draft.live
            )
            found = next((one for one in tries if one is not None and need in one.served), None)
            if found is None:
                return None
            draft = found
    return draft


def _placed(instance: Instance, draft: Draft, option: Option, not_before: int) -> Draft | None:
    """Schedules the option's work so that it goes live at or after `not_before`."""
    mine = {activity.id for activity in instance.scenario.activities_of[option.id]}
    sinks = instance.sinks[option.id]
    live_at_least = max(not_before, _required_live(instance, draft, option))
    if not sinks and live_at_least > 0:
        return None
    for activity in instance.order:
        if activity.id not in mine or activity.id in draft.activities:
            continue
        end_at_least = live_at_least if activity.id == sinks[-1] else 0
        planned = _earliest(instance, draft, activity, end_at_least)
        if planned is None:
            return None
        _book(instance, draft, planned)
    live = max((draft.activities[one].end_week for one in mine), default=0)
    if live < live_at_least or live > instance.weeks:
        return None
    return _settled(instance, draft, option, live)


def _required_live(instance: Instance, draft: Draft, option: Option) -> int:
    weeks = [draft.live[required] for required in option.requires_options]
    weeks += [draft.live[draft.served[need]] for need in option.requires_needs]
    return max(weeks, default=0)


def _settled(instance: Instance, draft: Draft, option: Option, live: int) -> Draft | None:
    """Takes the yearly costs and the room on a server, and counts what is served."""
    for point, year, code, amount in instance.charges[option.id]:
        if point >= live:
            draft.spent[year, code] += amount
            if draft.spent[year, code] > instance.pools.get((year, code), 0):
                return None
    if demand_of(option) and not _find_room(instance, draft, option, live):
        return None
    draft.live[option.id] = live
    for service in option.serves:
        draft.served.setdefault(service.need, option.id)
    return draft


def _find_room(instance: Instance, draft: Draft, option: Option, live: int) -> bool:
    """Puts the option on the fullest machine that takes it, or buys a piece in time."""
    demand = demand_of(option) or (0, 0, 0)
    fitting = []
    for machine in instance.machines.values():
        filled = draft.filled.get(machine.id, (0, 0, 0))
        left = [f - u - d for f, u, d in zip(machine.free, filled, demand, strict=True)]
        if min(left) < 0 or (machine.purchase and draft.delivery.get(machine.id, live + 1) > live):
            continue
        is_wanted = draft.wanted.get(option.id) == machine.id
        fitting.append((not is_wanted, min(left), machine.id))
    if fitting:
        _fill(draft, min(fitting)[2], option, demand)
        return True
    return _buy_room(instance, draft, option, live)


def _buy_room(instance: Instance, draft: Draft, option: Option, live: int) -> bool:
    demand = demand_of(option) or (0, 0, 0)
    for machine in instance.machines.values():
        if machine.purchase is None or machine.id in draft.delivery:
            continue
        if any(need > free for need, free in zip(demand, machine.free, strict=True)):
            continue
        for week in instance.deliveries[machine.id]:
            pool = instance.year_of[week - 1], machine.budget_code
            left = instance.pools.get(pool, 0) - draft.spent[pool]
            if week <= live and machine.price_idr <= left:
                draft.spent[pool] += machine.price_idr
                draft.delivery[machine.id] = week
                _fill(draft, machine.id, option, demand)
                return True
    return False


def _fill(draft: Draft, machine: str, option: Option, demand: tuple[int, int, int]) -> None:
    filled = draft.filled.get(machine, (0, 0, 0))
    draft.filled[machine] = tuple(f + d for f, d in zip(filled, demand, strict=True))
    draft.machine[option.id] = machine


def _earliest(
    instance: Instance, draft: Draft, activity: Activity, end_at_least: int
) -> PlannedActivity | None:
    """The earliest end with own staff, else with all outside that can be bought."""
    roles = [
        role for role in instance.loads[activity.id] if (activity.id, role) in instance.outside
    ]
    for outside in ((), tuple(sorted(roles)))[: 2 if roles else 1]:
        for planned in _places(instance, draft, activity, end_at_least, outside):
            if _fits(instance, draft, planned):
                return planned
    return None


def _places(
    instance: Instance,
    draft: Draft,
    activity: Activity,
    end_at_least: int,
    outside: tuple[str, ...],
) -> Iterator[PlannedActivity]:
    """Every span between predecessors and followers placed before, earliest end first."""
    done = draft.activities
    first = max(
        (done[b.activity].end_week + b.lag_weeks for b in activity.after if b.activity in done),
        default=0,
    )
    last = min(
        (
            done[other.id].start_week - before.lag_weeks
            for other in instance.scenario.activities
            if other.id in done
            for before in other.after
            if before.activity == activity.id
        ),
        default=instance.weeks,
    )
    for end in range(max(first + activity.least_weeks, end_at_least), last + 1):
        for duration in instance.durations[activity.id]:
            if end - duration >= first:
                yield PlannedActivity(activity.id, end - duration, end, outside)


def _fits(instance: Instance, draft: Draft, planned: PlannedActivity) -> bool:
    week = planned.end_week - 1
    year = instance.year_of[week]
    money = _money(instance, planned)
    if any(money.values()) and not instance.is_payable[week]:
        return False
    if any(draft.spent[year, c] + m > instance.pools.get((year, c), 0) for c, m in money.items()):
        return False
    for role in planned.outside_roles:
        limit = instance.scenario.role[role].outside_days_per_year * DECIDAYS_PER_DAY
        decidays = instance.outside[planned.activity, role].decidays
        if draft.bought[role, year] + decidays > limit:
            return False
    for role in instance.loads[planned.activity]:
        if role not in planned.outside_roles:
            rate = instance.rate(planned.activity, role, planned.end_week - planned.start_week)
            staff = instance.staff[role]
            for booked in range(planned.start_week, planned.end_week):
                if draft.booked[role, booked] + rate > staff[booked]:
                    return False
    return True


def _money(instance: Instance, planned: PlannedActivity) -> Counter[str]:
    money = Counter(instance.costs[planned.activity])
    for role in planned.outside_roles:
        terms = instance.outside[planned.activity, role]
        if terms.price_idr:
            money[terms.budget_code] += terms.price_idr
    return money


def _book(instance: Instance, draft: Draft, planned: PlannedActivity) -> None:
    year = instance.year_of[planned.end_week - 1]
    draft.activities[planned.activity] = planned
    for code, amount in _money(instance, planned).items():
        draft.spent[year, code] += amount
    for role in instance.loads[planned.activity]:
        if role in planned.outside_roles:
            draft.bought[role, year] += instance.outside[planned.activity, role].decidays
            continue
        rate = instance.rate(planned.activity, role, planned.end_week - planned.start_week)
        for week in range(planned.start_week, planned.end_week):
            draft.booked[role, week] += rate


def _plan_of(instance: Instance, draft: Draft) -> WorkPlan:
    pieces = [
        PlannedServer(
            piece,
            instance.machines[piece].purchase or "",
            week - instance.machines[piece].lead_weeks,
            week,
        )
        for piece, week in sorted(draft.delivery.items())
    ]
    return WorkPlan(
        tuple(
            PlannedOption(option, week, draft.machine.get(option))
            for option, week in sorted(draft.live.items())
        ),
        tuple(draft.activities[one] for one in sorted(draft.activities)),
        tuple(pieces),
        tuple(ServedNeed(need, option) for need, option in sorted(draft.served.items())),
    )
