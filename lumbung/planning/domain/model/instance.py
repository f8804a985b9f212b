"""The scenario turned into the integers that the model, the start plan and the explanations share.

Weeks, rupiah and decidays as in `scenario`; what follows from them before anything is decided:
staff by week, payable weeks, spare room on servers, the earliest end of each activity and how much
work must follow it. Nothing is decided here, and no solver is imported.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from lumbung.planning.domain.calendar import Calendar
from lumbung.planning.domain.scenario import (
    DECIDAYS_PER_DAY,
    Activity,
    Capacity,
    Option,
    Scenario,
    StaffMember,
)

COMPONENTS = ("cpu_millicores", "memory_mib", "disk_gib")


@dataclass(frozen=True, slots=True)
class Machine:
    """A server of today, or one piece that can be bought (`purchase` is then its kind)."""

    id: str
    free: tuple[int, int, int]
    purchase: str | None = None
    price_idr: int = 0
    budget_code: str = ""
    lead_weeks: int = 0


@dataclass(frozen=True, slots=True)
class OutsideTerms:
    """What it costs to buy an activity's effort of one role outside."""

    decidays: int
    price_idr: int
    budget_code: str


class Instance:
    """One scenario in integers; everything is computed once, when first asked for."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.calendar: Calendar = scenario.calendar
        self.weeks = scenario.calendar.weeks

    @cached_property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({self.calendar.year_of(week) for week in range(self.weeks)}))

    @cached_property
    def year_of(self) -> tuple[int, ...]:
        """The year of each week's Friday."""
        return tuple(self.calendar.year_of(week) for week in range(self.weeks))

    @cached_property
    def is_payable(self) -> tuple[bool, ...]:
        """Whether each week's Friday lies in the spending window of its own fiscal year."""
        payable = [False] * self.weeks
        for fiscal_year in self.calendar.fiscal_years:
            for week in self.calendar.payable_weeks(fiscal_year):
                payable[week] |= self.year_of[week] == fiscal_year.year
        return tuple(payable)

    @cached_property
    def pools(self) -> dict[tuple[int, str], int]:
        """Money by (fiscal year, budget code); a pool without a line holds nothing."""
        pools: Counter[tuple[int, str]] = Counter()
        for line in self.scenario.budget:
            pools[line.fiscal_year, line.code] += line.amount_idr
        return dict(pools)

    @cached_property
    def staff(self) -> dict[str, tuple[int, ...]]:
        """Decidays of own staff by role and week."""
        given = {role.id: [0] * self.weeks for role in self.scenario.roles}
        for member in self.scenario.staff:
            for week in range(self.weeks):
                given[member.role][week] += self._given_by(member, week)
        return {role: tuple(weeks) for role, weeks in given.items()}

    def _given_by(self, member: StaffMember, week: int) -> int:
        if member.from_day is None and member.until_day is None and not member.absences:
            return member.decidays_per_week * self.calendar.working_days(week) // 5
        return member.decidays_per_week * self._days_there(member, week) // 5

    def _days_there(self, member: StaffMember, week: int) -> int:
        monday = self.calendar.monday(week).toordinal()
        return sum(
            day not in self._holidays
            and (member.from_day is None or day >= member.from_day.toordinal())
            and (member.until_day is None or day <= member.until_day.toordinal())
            and not any(
                gap.from_day.toordinal() <= day <= gap.until_day.toordinal()
                for gap in member.absences
            )
            for day in range(monday, monday + 5)
        )

    @cached_property
    def _holidays(self) -> frozenset[int]:
        return frozenset(holiday.day.toordinal() for holiday in self.calendar.holidays)

    @cached_property
    def machines(self) -> dict[str, Machine]:
        """Every server there is, and every piece that can be bought, by id."""
        found = [
            Machine(server.id, _free(server.total, server.used, server.kept_free_percent))
            for server in self.scenario.servers
        ]
        for kind in self.scenario.purchases:
            free = _free(kind.total, Capacity(), kind.kept_free_percent)
            found += [
                Machine(
                    f"{kind.id}#{number}",
                    free,
                    kind.id,
                    kind.price_idr,
                    kind.budget_code,
                    kind.lead_weeks,
                )
                for number in range(1, kind.max_count + 1)
            ]
        return {machine.id: machine for machine in found}

    @cached_property
    def loads(self) -> dict[str, dict[str, tuple[int, ...]]]:
        """By activity and role: the decidays of each effort (a role may be named twice)."""
        loads: dict[str, dict[str, tuple[int, ...]]] = {}
        for activity in self.scenario.activities:
            by_role: dict[str, tuple[int, ...]] = {}
            for effort in activity.effort:
                by_role[effort.role] = (*by_role.get(effort.role, ()), effort.decidays)
            loads[activity.id] = by_role
        return loads

    def rate(self, activity: str, role: str, duration: int) -> int:
        """Decidays booked per week when the activity takes `duration` weeks."""
        return sum(-(-decidays // duration) for decidays in self.loads[activity][role])

    @cached_property
    def rates(self) -> dict[tuple[str, str, int], int]:
        """`rate` by activity, role and each duration worth considering."""
        return {
            (activity, role, duration): self.rate(activity, role, duration)
            for activity, by_role in self.loads.items()
            for role in by_role
            for duration in self.durations[activity]
        }

    @cached_property
    def profiles(self) -> dict[tuple[str, str], tuple[tuple[int, int], ...]]:
        """By activity and role: each duration worth considering, and the rate it books."""
        return {
            (activity, role): tuple(
                (duration, self.rate(activity, role, duration))
                for duration in self.durations[activity]
            )
            for activity, by_role in self.loads.items()
            for role in by_role
        }

    @cached_property
    def durations(self) -> dict[str, tuple[int, ...]]:
        """Durations worth considering: a longer one that books no less per week of any role is
        dominated, since the shorter one with the same end fits wherever the longer does."""
        kept: dict[str, tuple[int, ...]] = {}
        for activity in self.scenario.activities:
            seen: set[tuple[int, ...]] = set()
            kept[activity.id] = ()
            for duration in range(activity.least_weeks, activity.most_weeks + 1):
                rates = tuple(
                    self.rate(activity.id, role, duration) for role in self.loads[activity.id]
                )
                if rates not in seen:
                    seen.add(rates)
                    kept[activity.id] = (*kept[activity.id], duration)
        return kept

    @cached_property
    def outside(self) -> dict[tuple[str, str], OutsideTerms]:
        """By activity and role, where the role can be bought and its yearly limit allows it."""
        terms = {}
        for activity, by_role in self.loads.items():
            for role_id, efforts in by_role.items():
                role = self.scenario.role[role_id]
                price = role.outside_day_price_idr
                if price is None:
                    continue
                if sum(efforts) <= role.outside_days_per_year * DECIDAYS_PER_DAY:
                    terms[activity, role_id] = OutsideTerms(
                        sum(efforts),
                        sum(price * decidays // DECIDAYS_PER_DAY for decidays in efforts),
                        role.outside_budget_code,
                    )
        return terms

    @cached_property
    def costs(self) -> dict[str, dict[str, int]]:
        """One-off costs by activity and budget code, without those of nothing."""
        costs: dict[str, dict[str, int]] = {}
        for activity in self.scenario.activities:
            by_code: Counter[str] = Counter()
            for cost in activity.costs:
                by_code[cost.code] += cost.amount_idr
            costs[activity.id] = {code: amount for code, amount in by_code.items() if amount}
        return costs

    @cached_property
    def lifetime_cost(self) -> dict[str, int]:
        """Yearly costs of each option over the fixed lifetime."""
        years = self.calendar.cost_lifetime_years
        return {
            option.id: years * sum(cost.amount_idr for cost in option.yearly_costs)
            for option in self.scenario.options
        }

    @cached_property
    def points(self) -> tuple[int, ...]:
        """Service points, without doubles' order being lost: ascending weeks."""
        return self.calendar.service_points

    @cached_property
    def deadline_week(self) -> dict[str, int]:
        """By need with a deadline: the last week in which going live is in time (may be < 0)."""
        return {
            need.id: min(self.calendar.week_of(need.deadline), self.weeks)
            for need in self.scenario.needs
            if need.deadline is not None
        }

    @cached_property
    def thresholds(self) -> dict[str, tuple[int, ...]]:
        """By option: the weeks at which it matters whether it is live by then, ascending; the last
        one is the end of the horizon."""
        found: dict[str, tuple[int, ...]] = {}
        for option in self.scenario.options:
            weeks = set(self.points)
            for service in option.serves:
                week = self.deadline_week.get(service.need)
                if week is not None and week >= 0:
                    weeks.add(week)
            found[option.id] = tuple(sorted(weeks))
        return found

    @cached_property
    def servers_of_need(self) -> dict[str, tuple[tuple[Option, int], ...]]:
        """By need: the options that serve it, each with its fit in percent (the best named)."""
        found: dict[str, dict[str, int]] = {need.id: {} for need in self.scenario.needs}
        for option in self.scenario.options:
            for service in option.serves:
                fits = found[service.need]
                fits[option.id] = max(fits.get(option.id, 0), service.fit_percent)
        return {
            need: tuple((self.scenario.option[option], fit) for option, fit in fits.items())
            for need, fits in found.items()
        }

    @cached_property
    def order(self) -> tuple[Activity, ...]:
        """Activities so that each comes after all it waits for."""
        placed: dict[str, Activity] = {}
        waiting = list(self.scenario.activities)
        while waiting:
            ready = [one for one in waiting if all(b.activity in placed for b in one.after)]
            placed.update((one.id, one) for one in ready)
            waiting = [one for one in waiting if one.id not in placed]
            if not ready:
                raise ValueError("the precedences of the scenario are cyclic")
        return tuple(placed.values())

    def earliest_end(self, activity: str, start: int) -> int:
        """The first end of the activity when it starts at or after `start`; weeks + 1 if none."""
        end = start + self.durations[activity][0]
        while end <= self.weeks and self.costs[activity] and not self.is_payable[end - 1]:
            end += 1
        return min(end, self.weeks + 1)

    def end_range(self, activity: str, year: int) -> tuple[int, int] | None:
        """First and last end of the activity with its last week in `year`; None without any."""
        ends = [
            week + 1
            for week in range(max(self.earliest[activity] - 1, 0), self.weeks)
            if self.year_of[week] == year and (self.is_payable[week] or not self.costs[activity])
        ]
        return (ends[0], ends[-1]) if ends else None

    @cached_property
    def deliveries(self) -> dict[str, tuple[int, ...]]:
        """By piece: in each year the first week in which it can arrive. A later one in the same
        year is charged to the same pool and serves no option better."""
        found: dict[str, tuple[int, ...]] = {}
        for machine in self.machines.values():
            if machine.purchase is None:
                continue
            first: dict[int, int] = {}
            for week in range(max(machine.lead_weeks, 1), self.weeks + 1):
                if self.is_payable[week - 1] or not machine.price_idr:
                    first.setdefault(self.year_of[week - 1], week)
            found[machine.id] = tuple(first.values())
        return found

    @cached_property
    def heads(self) -> dict[tuple[str, str], int]:
        """By (option, activity): the earliest end, if only this option were chosen."""
        heads: dict[tuple[str, str], int] = {}
        for activity in self.order:
            for option in activity.options:
                start = max(
                    (
                        heads[option, before.activity] + before.lag_weeks
                        for before in activity.after
                        if (option, before.activity) in heads
                    ),
                    default=0,
                )
                heads[option, activity.id] = self.earliest_end(activity.id, start)
        return heads

    @cached_property
    def earliest(self) -> dict[str, int]:
        """By activity: the earliest end in whichever option's service."""
        return {
            activity.id: min(
                (self.heads[option, activity.id] for option in activity.options), default=0
            )
            for activity in self.scenario.activities
        }

    @cached_property
    def earliest_live(self) -> dict[str, int]:
        """By option: the earliest go-live, if only its own work counted."""
        return {
            option.id: max(
                (
                    self.heads[option.id, activity.id]
                    for activity in self.scenario.activities_of[option.id]
                ),
                default=0,
            )
            for option in self.scenario.options
        }

    @cached_property
    def tails(self) -> dict[tuple[str, str], int]:
        """By (option, activity): the least weeks between its end and the option's go-live."""
        tails: dict[tuple[str, str], int] = {
            (option, activity.id): 0
            for activity in self.scenario.activities
            for option in activity.options
        }
        for activity in reversed(self.order):
            for before in activity.after:
                for option in activity.options:
                    if (option, before.activity) in tails:
                        behind = (
                            before.lag_weeks
                            + self.durations[activity.id][0]
                            + tails[option, activity.id]
                        )
                        key = (option, before.activity)
                        tails[key] = max(tails[key], behind)
        return tails

    @cached_property
    def sinks(self) -> dict[str, tuple[str, ...]]:
        """By option: the activities that can be its last (none of its own waits for them)."""
        found: dict[str, tuple[str, ...]] = {}
        for option, activities in self.scenario.activities_of.items():
            waited_for = {before.activity for one in activities for before in one.after}
            found[option] = tuple(one.id for one in activities if one.id not in waited_for)
        return found

    @cached_property
    def charges(self) -> dict[str, tuple[tuple[int, int, str, int], ...]]:
        """By option: what each quarter charges once it is live, as (point, year, code, rupiah)."""
        found: dict[str, list[tuple[int, int, str, int]]] = defaultdict(list)
        for option in self.scenario.options:
            for quarter in self.calendar.quarters:
                for cost in option.yearly_costs:
                    amount = quarter_share(cost.amount_idr, quarter.number)
                    if amount:
                        found[option.id].append(
                            (quarter.first_week, quarter.year, cost.code, amount)
                        )
        return {option.id: tuple(found[option.id]) for option in self.scenario.options}


def quarter_share(amount_idr: int, number: int) -> int:
    """What the `number`-th quarter (1-4) of a year bears of a yearly amount."""
    return amount_idr * number // 4 - amount_idr * (number - 1) // 4


def _free(total: Capacity, used: Capacity, kept_free_percent: int) -> tuple[int, int, int]:
    cpu, memory, disk = (
        max(
            0,
            getattr(total, component) * (100 - kept_free_percent) // 100 - getattr(used, component),
        )
        for component in COMPONENTS
    )
    return cpu, memory, disk


def demand_of(option: Option) -> tuple[int, int, int] | None:
    """What the option holds on its server, None where it needs none."""
    if option.demand is None:
        return None
    return option.demand.cpu_millicores, option.demand.memory_mib, option.demand.disk_gib
