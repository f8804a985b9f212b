"""Redundant constraints on work by service points: no plan is lost, but bounds become strong.

Energetic reasoning (Erschler and Lopez 1990) on prefixes of the horizon: what must be over by a
threshold must have used its staff before it. The literals of the ladder carry it, so that the
relaxation without weeks feels the staff as well.
"""

from collections import defaultdict
from functools import cached_property
from itertools import accumulate

from ortools.sat.python.cp_model import BoolVarT, CpModel, LinearExpr, LinearExprT

from lumbung.planning.domain.model.instance import Instance
from lumbung.planning.domain.model.variables import Variables

STEP_WEEKS = 4


class Energy:
    def __init__(self, model: CpModel, instance: Instance, variables: Variables) -> None:
        self._model = model
        self._instance = instance
        self._variables = variables

    def add(self) -> None:
        self._shared_work_is_over_before_any_of_its_options()
        self._staff_of_each_prefix_suffice()

    @cached_property
    def over(self) -> dict[tuple[str, int], BoolVarT]:
        """(activity, threshold): some option of the activity is live by that week. For work of one
        option alone it is that option's own literal."""
        over: dict[tuple[str, int], BoolVarT] = {}
        for activity in self._instance.scenario.activities:
            for option in activity.options:
                for week in self._instance.thresholds[option]:
                    live = self._variables.live.get((option, week))
                    if live is None or (activity.id, week) in over:
                        continue
                    if activity.is_shared:
                        live = self._model.new_bool_var(f"over {activity.id} {week}")
                    over[activity.id, week] = live
        return over

    def _shared_work_is_over_before_any_of_its_options(self) -> None:
        """Shared work is over by a threshold exactly when one of its options is live by it."""
        live: dict[tuple[str, int], list[BoolVarT]] = defaultdict(list)
        for activity in self._instance.scenario.activities:
            if activity.is_shared:
                for option in activity.options:
                    for week in self._instance.thresholds[option]:
                        if (option, week) in self._variables.live:
                            live[activity.id, week].append(self._variables.live[option, week])
        for key, literals in live.items():
            self._model.add_max_equality(self.over[key], literals)

    def _staff_of_each_prefix_suffice(self) -> None:
        """Up to any week, a role's own staff give at least what the work over by later thresholds
        must have taken before that week, less what is bought outside."""
        ladders = self._ladders()
        for role, staff in self._instance.staff.items():
            given = [0, *accumulate(staff)]
            works = [activity for activity in ladders if role in self._instance.loads[activity]]
            if not works:
                continue
            for week in self._checkpoints():
                terms: list[LinearExprT] = []
                for activity in works:
                    terms += self._taken_before(week, activity, role, ladders[activity])
                if terms:
                    self._model.add(LinearExpr.sum(terms) <= given[week])

    def _checkpoints(self) -> list[int]:
        weeks = {*range(STEP_WEEKS, self._instance.weeks, STEP_WEEKS), *self._instance.points}
        return sorted(weeks - {0})

    def _ladders(self) -> dict[str, list[tuple[int, BoolVarT]]]:
        ladders: dict[str, list[tuple[int, BoolVarT]]] = defaultdict(list)
        for (activity, week), literal in sorted(self.over.items(), key=lambda item: item[0]):
            ladders[activity].append((week, literal))
        return ladders

    def _taken_before(
        self, week: int, activity: str, role: str, ladder: list[tuple[int, BoolVarT]]
    ) -> list[LinearExprT]:
        """The least own work before `week`: of each threshold that the work is over by, what it
        adds to that of the later ones; less the whole of it where it is bought outside."""
        instance = self._instance
        tail = min(instance.tails[o, activity] for o in instance.scenario.activity[activity].options)
        taken = [self._least(activity, role, week, by - tail) for by, _ in ladder]
        terms: list[LinearExprT] = []
        for (_, literal), now, later in zip(ladder, taken, [*taken[1:], 0], strict=True):
            if now > later:
                terms.append((now - later) * literal)
        for year in instance.years:
            outside = self._variables.outside_in.get((activity, role, year))
            span = instance.end_range(activity, year)
            if outside is None or span is None or not terms:
                continue
            most = max(
                (e for (by, _), e in zip(ladder, taken, strict=True) if by - tail >= span[0]),
                default=0,
            )
            if most:
                terms.append(-most * outside)
        return terms

    def _least(self, activity: str, role: str, week: int, end: int) -> int:
        """The least decidays taken before `week` by work that ends at or before `end`."""
        return min(
            self._instance.rate(activity, role, duration) * max(0, min(duration, duration - (end - week)))
            for duration in self._instance.durations[activity]
        )
