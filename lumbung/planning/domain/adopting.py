"""What one more option would take beside a plan that stands: effort by role and year, money by
year and budget code, room on a server, and when it could be live if work began in a given week.

A draft, not a plan: serial generation puts the option's work, earliest first, into what the plan
leaves, and moves nothing that is planned. A solve may find better by moving other work; it never
finds the means larger. Where the option does not fit, it is asked what alone keeps it out: each
mean is held as it is while all others are given without limit.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lumbung.planning.domain.adopting_answer import (
    Adopting,
    LackingMean,
    MeanKind,
    PoolYear,
    RoleYear,
    ServerRoom,
)
from lumbung.planning.domain.draft import Draft, Ground
from lumbung.planning.domain.model.instance import Instance, demand_of
from lumbung.planning.domain.plan import WorkPlan
from lumbung.planning.domain.scenario import (
    BudgetLine,
    Capacity,
    Option,
    Scenario,
    Server,
    StaffMember,
)

NOWHERE = WorkPlan((), (), (), ())
ENDLESS_DECIDAYS = 10_000
ENDLESS_IDR = 10**14
ENDLESS = Capacity(10**9, 10**9, 10**9)


def adopting(
    scenario: Scenario, plan: WorkPlan | None, option_id: str, *, first_week: int = 0
) -> Adopting:
    """What the option takes beside `plan` (or beside nothing). The plan must be valid for the
    scenario; `first_week` is the first in which work may begin."""
    asked = _Asked(scenario, plan or NOWHERE, scenario.option[option_id], first_week)
    return asked.planned() if asked.is_planned else asked.added()


class _Asked:
    """One option beside one plan: the means as they are, and what is left of them."""

    def __init__(self, scenario: Scenario, plan: WorkPlan, option: Option, first_week: int) -> None:
        self.scenario, self.plan, self.option = scenario, plan, option
        self.first_week = first_week
        self.ground = Ground(Instance(scenario))
        self.before = self._draft(self.ground)
        planned = {one.activity for one in plan.activities}
        work = scenario.activities_of[option.id]
        self.done = tuple(activity for activity in work if activity.id in planned)
        self.work = tuple(activity for activity in work if activity.id not in planned)

    @property
    def is_planned(self) -> bool:
        return self.option.id in self.before.live

    def planned(self) -> Adopting:
        """The plan chooses it: its own work is told as the plan has it."""
        live = self.before.live[self.option.id]
        own = tuple(
            self.before.activities[activity.id]
            for activity in self.done
            if activity.options == (self.option.id,)
        )
        server = self.before.machine.get(self.option.id)
        return Adopting(
            self.option, True, self.first_week, live, live, (),
            tuple(each for each in self.done if each.is_shared), own, (), (), (), server, False,
            self._rests_on_example(),
        )  # fmt: skip

    def added(self) -> Adopting:
        after = self._draft(self.ground)
        ideal = self._with_endless_means()
        fits = after.add(self.option) and not self._evades(after, ideal)
        shown, instance = after, self.ground.instance
        if not fits and ideal is not None:
            shown, instance = ideal, ideal.instance
        is_told = fits or ideal is not None
        server = shown.machine.get(self.option.id) if fits else None
        return Adopting(
            option=self.option,
            is_planned=False,
            first_week=self.first_week,
            live_week=after.live[self.option.id] if fits else None,
            ideal_week=ideal.live[self.option.id] if ideal else None,
            lacking=() if fits else self._lacking(ideal),
            shared_done=self.done,
            work=tuple(shown.activities[one.id] for one in self.work) if is_told else (),
            roles=tuple(self._roles(shown, instance)) if is_told else (),
            money=tuple(self._money(shown, instance)) if is_told else (),
            rooms=tuple(self._rooms()),
            server=server,
            is_server_bought=server in shown.delivery and server not in self.before.delivery,
            rests_on_example=self._rests_on_example(),
        )

    def _evades(self, after: Draft, ideal: Draft | None) -> bool:
        """Whether it would go live only when no quarter of the horizon is left to pay for: that is
        no way to afford yearly costs."""
        charged = [point for point, *_ in self.ground.instance.charges[self.option.id]]
        if ideal is None or not charged:
            return False
        last = max(charged)
        return ideal.live[self.option.id] <= last < after.live[self.option.id]

    def _draft(self, ground: Ground) -> Draft:
        draft = Draft(ground, first_week=self.first_week)
        draft.take(self.plan)
        return draft

    def _with_endless_means(self, kept: LackingMean | None = None) -> Draft | None:
        """The option placed with every mean without limit but `kept`; None where that fails."""
        scenario = self._endless(kept)
        draft = self._draft(Ground(Instance(scenario)))
        return draft if draft.add(scenario.option[self.option.id]) else None

    def _keeps_out(self, mean: LackingMean, ideal: Draft) -> bool:
        draft = self._with_endless_means(mean)
        return draft is None or self._evades(draft, ideal)

    def _endless(self, kept: LackingMean | None) -> Scenario:
        scenario, years = self.scenario, self.ground.instance.years
        roles = [role for role in self._roles_needed() if kept != _staff(role)]
        codes = [code for code in self._codes_needed() if kept != _pool(code)]
        staff = [StaffMember(f"endless/{role}", role, ENDLESS_DECIDAYS) for role in roles]
        lines = [BudgetLine(year, code, ENDLESS_IDR) for year in years for code in codes]
        room = [] if kept == SERVER else [Server("endless", "", ENDLESS, Capacity(), 0)]
        return replace(
            scenario,
            options=tuple(self._unbound(option, kept) for option in scenario.options),
            staff=(*scenario.staff, *staff),
            budget=(*scenario.budget, *lines),
            servers=(*scenario.servers, *room),
        )

    def _unbound(self, option: Option, kept: LackingMean | None) -> Option:
        """Without what the plan's other choices mean for the option asked about, but `kept`."""
        if option.id == self.option.id:
            return replace(
                option,
                requires_needs=tuple(id for id in option.requires_needs if kept == _first(id)),
                requires_options=tuple(id for id in option.requires_options if kept == _first(id)),
                excludes=tuple(id for id in option.excludes if kept == _beside(id)),
            )
        if self.option.id in option.excludes and kept != _beside(option.id):
            left = tuple(id for id in option.excludes if id != self.option.id)
            return replace(option, excludes=left)
        return option

    def _bonds(self) -> Iterator[LackingMean]:
        """What the plan chooses and this option excludes or is excluded by, and what must come
        first."""
        for other in sorted(self.ground.excluded[self.option.id]):
            if other in self.before.live:
                yield _beside(other)
        for id in (*self.option.requires_needs, *self.option.requires_options):
            if id not in self.before.served and id not in self.before.live:
                yield _first(id)

    def _lacking(self, ideal: Draft | None) -> tuple[LackingMean, ...]:
        """Each mean that alone keeps the option out; empty where only several together do."""
        if ideal is None:
            return (LackingMean(MeanKind.TIME),)
        asked = [
            *map(_staff, self._roles_needed()),
            *map(_pool, self._codes_needed()),
            *([SERVER] if self.option.demand else []),
            *self._bonds(),
        ]
        return tuple(mean for mean in asked if self._keeps_out(mean, ideal))

    def _roles_needed(self) -> list[str]:
        return sorted({effort.role for activity in self.work for effort in activity.effort})

    def _codes_needed(self) -> list[str]:
        costs = [cost for activity in self.work for cost in activity.costs]
        return sorted({cost.code for cost in (*costs, *self.option.yearly_costs)})

    def _roles(self, shown: Draft, instance: Instance) -> Iterator[RoleYear]:
        """By role, then by year; years in which nothing is needed are told too, for comparison."""
        own, outside = self._effort(shown, instance)
        as_it_is = self.ground.instance
        for role in self._roles_needed():
            left = self.before.staff_left(role)
            people = [person for person in self.scenario.staff if person.role == role]
            for year in as_it_is.years:
                weeks = [week for week in range(as_it_is.weeks) if as_it_is.year_of[week] == year]
                capacity = sum(as_it_is.staff[role][week] for week in weeks)
                yield RoleYear(
                    role,
                    self.scenario.role[role].name,
                    year,
                    capacity,
                    capacity - sum(left[week] for week in weeks),
                    own[role, year] + outside[role, year],
                    outside[role, year],
                    any(person.example for person in people),
                )

    def _effort(
        self, shown: Draft, instance: Instance
    ) -> tuple[Counter[tuple[str, int]], Counter[tuple[str, int]]]:
        """Decidays of the added work by role and year: of own staff, and bought outside."""
        own: Counter[tuple[str, int]] = Counter()
        outside: Counter[tuple[str, int]] = Counter()
        for activity in self.work:
            planned = shown.activities[activity.id]
            weeks = range(planned.start_week, planned.end_week)
            for role, efforts in instance.loads[activity.id].items():
                if role in planned.outside_roles:
                    outside[role, instance.year_of[planned.end_week - 1]] += sum(efforts)
                    continue
                rate = instance.rates[activity.id, role, len(weeks)]
                for week in weeks:
                    own[role, instance.year_of[week]] += rate
        return own, outside

    def _money(self, shown: Draft, instance: Instance) -> Iterator[PoolYear]:
        """What the added work costs: taken from the pools between before and after."""
        start, left = self._draft(Ground(instance)).money_left(), shown.money_left()
        as_it_is, remains = self.ground.instance.pools, self.before.money_left()
        for pool in sorted(set(start) | set(left)):
            needed = start.get(pool, 0) - left.get(pool, 0)
            if needed:
                year, code = pool
                budget = as_it_is.get(pool, 0)
                lines = [x for x in self.scenario.budget if (x.fiscal_year, x.code) == pool]
                taken = budget - remains.get(pool, 0)
                example = any(line.example for line in lines)
                name = next((line.name for line in lines if line.name), "")
                yield PoolYear(year, code, name, budget, taken, needed, example)

    def _rooms(self) -> Iterator[ServerRoom]:
        demand = demand_of(self.option)
        names = {server.id: (server.name, server.example) for server in self.scenario.servers}
        for kind in self.scenario.purchases:
            bought = [piece for piece in self.before.delivery if piece.startswith(f"{kind.id}#")]
            names |= dict.fromkeys(bought, (kind.name, kind.example))
        for id, (name, example) in names.items():
            left = self.before.room_left(id)
            fits = demand is None or all(d <= f for d, f in zip(demand, left, strict=True))
            yield ServerRoom(id, name, left, fits, example)

    def _rests_on_example(self) -> bool:
        roles = {effort.role for activity in self.work for effort in activity.effort}
        return (
            self.option.example
            or any(activity.example for activity in (*self.work, *self.done))
            or any(person.example for person in self.scenario.staff if person.role in roles)
        )


SERVER = LackingMean(MeanKind.SERVER)


def _beside(option: str) -> LackingMean:
    return LackingMean(MeanKind.CONFLICT, option)


def _first(id: str) -> LackingMean:
    return LackingMean(MeanKind.PREREQUISITE, id)


def _staff(role: str) -> LackingMean:
    return LackingMean(MeanKind.STAFF, role)


def _pool(code: str) -> LackingMean:
    return LackingMean(MeanKind.MONEY, code)
