"""The best plan of a tiny scenario by trying everything: which options, which weeks, which roles
bought outside, which servers, which option for which need. Shares no code with model or checker.
Meant for at most three options, three or four activities and six weeks.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations, product

from lumbung.planning.domain.plan import (
    PlannedActivity,
    PlannedOption,
    PlannedServer,
    ServedNeed,
    WorkPlan,
)
from lumbung.planning.domain.scenario import Activity, Need, Option, Scenario

Values = tuple[int, int, int, int, int]  # misses, -coverage, cost, -service, load: least is best


@dataclass(frozen=True)
class Best:
    """The values of the best plan, and one plan that has them."""

    values: Values
    plan: WorkPlan

    @property
    def levels(self) -> Values:
        misses, coverage, cost, service, load = self.values
        return misses, -coverage, cost, -service, load


@dataclass(frozen=True)
class Work:
    """Activities placed so far, with what they book, buy and pay."""

    done: tuple[PlannedActivity, ...] = ()
    booked: tuple[tuple[tuple[str, int], int], ...] = ()  # (role, week) -> decidays
    bought: tuple[tuple[tuple[str, int], int], ...] = ()  # (role, year) -> decidays
    paid: tuple[tuple[tuple[int, str], int], ...] = ()  # (year, code) -> rupiah


def subsets(items, most: int | None = None):
    """From the empty one on, of at most `most` items."""
    sizes = range(min(len(items), len(items) if most is None else most) + 1)
    return chain.from_iterable(combinations(items, size) for size in sizes)


def best_plan(scenario: Scenario) -> Best:
    return BruteForce(scenario).search()


class BruteForce:
    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.calendar = scenario.calendar
        self.budget: Counter[tuple[int, str]] = Counter()
        for line in scenario.budget:
            self.budget[line.fiscal_year, line.code] += line.amount_idr
        self.capacity = {
            (role.id, week): self._capacity(role.id, week)
            for role in scenario.roles
            for week in range(self.calendar.weeks)
        }
        self.payable = {
            week
            for year in self.calendar.fiscal_years
            for week in self.calendar.payable_weeks(year)
        }
        self.best: Best | None = None

    def search(self) -> Best:
        choices = subsets(self.scenario.options)
        for chosen in sorted(choices, key=lambda chosen: self._at_best(chosen, Work())):
            if self._goes_together(chosen):
                ids = {option.id for option in chosen}
                todo = [one for one in self.scenario.activities if ids & set(one.options)]
                for work in self._works(chosen, todo, Work()):
                    self._judge(chosen, work)
        assert self.best is not None, "the empty plan is always valid"
        return self.best

    def _capacity(self, role: str, week: int) -> int:
        total = 0
        holidays = {holiday.day for holiday in self.calendar.holidays}
        days = [self.calendar.monday(week).toordinal() + n for n in range(5)]
        for person in self.scenario.staff:
            if person.role == role:
                at_work = [day for day in days if day not in {h.toordinal() for h in holidays}]
                if person.from_day:
                    at_work = [day for day in at_work if day >= person.from_day.toordinal()]
                if person.until_day:
                    at_work = [day for day in at_work if day <= person.until_day.toordinal()]
                for gap in person.absences:
                    gone = range(gap.from_day.toordinal(), gap.until_day.toordinal() + 1)
                    at_work = [day for day in at_work if day not in gone]
                total += person.decidays_per_week * len(at_work) // 5
        return total

    def _goes_together(self, chosen: tuple[Option, ...]) -> bool:
        ids = {option.id for option in chosen}
        return all(
            not ids & set(option.excludes) and ids >= set(option.requires_options)
            for option in chosen
        )

    def _works(
        self, chosen: tuple[Option, ...], todo: list[Activity], work: Work
    ) -> Iterator[Work]:
        """Every way to place `todo` beside `work` that keeps precedence, staff and money, less
        those that, all else going well, stay behind the best plan so far."""
        if self.best and self._at_best(chosen, work) >= self.best.values:
            return
        if not todo:
            yield work
            return
        activity, *rest = todo
        priced = [
            effort.role
            for effort in activity.effort
            if self.scenario.role[effort.role].outside_day_price_idr is not None
        ]
        longest = min(activity.most_weeks, self.calendar.weeks)
        for weeks in range(activity.least_weeks, longest + 1):
            for start in range(self.calendar.weeks - weeks + 1):
                for outside in subsets(sorted(priced)):
                    placed = PlannedActivity(activity.id, start, start + weeks, tuple(outside))
                    more = self._placed(activity, placed, work)
                    if more is not None:
                        yield from self._works(chosen, rest, more)

    def _placed(self, activity: Activity, placed: PlannedActivity, work: Work) -> Work | None:
        for other in work.done:
            for first, second in ((other, placed), (placed, other)):
                for before in self.scenario.activity[second.activity].after:
                    if (
                        before.activity == first.activity
                        and second.start_week < first.end_week + before.lag_weeks
                    ):
                        return None
        booked, bought, paid = Counter(dict(work.booked)), Counter(dict(work.bought)), Counter()
        year = self.calendar.year_of(placed.end_week - 1)
        weeks = placed.end_week - placed.start_week
        for effort in activity.effort:
            role = self.scenario.role[effort.role]
            if effort.role in placed.outside_roles:
                bought[effort.role, year] += effort.decidays
                price = role.outside_day_price_idr * effort.decidays // 10
                paid[year, role.outside_budget_code] += price
            else:
                for week in range(placed.start_week, placed.end_week):
                    booked[effort.role, week] += -(effort.decidays // -weeks)
        for cost in activity.costs:
            paid[year, cost.code] += cost.amount_idr
        if any(paid.values()) and placed.end_week - 1 not in self.payable:
            return None
        paid.update(dict(work.paid))
        if (
            any(booked[key] > self.capacity[key] for key in booked)
            or any(
                decidays > 10 * self.scenario.role[role].outside_days_per_year
                for (role, _), decidays in bought.items()
            )
            or not self._affordable(paid)
        ):
            return None
        return Work(
            (*work.done, placed),
            tuple(booked.items()),
            tuple(bought.items()),
            tuple(paid.items()),
        )

    def _affordable(self, paid: Counter[tuple[int, str]]) -> bool:
        return all(amount <= self.budget[pool] for pool, amount in paid.items())

    def _judge(self, chosen: tuple[Option, ...], work: Work) -> None:
        """Complete the work with go-lives, servers and served needs; keep the best."""
        live = self._live(chosen, work)
        paid = self._paid(chosen, work, live)
        ways = [(self._service(by, live), by) for by in self._services(chosen, live)]
        if paid is None or not ways:
            return
        (misses, coverage, service), by = min(ways, key=lambda way: way[0])
        base = self._cost(chosen, work)
        load = self._load(work)
        if self.best and (misses, coverage, base, service, load) >= self.best.values:
            return
        for price, servers, hosts in self._hostings(chosen, live, paid):
            values = (misses, coverage, base + price, service, load)
            if self.best is None or values < self.best.values:
                self.best = Best(values, self._plan(chosen, work, live, servers, hosts, by))

    def _paid(
        self, chosen: tuple[Option, ...], work: Work, live: dict[str, int]
    ) -> Counter[tuple[int, str]] | None:
        """What each pool pays, yearly costs too; None where options or money do not go together."""
        paid = Counter(dict(work.paid))
        for option in chosen:
            if any(live[required] > live[option.id] for required in option.requires_options):
                return None
            for quarter in self.calendar.quarters:
                if quarter.first_week >= live[option.id]:
                    for cost in option.yearly_costs:
                        k, amount = quarter.number, cost.amount_idr
                        paid[quarter.year, cost.code] += amount * k // 4 - amount * (k - 1) // 4
        return paid if self._affordable(paid) else None

    def _live(self, chosen: tuple[Option, ...], work: Work) -> dict[str, int]:
        live = {option.id: 0 for option in chosen}
        for done in work.done:
            for option in self.scenario.activity[done.activity].options:
                if option in live:
                    live[option] = max(live[option], done.end_week)
        return live

    def _at_best(self, chosen: tuple[Option, ...], work: Work) -> Values:
        """No better values can come of `work`, whatever is placed beside it."""
        live = self._live(chosen, work)
        misses = coverage = service = 0
        for need in self.scenario.needs:
            ways = [None, *(option for option in chosen if need.id in self._fits(option))]
            values = [self._value(need, way, live) for way in ways]
            misses += min(value[0] for value in values)
            coverage += min(value[1] for value in values)
            service += min(value[2] for value in values)
        return misses, coverage, self._cost(chosen, work), service, self._load(work)

    def _services(self, chosen, live) -> Iterator[dict[str, Option]]:
        """Every way to count chosen options for needs that meets what the chosen require."""
        choices = [
            [None, *(option for option in chosen if need.id in self._fits(option))]
            for need in self.scenario.needs
        ]
        for picks in product(*choices):
            by = {
                need.id: option
                for need, option in zip(self.scenario.needs, picks, strict=True)
                if option is not None
            }
            if all(
                need in by and live[by[need].id] <= live[option.id]
                for option in chosen
                for need in option.requires_needs
            ):
                yield by

    def _fits(self, option: Option) -> dict[str, int]:
        return {service.need: service.fit_percent for service in option.serves}

    def _service(self, by: dict[str, Option], live: dict[str, int]) -> tuple[int, int, int]:
        values = [self._value(need, by.get(need.id), live) for need in self.scenario.needs]
        misses, coverage, service = (sum(parts) for parts in zip(*values, strict=True))
        return misses, coverage, service

    def _value(
        self, need: Need, option: Option | None, live: dict[str, int]
    ) -> tuple[int, int, int]:
        """(misses, -coverage, -service) of one need, served by `option` or by none."""
        if option is None:
            return need.weight * (need.mandatory + (need.deadline is not None)), 0, 0
        week = live[option.id]
        late = need.deadline is not None and self.calendar.monday(week) > need.deadline
        points = sum(point >= week for point in self.calendar.service_points)
        coverage = need.weight * self._fits(option)[need.id]
        return need.weight * late, -coverage, -coverage * points

    def _cost(self, chosen: tuple[Option, ...], work: Work) -> int:
        yearly = sum(cost.amount_idr for option in chosen for cost in option.yearly_costs)
        return sum(dict(work.paid).values()) + yearly * self.calendar.cost_lifetime_years

    def _load(self, work: Work) -> int:
        booked = dict(work.booked)
        return sum(
            max((amount for (role, _), amount in booked.items() if role == each.id), default=0)
            for each in self.scenario.roles
        )

    def _hostings(self, chosen, live, paid):
        """Every way to buy servers and place what has demand: (price, pieces, option -> server)."""
        demanding = [option for option in chosen if option.demand is not None]
        kinds = {kind.id: kind for kind in self.scenario.purchases}
        possible = [
            PlannedServer(f"{kind.id}#{n + 1}", kind.id, week, week + kind.lead_weeks)
            for kind in self.scenario.purchases
            for n in range(kind.max_count)
            for week in range(self.calendar.weeks - kind.lead_weeks + 1)
            if week + kind.lead_weeks - 1 in self.payable
        ]
        for pieces in subsets(possible, len(demanding)):
            if len({piece.id for piece in pieces}) < len(pieces):
                continue
            spent, price = Counter(paid), 0
            for piece in pieces:
                kind = kinds[piece.purchase]
                spent[self.calendar.year_of(piece.delivery_week - 1), kind.budget_code] += (
                    kind.price_idr
                )
                price += kind.price_idr
            if not self._affordable(spent):
                continue
            hosts = [
                (server.id, -1, server.total, server.used, server.kept_free_percent)
                for server in self.scenario.servers
            ]
            hosts += [
                (
                    piece.id,
                    piece.delivery_week,
                    kinds[piece.purchase].total,
                    None,
                    kinds[piece.purchase].kept_free_percent,
                )
                for piece in pieces
            ]
            for picks in product(hosts, repeat=len(demanding)):
                if all(
                    live[option.id] >= host[1]
                    for option, host in zip(demanding, picks, strict=True)
                ) and all(self._fit(host, demanding, picks) for host in picks):
                    placed = {o.id: h[0] for o, h in zip(demanding, picks, strict=True)}
                    yield price, pieces, placed

    def _fit(self, host, demanding, picks) -> bool:
        name, _, total, used, kept = host
        for component in ("cpu_millicores", "memory_mib", "disk_gib"):
            free = getattr(total, component) * (100 - kept) // 100
            free -= getattr(used, component) if used else 0
            held = sum(
                getattr(option.demand, component)
                for option, pick in zip(demanding, picks, strict=True)
                if pick[0] == name
            )
            if held > max(free, 0):
                return False
        return True

    def _plan(self, chosen, work, live, servers, hosts, by) -> WorkPlan:
        return WorkPlan(
            tuple(
                sorted(
                    (PlannedOption(o.id, live[o.id], hosts.get(o.id)) for o in chosen),
                    key=lambda planned: planned.option,
                )
            ),
            tuple(sorted(work.done, key=lambda done: done.activity)),
            tuple(sorted(servers, key=lambda server: server.id)),
            tuple(ServedNeed(need, by[need].id) for need in sorted(by)),
        )
