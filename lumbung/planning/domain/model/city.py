"""The city problem as a CP-SAT model: what is chosen, when it is done, by whom and where it runs.

`weekly=False` leaves out the weeks: every plan of the whole model is one of that relaxation, since
it keeps a subset of the constraints and adds only what follows from the others. Its bounds are
therefore bounds of the whole, and its choices a good first guess.
"""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager

from ortools.sat.python.cp_model import CpModel, LinearExpr, LinearExprT

from lumbung.planning.domain.model.choice import Choice
from lumbung.planning.domain.model.energy import Energy
from lumbung.planning.domain.model.instance import Instance
from lumbung.planning.domain.model.levers import Levers
from lumbung.planning.domain.model.money import Money
from lumbung.planning.domain.model.narrowing import held_at
from lumbung.planning.domain.model.variables import Variables
from lumbung.planning.domain.model.work import Work
from lumbung.planning.domain.plan import LevelName


class CityModel:
    def __init__(
        self, instance: Instance, *, weekly: bool, levers: Callable[[CpModel], Levers] | None = None
    ) -> None:
        """With `levers` means can be added at a price; what follows from the means as they are is
        then left out."""
        self.instance = instance
        self.model = CpModel()
        self.variables = Variables(self.model, instance, weekly=weekly)
        self.weekly = weekly
        self.has_peaks = False
        self.levers = levers(self.model) if levers else Levers()
        Choice(self.model, instance, self.variables).add()
        Money(self.model, instance, self.variables, self.levers).add()
        self.energy = Energy(self.model, instance, self.variables)
        if levers is None:
            self.energy.add()
        if weekly:
            self.work = Work(self.model, instance, self.variables, self.levers)
            self.work.add()

    def level(self, name: LevelName) -> LinearExprT:
        """The value of one level, as an expression of the variables."""
        return {
            LevelName.MISSES: self._misses,
            LevelName.COVERAGE: self._coverage,
            LevelName.COST: self._cost,
            LevelName.SERVICE: self._service,
            LevelName.LOAD: self._load,
        }[name]()

    def aim_at(self, name: LevelName) -> None:
        """Makes one level the objective, in place of any before."""
        self.model.clear_objective()  # type: ignore[no-untyped-call]
        if name == LevelName.LOAD and not self.has_peaks:
            self.has_peaks = True
            self.work.add_peaks()
        if name.is_maximised:
            self.model.maximize(self.level(name))
        else:
            self.model.minimize(self.level(name))

    def hold(self, name: LevelName, value: int) -> None:
        """From now on the level is no worse than `value`."""
        if name.is_maximised:
            self.model.add(self.level(name) >= value)
        else:
            self.model.add(self.level(name) <= value)

    def choosing(self, options: Collection[str]) -> AbstractContextManager[None]:
        """Inside, exactly these options are chosen."""
        chosen = self.variables.chosen.items()
        return held_at((literal, int(option in options)) for option, literal in chosen)

    def expect(self, name: LevelName, bound: int) -> None:
        """Tells the model what is known elsewhere: the level cannot be better than `bound`."""
        if name.is_maximised:
            self.model.add(self.level(name) <= bound)
        else:
            self.model.add(self.level(name) >= bound)

    def _misses(self) -> LinearExprT:
        """Weight of mandatory needs unserved, and of needs not live on their deadline."""
        instance, variables = self.instance, self.variables
        missed: list[LinearExprT] = []
        for need in instance.scenario.needs:
            options = [option.id for option, _ in instance.servers_of_need[need.id]]
            if need.mandatory:
                served = [variables.counted[need.id, option] for option in options]
                missed.append(need.weight * (1 - LinearExpr.sum(served)))
            if need.id in instance.deadline_week:
                week = instance.deadline_week[need.id]
                in_time = [
                    variables.counted_by[need.id, option, week]
                    for option in options
                    if (need.id, option, week) in variables.counted_by
                ]
                missed.append(need.weight * (1 - LinearExpr.sum(in_time)))
        return LinearExpr.sum(missed)

    def _coverage(self) -> LinearExprT:
        """Weight * fit percent of what is counted, whenever it goes live."""
        return LinearExpr.sum(
            [
                need.weight * fit * self.variables.counted[need.id, option.id]
                for need in self.instance.scenario.needs
                for option, fit in self.instance.servers_of_need[need.id]
            ]
        )

    def _service(self) -> LinearExprT:
        """Weight * fit percent of what is counted, for every service point at or after go-live."""
        instance, variables = self.instance, self.variables
        terms: list[LinearExprT] = []
        for need in instance.scenario.needs:
            for option, fit in instance.servers_of_need[need.id]:
                for week in instance.points:
                    counted = variables.counted_by.get((need.id, option.id, week))
                    if counted is not None:
                        terms.append(need.weight * fit * counted)
        return LinearExpr.sum(terms)

    def _cost(self) -> LinearExprT:
        """Work, outside days and pieces, and the yearly costs over their fixed lifetime."""
        instance, variables = self.instance, self.variables
        terms: list[LinearExprT] = [
            instance.lifetime_cost[option] * chosen for option, chosen in variables.chosen.items()
        ]
        terms += [
            sum(instance.costs[activity].values()) * done
            for activity, done in variables.done.items()
        ]
        terms += [
            instance.outside[key].price_idr * outside for key, outside in variables.outside.items()
        ]
        terms += [
            instance.machines[piece].price_idr * bought
            for piece, bought in variables.bought.items()
        ]
        return LinearExpr.sum(terms)

    def _load(self) -> LinearExprT:
        """The busiest weeks of all roles together."""
        return LinearExpr.sum(list(self.variables.peak.values()))
