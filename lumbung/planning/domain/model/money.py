"""Constraints on money and on days bought outside: one per method, in words first."""

from collections import defaultdict

from ortools.sat.python.cp_model import CpModel, LinearExpr, LinearExprT

from lumbung.planning.domain.model.instance import Instance
from lumbung.planning.domain.model.levers import Levers
from lumbung.planning.domain.model.variables import Variables
from lumbung.planning.domain.scenario import DECIDAYS_PER_DAY


class Money:
    def __init__(
        self, model: CpModel, instance: Instance, variables: Variables, levers: Levers
    ) -> None:
        self._model = model
        self._instance = instance
        self._variables = variables
        self._levers = levers

    def add(self) -> None:
        self._work_is_paid_in_one_year()
        self._outside_work_is_paid_in_its_year()
        self._years_agree_with_go_live()
        self._pools_suffice()
        self._outside_days_are_limited()

    def _work_is_paid_in_one_year(self) -> None:
        """Work that costs money is paid in exactly one year, that of its last week."""
        years: dict[str, list[LinearExprT]] = defaultdict(list)
        for (activity, _), literal in self._variables.paid_in.items():
            years[activity].append(literal)
        for activity, costs in self._instance.costs.items():
            if activity in self._variables.done and (costs or activity in years):
                self._model.add(LinearExpr.sum(years[activity]) == self._variables.done[activity])

    def _outside_work_is_paid_in_its_year(self) -> None:
        """Effort is bought outside only for work that is done, in the year the work is paid."""
        years: dict[tuple[str, str], list[LinearExprT]] = defaultdict(list)
        for (activity, role, year), literal in self._variables.outside_in.items():
            years[activity, role].append(literal)
            self._model.add_implication(literal, self._variables.paid_in[activity, year])
        for key, outside in self._variables.outside.items():
            self._model.add(LinearExpr.sum(years[key]) == outside)

    def _years_agree_with_go_live(self) -> None:
        """Work cannot be paid in a year too late for an option that is live by then.

        Between its end and go-live lie at least `tails` weeks. Follows from the weeks in the whole
        model; it is all that the relaxation knows of them.
        """
        instance, variables = self._instance, self._variables
        for (activity, year), paid in variables.paid_in.items():
            span = instance.end_range(activity, year)
            if span is None:
                continue
            for option in instance.scenario.activity[activity].options:
                for week in instance.thresholds[option]:
                    too_late = span[0] > week - instance.tails[option, activity]
                    if too_late and (option, week) in variables.live:
                        self._model.add_bool_or(
                            paid.negated(), variables.live[option, week].negated()
                        )

    def _pools_suffice(self) -> None:
        """What is paid from a pool (fiscal year, budget code) stays within its lines."""
        spent = self._spending()
        for pool, terms in sorted(spent.items()):
            added = self._levers.money.get(pool, 0)
            self._model.add(LinearExpr.sum(terms) <= self._instance.pools.get(pool, 0) + added)

    def _spending(self) -> dict[tuple[int, str], list[LinearExprT]]:
        """Payments by pool: costs of work, outside days, pieces, and the quarters of yearly costs
        from the first that starts at or after go-live."""
        instance, variables = self._instance, self._variables
        spent: dict[tuple[int, str], list[LinearExprT]] = defaultdict(list)
        for (activity, year), paid in variables.paid_in.items():
            for code, amount in instance.costs[activity].items():
                spent[year, code].append(amount * paid)
        for (activity, role, year), bought in variables.outside_in.items():
            terms = instance.outside[activity, role]
            if terms.price_idr:
                spent[year, terms.budget_code].append(terms.price_idr * bought)
        for (piece, week), delivered in variables.delivered.items():
            machine = instance.machines[piece]
            pool = instance.year_of[week - 1], machine.budget_code
            spent[pool].append(machine.price_idr * delivered)
        for option, charges in instance.charges.items():
            for point, year, code, amount in charges:
                spent[year, code].append(amount * variables.live_by(option, point))
        return spent

    def _outside_days_are_limited(self) -> None:
        """By role and year of payment, no more days are bought outside than the role allows."""
        bought: dict[tuple[str, int], list[LinearExprT]] = defaultdict(list)
        for (activity, role, year), literal in self._variables.outside_in.items():
            decidays = self._instance.outside[activity, role].decidays
            bought[role, year].append(decidays * literal)
        for (role, _), terms in bought.items():
            days = self._instance.scenario.role[role].outside_days_per_year
            self._model.add(LinearExpr.sum(terms) <= days * DECIDAYS_PER_DAY)
