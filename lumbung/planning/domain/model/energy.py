"""Redundant constraints on work by service points: no plan is lost, but bounds become strong.

Energetic reasoning (Erschler and Lopez 1990) on prefixes of the horizon: what must be over by a
threshold must have used its staff before it. The literals of the ladder carry it, so that the
relaxation without weeks feels the staff as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from ortools.sat.python.cp_model import BoolVarT, CpModel, LinearExpr

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
        must have taken before that week, less what is bought outside.
        """
        ladders = self._ladders()
        for role, staff in self._instance.staff.items():
            works = [
                self._work(activity, role, ladder)
                for activity, ladder in ladders.items()
                if role in self._instance.loads[activity]
            ]
            given = [0, *accumulate(staff)]
            for week in self._checkpoints() if works else ():
                literals: list[BoolVarT] = []
                amounts: list[int] = []
                for work in works:
                    work.taken_before(week, literals, amounts)
                if literals:
                    self._model.add(LinearExpr.weighted_sum(literals, amounts) <= given[week])

    def _work(self, activity: str, role: str, ladder: list[tuple[int, BoolVarT]]) -> _Work:
        instance = self._instance
        tails = [
            instance.tails[option, activity]
            for option in instance.scenario.activity[activity].options
        ]
        outside = []
        for year in instance.years:
            bought = self._variables.outside_in.get((activity, role, year))
            span = instance.end_range(activity, year)
            if bought is not None and span is not None:
                outside.append((span[0], bought))
        return _Work(
            instance.profiles[activity, role],
            [(week - min(tails), literal) for week, literal in ladder],
            outside,
        )

    def _checkpoints(self) -> list[int]:
        weeks = {*range(STEP_WEEKS, self._instance.weeks, STEP_WEEKS), *self._instance.points}
        return sorted(weeks - {0})

    def _ladders(self) -> dict[str, list[tuple[int, BoolVarT]]]:
        ladders: dict[str, list[tuple[int, BoolVarT]]] = defaultdict(list)
        for (activity, week), literal in sorted(self.over.items(), key=lambda item: item[0]):
            ladders[activity].append((week, literal))
        return ladders


class _Work:
    """One activity's effort of one role: the least it takes before a week, by what it must be over
    by. `ladder` holds (latest end, literal); `outside` (earliest end in that year, literal)."""

    def __init__(
        self,
        profile: Sequence[tuple[int, int]],
        ladder: list[tuple[int, BoolVarT]],
        outside: list[tuple[int, BoolVarT]],
    ) -> None:
        self._ladder = ladder
        self._outside = outside
        # The least taken before a week when the work ends `late` weeks after it.
        self._least = [
            min(rate * max(0, duration - late) for duration, rate in profile)
            for late in range(max(duration for duration, _ in profile))
        ]

    def taken_before(self, week: int, literals: list[BoolVarT], amounts: list[int]) -> None:
        """Of each threshold what it adds to later ones; less all of it where bought outside."""
        most_from: list[tuple[int, int]] = []
        later = 0
        for latest, literal in reversed(self._ladder):
            late = max(latest - week, 0)
            now = self._least[late] if late < len(self._least) else 0
            if now > later:
                literals.append(literal)
                amounts.append(now - later)
                later = now
            most_from.append((latest, now))
        for first, literal in self._outside if later else ():
            most = max((taken for latest, taken in most_from if latest >= first), default=0)
            if most:
                literals.append(literal)
                amounts.append(-most)
