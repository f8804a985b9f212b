"""The model of one more need beside a plan: the plan fixed, the need served, means at a price."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr, LinearExprT

from lumbung.planning.domain.changing import DAYS_PER_WEEK, more_server_id, with_changes
from lumbung.planning.domain.model.city import CityModel
from lumbung.planning.domain.model.instance import Instance
from lumbung.planning.domain.model.levers import Levers
from lumbung.planning.domain.model.narrowing import held_at
from lumbung.planning.domain.model.translation import Value, read_plan
from lumbung.planning.domain.model.values import bookings, spending
from lumbung.planning.domain.plan import MeansChange, MeansKind, WorkPlan
from lumbung.planning.domain.scenario import DECIDAYS_PER_DAY, Scenario

# Of one role, at most two people more; a day of each is added in every working day of a week, so
# that a holiday takes from them exactly what it takes from a member of the staff.
MOST_PER_DAY = 2 * DECIDAYS_PER_DAY


class Beside:
    """`candidates` are the need's options that nothing chosen excludes; empty where none is left,
    and then there is no model."""

    def __init__(self, scenario: Scenario, plan: WorkPlan, need: str) -> None:
        self.need = need
        self._plan = plan
        chosen = {item.option for item in plan.options}
        allowed = _allowed(scenario, chosen)
        self.candidates = [
            option.id
            for option in scenario.options
            if option.id in allowed and any(service.need == need for service in option.serves)
        ]
        if self.candidates:
            kept = chosen | _required(scenario, self.candidates, allowed)
            self._scenario = _with_more_servers(_of_options(scenario, kept))
            self.instance = Instance(self._scenario)
            self.city = CityModel(self.instance, weekly=True, levers=self._levers)
            self._fix()
            self._serve()
            self._price()

    def _levers(self, model: CpModel) -> Levers:
        """Money of every pool that anything here could be paid from, and staff by week of every
        role that what is added needs."""
        instance = self.instance
        planned = {item.activity for item in self._plan.activities}
        added = [one.id for one in self._scenario.activities if one.id not in planned]
        roles = [
            role for role in instance.staff if any(role in instance.loads[one] for one in added)
        ]
        self._money: dict[tuple[int, str], IntVar] = {}
        for pool in _pools(instance):
            self._money[pool] = model.new_int_var(0, 10**14, f"more {pool}")
        self._per_day = {
            (role, week): model.new_int_var(0, MOST_PER_DAY, f"more {role} {week}")
            for role in roles
            for week in range(instance.weeks)
        }
        staff: dict[tuple[str, int], LinearExprT] = {
            (role, week): per_day * instance.calendar.working_days(week)
            for (role, week), per_day in self._per_day.items()
        }
        return Levers(dict(self._money), staff, MOST_PER_DAY * DAYS_PER_WEEK)

    def _fix(self) -> None:
        """What the plan does stays where it is."""
        model, variables = self.city.model, self.city.variables
        for planned in self._plan.activities:
            model.add(variables.start[planned.activity] == planned.start_week)
            model.add(variables.end[planned.activity] == planned.end_week)
            for role in self.instance.loads[planned.activity]:
                outside = variables.outside.get((planned.activity, role))
                if outside is not None:
                    model.add(outside == (role in planned.outside_roles))
        for item in self._plan.options:
            model.add(variables.chosen[item.option] == 1)
            if item.server:
                model.add(variables.placed[item.option, item.server] == 1)
        for piece in self._plan.servers:
            model.add(variables.delivered[piece.id, piece.delivery_week] == 1)
        for served in self._plan.served:
            model.add(variables.counted[served.need, served.option] == 1)

    def _serve(self) -> None:
        """The need is served; by its options alone is nothing else gained."""
        counted = self.city.variables.counted
        self.city.model.add_exactly_one(counted[self.need, option] for option in self.candidates)

    def _price(self) -> None:
        """The least price of all that is added: money as it is, days at their role's value, a
        server at what one costs."""
        variables, scenario = self.city.variables, self._scenario
        terms: list[LinearExprT] = list(self._money.values())
        for (role, week), per_day in self._per_day.items():
            days = self.instance.calendar.working_days(week)
            value = scenario.role[role].day_value_idr * days // DECIDAYS_PER_DAY
            terms.append(per_day * max(value, 1))
        self._used: dict[str, IntVar] = {}
        for kind in scenario.purchases:
            more = more_server_id(kind.id, 1)
            used = self._used[kind.id] = self.city.model.new_bool_var(more)
            for (_, machine), placed in variables.placed.items():
                if machine == more:
                    self.city.model.add_implication(placed, used)
            terms.append((kind.price_idr + 1) * used)
        self.city.model.minimize(LinearExpr.sum(terms))

    def plan(self, value: Value) -> WorkPlan:
        """The plan with what is added; what the addition requires may serve more needs yet."""
        return read_plan(self.city, value)

    def changes(self, value: Value) -> tuple[MeansChange, ...]:
        """What the plan of these values takes beyond the means; a lever moved idly counts not."""
        found = []
        for (year, code), spent in sorted(spending(self.instance, self.plan(value)).items()):
            lacking = spent - self.instance.pools.get((year, code), 0)
            if lacking > 0:
                mean = f"{year}/{code}"
                found.append(MeansChange(MeansKind.MONEY, mean, lacking, lacking))
        found += self._staff_changes(value)
        found += [
            MeansChange(MeansKind.SERVER, kind.id, 1, kind.price_idr)
            for kind in self._scenario.purchases
            if more_server_id(kind.id, 1) in {item.server for item in self.plan(value).options}
        ]
        return tuple(found)

    def _staff_changes(self, value: Value) -> Iterator[MeansChange]:
        """Weeks in a row with the same extra days in one change, by role and year."""
        runs: list[tuple[str, int, int, int]] = []
        for role, week, per_day in self._short(value):
            if runs:
                last_role, first, until, amount = runs[-1]
                same = last_role == role and until == week and amount == per_day
                year = self.instance.year_of
                if same and year[first] == year[week]:
                    runs[-1] = (role, first, week + 1, per_day)
                    continue
            runs.append((role, week, week + 1, per_day))
        for role, first, until, per_day in runs:
            days = sum(self.instance.calendar.working_days(w) for w in range(first, until))
            amount = per_day * days
            price = amount * self._scenario.role[role].day_value_idr // DECIDAYS_PER_DAY
            mean = f"{role}/{self.instance.year_of[first]}"
            yield MeansChange(MeansKind.STAFF, mean, amount, price, first, until)

    def _short(self, value: Value) -> Iterator[tuple[str, int, int]]:
        """(role, week, decidays lacking per working day), where more is booked than there is."""
        for role, booked in bookings(self.instance, self.plan(value)).items():
            for week in range(self.instance.weeks):
                lacking = booked[week] - self.instance.staff[role][week]
                days = self.instance.calendar.working_days(week)
                if lacking > 0 and days:
                    yield role, week, -(-lacking // days)

    def without(self, kind: MeansKind, mean: str) -> AbstractContextManager[None]:
        """The same question with one mean as it is. Servers of all kinds are one mean here, and
        without it no piece is bought either."""
        levers: list[object]
        if kind == MeansKind.MONEY:
            levers = [v for (year, code), v in self._money.items() if f"{year}/{code}" == mean]
        elif kind == MeansKind.STAFF:
            levers = [
                v
                for (role, week), v in self._per_day.items()
                if f"{role}/{self.instance.year_of[week]}" == mean
            ]
        else:
            planned = {piece.id for piece in self._plan.servers}
            bought = self.city.variables.bought.items()
            levers = [*self._used.values(), *(v for piece, v in bought if piece not in planned)]
        return held_at((lever, 0) for lever in levers)


def _allowed(scenario: Scenario, chosen: set[str]) -> set[str]:
    """Options that are chosen, or neither exclude nor are excluded by what is chosen."""
    excluded = {other for option in chosen for other in scenario.option[option].excludes}
    return {
        option.id
        for option in scenario.options
        if option.id in chosen or (option.id not in excluded and chosen.isdisjoint(option.excludes))
    }


def _required(scenario: Scenario, options: list[str], allowed: set[str]) -> set[str]:
    """The options with all that could serve as what they require."""
    found: set[str] = set()
    waiting = list(options)
    while waiting:
        option = scenario.option[waiting.pop()]
        if option.id in found or option.id not in allowed:
            continue
        found.add(option.id)
        waiting += option.requires_options
        for other in scenario.options:
            if any(service.need in option.requires_needs for service in other.serves):
                waiting.append(other.id)
    return found


def _of_options(scenario: Scenario, kept: set[str]) -> Scenario:
    """The scenario with these options alone; what asks for others cannot be chosen."""
    options = tuple(
        replace(option, excludes=tuple(other for other in option.excludes if other in kept))
        for option in scenario.options
        if option.id in kept and kept.issuperset(option.requires_options)
    )
    names = {option.id for option in options}
    activities = []
    for activity in scenario.activities:
        users = tuple(option for option in activity.options if option in names)
        if users:
            activities.append(replace(activity, options=users))
    ids = {activity.id for activity in activities}
    return replace(
        scenario,
        options=options,
        activities=tuple(
            replace(one, after=tuple(b for b in one.after if b.activity in ids))
            for one in activities
        ),
    )


def _with_more_servers(scenario: Scenario) -> Scenario:
    return with_changes(
        scenario,
        [MeansChange(MeansKind.SERVER, kind.id, 1, kind.price_idr) for kind in scenario.purchases],
    )


def _pools(instance: Instance) -> set[tuple[int, str]]:
    codes = {code for costs in instance.costs.values() for code in costs}
    codes |= {terms.budget_code for terms in instance.outside.values() if terms.price_idr}
    codes |= {cost.code for option in instance.scenario.options for cost in option.yearly_costs}
    codes |= {machine.budget_code for machine in instance.machines.values() if machine.purchase}
    return {(year, code) for year in instance.years for code in codes}
