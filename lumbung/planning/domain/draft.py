"""A plan being made by serial generation: options are added one by one and never moved again.

Serial generation (Kelley 1963; Kolisch 1996): an option's activities in precedence order, each at
the earliest end that staff, money, spending windows and what is placed already leave. Weeks are
bits of whole numbers (bit w for week w), so that a role's free weeks are found at once.
"""

from collections import Counter
from functools import cached_property

from lumbung.planning.domain.model.instance import Instance, demand_of
from lumbung.planning.domain.plan import (
    PlannedActivity,
    PlannedOption,
    PlannedServer,
    ServedNeed,
    WorkPlan,
)
from lumbung.planning.domain.scenario import DECIDAYS_PER_DAY, Activity, Option

# Outside days are few: they are taken where they bring work forward by half a year.
WORTH_WEEKS = 26


class Ground:
    """What stays the same for all drafts of one scenario."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.followers: dict[str, list[tuple[str, int]]] = {}
        for activity in instance.order:
            for before in activity.after:
                self.followers.setdefault(before.activity, []).append(
                    (activity.id, before.lag_weeks)
                )
        rank = {activity.id: number for number, activity in enumerate(instance.order)}
        self.work: dict[str, list[Activity]] = {
            option: sorted(activities, key=lambda activity: rank[activity.id])
            for option, activities in instance.scenario.activities_of.items()
        }

    @cached_property
    def payable(self) -> int:
        """Ends whose last week allows payment: bit e for an end at week e."""
        return sum(2 << week for week, payable in enumerate(self.instance.is_payable) if payable)

    @cached_property
    def ends_in(self) -> dict[int, int]:
        """By year, the ends whose last week lies in it."""
        return {
            year: sum(2 << w for w, of in enumerate(self.instance.year_of) if of == year)
            for year in self.instance.years
        }

    @cached_property
    def excluded(self) -> dict[str, set[str]]:
        excluded: dict[str, set[str]] = {o.id: set() for o in self.instance.scenario.options}
        for option in self.instance.scenario.options:
            for other in option.excludes:
                excluded[option.id].add(other)
                excluded[other].add(option.id)
        return excluded


class Draft:
    """What is placed so far and the means left; `add` leaves it as it was where it fails. Nothing
    is placed before `first_week`."""

    def __init__(self, ground: Ground, *, first_week: int = 0) -> None:
        instance = ground.instance
        self._ground = ground
        self._first_week = first_week
        self.activities: dict[str, PlannedActivity] = {}
        self.live: dict[str, int] = {}
        self.machine: dict[str, str] = {}
        self.delivery: dict[str, int] = {}
        self.served: dict[str, str] = {}
        self._money = dict(instance.pools)
        self._bought: Counter[tuple[str, int]] = Counter()
        self._staff = {role: list(weeks) for role, weeks in instance.staff.items()}
        self._room = {machine.id: machine.free for machine in instance.machines.values()}

    def take(self, plan: WorkPlan) -> None:
        """Places all that a valid plan decided, where it stands."""
        instance = self._ground.instance
        for piece in plan.servers:
            machine = instance.machines[piece.id]
            year = instance.year_of[piece.delivery_week - 1]
            self._pay(year, machine.budget_code, machine.price_idr)
            self.delivery[piece.id] = piece.delivery_week
        for planned in plan.activities:
            self._book(planned)
        for chosen in plan.options:
            option = instance.scenario.option[chosen.option]
            self._settle(option, chosen.go_live_week, chosen.server)
        self.served = {served.need: served.option for served in plan.served}

    @property
    def instance(self) -> Instance:
        return self._ground.instance

    def staff_left(self, role: str) -> list[int]:
        """Decidays that own staff of the role can still give, by week."""
        return self._staff[role].copy()

    def money_left(self) -> dict[tuple[int, str], int]:
        """By (fiscal year, budget code)."""
        return dict(self._money)

    def room_left(self, machine: str) -> tuple[int, int, int]:
        return self._room[machine]

    def add(self, option: Option, above: frozenset[str] = frozenset()) -> bool:
        """Adds the option with all it requires, or nothing."""
        if option.id in self.live:
            return True
        excluded = self._ground.excluded[option.id]
        if option.id in above or option.id in excluded or not excluded.isdisjoint(self.live):
            return False
        saved = self._save()
        if (
            self._add_required(option, above | {option.id})
            and excluded.isdisjoint(self.live)  # what is required may be excluded
            and self._place(option)
        ):
            return True
        self._restore(saved)
        return False

    def _save(self) -> tuple[object, ...]:
        return (
            dict(self.activities),
            dict(self.live),
            dict(self.machine),
            dict(self.delivery),
            dict(self.served),
            dict(self._money),
            Counter(self._bought),
            {role: weeks.copy() for role, weeks in self._staff.items()},
            dict(self._room),
        )

    def _restore(self, saved: tuple[object, ...]) -> None:
        (
            self.activities,
            self.live,
            self.machine,
            self.delivery,
            self.served,
            self._money,
            self._bought,
            self._staff,
            self._room,
        ) = saved  # type: ignore[assignment]

    def _add_required(self, option: Option, above: frozenset[str]) -> bool:
        scenario = self._ground.instance.scenario
        for required in option.requires_options:
            if not self.add(scenario.option[required], above):
                return False
        for need in option.requires_needs:
            servers = self._ground.instance.servers_of_need[need]
            if need not in self.served and not any(
                self.add(server, above) and need in self.served for server, _ in servers
            ):
                return False
        return True

    def _place(self, option: Option) -> bool:
        instance = self._ground.instance
        sinks = instance.sinks[option.id]
        not_before = max(
            [self.live[required] for required in option.requires_options]
            + [self.live[self.served[need]] for need in option.requires_needs],
            default=0,
        )
        machine = self._find_room(option)
        if machine is not None:
            not_before = max(not_before, self.delivery.get(machine, 0))
        elif demand_of(option):
            return False
        lives = self._affordable(option, not_before)
        for activity in self._ground.work[option.id]:
            if activity.id in self.activities:
                continue
            ends = lives if sinks == (activity.id,) else -1
            if not self._schedule(activity, ends):
                return False
        ended = [self.activities[one.id].end_week for one in self._ground.work[option.id]]
        live = max(ended, default=0)
        return bool(lives >> live & 1) and self._settle(option, live, machine)

    def _affordable(self, option: Option, not_before: int) -> int:
        """The weeks of going live, from `not_before` on, whose yearly costs the pools can bear."""
        instance = self._ground.instance
        first = not_before
        left = dict(self._money)
        for point, year, code, amount in reversed(instance.charges[option.id]):
            left[year, code] = left.get((year, code), 0) - amount
            if left[year, code] < 0:
                first = max(first, point + 1)
                break
        return (2 << instance.weeks) - (1 << first) if first <= instance.weeks else 0

    def _settle(self, option: Option, live: int, machine: str | None) -> bool:
        """Takes the yearly costs and the room on the server, and counts what is served."""
        for point, year, code, amount in self._ground.instance.charges[option.id]:
            if point >= live and not self._pay(year, code, amount):
                return False
        demand = demand_of(option)
        if machine is not None and demand:
            cpu, memory, disk = (
                free - need for free, need in zip(self._room[machine], demand, strict=True)
            )
            self._room[machine] = cpu, memory, disk
            self.machine[option.id] = machine
        self.live[option.id] = live
        for service in option.serves:
            self.served.setdefault(service.need, option.id)
        return True

    def _pay(self, year: int, code: str, amount: int) -> bool:
        left = self._money.get((year, code), 0) - amount
        self._money[year, code] = left
        return left >= 0

    def _find_room(self, option: Option) -> str | None:
        """The machine that the option fills best, one of today first; else a piece to buy."""
        demand = demand_of(option)
        if demand is None:
            return None
        fitting = []
        for machine, free in self._room.items():
            left = min(f - d for f, d in zip(free, demand, strict=True))
            owned = machine in self.delivery or not self._ground.instance.machines[machine].purchase
            if left >= 0 and owned:
                fitting.append((self.delivery.get(machine, 0), left, machine))
        if fitting:
            return min(fitting)[-1]
        return self._buy(demand)

    def _buy(self, demand: tuple[int, int, int]) -> str | None:
        for machine in self._ground.instance.machines.values():
            if machine.purchase is None or machine.id in self.delivery:
                continue
            if any(d > f for d, f in zip(demand, machine.free, strict=True)):
                continue
            for week in self._ground.instance.deliveries[machine.id]:
                pool = self._ground.instance.year_of[week - 1], machine.budget_code
                if machine.price_idr <= self._money.get(pool, 0):
                    self._pay(*pool, machine.price_idr)
                    self.delivery[machine.id] = week
                    return machine.id
        return None

    def _schedule(self, activity: Activity, ends: int) -> bool:
        """Places the activity at its earliest end with own staff; with all outside that can be
        bought, where that is sooner by `WORTH_WEEKS`."""
        instance = self._ground.instance
        first = max(
            (
                self.activities[before.activity].end_week + before.lag_weeks
                for before in activity.after
                if before.activity in self.activities
            ),
            default=0,
        )
        first = max(first, self._first_week)
        last = min(
            (
                self.activities[other].start_week - lag
                for other, lag in self._ground.followers.get(activity.id, ())
                if other in self.activities
            ),
            default=instance.weeks,
        )
        buyable = tuple(
            sorted(role for role in instance.loads[activity.id] if self._can_buy(activity, role))
        )
        ends &= (2 << last) - 1 if last >= 0 else 0
        best: PlannedActivity | None = None
        for outside in dict.fromkeys(((), buyable)):
            found = self._earliest(
                activity, outside, first, ends & self._payable(activity, outside)
            )
            if found and (best is None or found.end_week + WORTH_WEEKS <= best.end_week):
                best = found
        return best is not None and self._book(best)

    def _can_buy(self, activity: Activity, role: str) -> bool:
        return (activity.id, role) in self._ground.instance.outside

    def _payable(self, activity: Activity, outside: tuple[str, ...]) -> int:
        """The ends at which pools and the limits of outside days bear the activity."""
        money = self._prices(activity.id, outside)
        if not money and not outside:
            return -1
        ends = 0
        for year, in_year in self._ground.ends_in.items():
            if all(self._money.get((year, code), 0) >= m for code, m in money.items()) and all(
                self._within_limit(activity.id, role, year) for role in outside
            ):
                ends |= in_year
        return ends & self._ground.payable if money else ends

    def _prices(self, activity: str, outside: tuple[str, ...]) -> Counter[str]:
        money = Counter(self._ground.instance.costs[activity])
        for role in outside:
            terms = self._ground.instance.outside[activity, role]
            if terms.price_idr:
                money[terms.budget_code] += terms.price_idr
        return money

    def _within_limit(self, activity: str, role: str, year: int) -> bool:
        limit = self._ground.instance.scenario.role[role].outside_days_per_year * DECIDAYS_PER_DAY
        decidays = self._ground.instance.outside[activity, role].decidays
        return self._bought[role, year] + decidays <= limit

    def _earliest(
        self, activity: Activity, outside: tuple[str, ...], first: int, ends: int
    ) -> PlannedActivity | None:
        instance = self._ground.instance
        best: PlannedActivity | None = None
        for duration in instance.durations[activity.id]:
            starts = (ends >> duration if ends >= 0 else -1) & -(1 << first)
            for role in instance.loads[activity.id]:
                if role not in outside:
                    rate = instance.rates[activity.id, role, duration]
                    starts &= _runs(self._free_weeks(role, rate), duration)
            if ends < 0 or starts < 0:
                starts &= (2 << max(instance.weeks - duration, -1)) - 1
            if starts > 0:
                start = (starts & -starts).bit_length() - 1
                if best is None or start + duration < best.end_week:
                    best = PlannedActivity(activity.id, start, start + duration, outside)
        return best

    def _free_weeks(self, role: str, rate: int) -> int:
        return int("".join("1" if free >= rate else "0" for free in reversed(self._staff[role])), 2)

    def _book(self, planned: PlannedActivity) -> bool:
        instance = self._ground.instance
        year = instance.year_of[planned.end_week - 1]
        self.activities[planned.activity] = planned
        for code, amount in self._prices(planned.activity, planned.outside_roles).items():
            self._pay(year, code, amount)
        for role in instance.loads[planned.activity]:
            if role in planned.outside_roles:
                self._bought[role, year] += instance.outside[planned.activity, role].decidays
                continue
            weeks = planned.end_week - planned.start_week
            rate = instance.rates[planned.activity, role, weeks]
            for week in range(planned.start_week, planned.end_week):
                self._staff[role][week] -= rate
        return True

    def plan(self) -> WorkPlan:
        machines = self._ground.instance.machines
        return WorkPlan(
            tuple(
                PlannedOption(option, week, self.machine.get(option))
                for option, week in sorted(self.live.items())
            ),
            tuple(self.activities[one] for one in sorted(self.activities)),
            tuple(
                PlannedServer(
                    piece, machines[piece].purchase or "", week - machines[piece].lead_weeks, week
                )
                for piece, week in sorted(self.delivery.items())
            ),
            tuple(ServedNeed(need, option) for need, option in sorted(self.served.items())),
        )


def _runs(weeks: int, length: int) -> int:
    """The weeks from which on `length` weeks in a row are set."""
    have = 1
    while have < length:
        step = min(have, length - have)
        weeks &= weeks >> step
        have += step
    return weeks
