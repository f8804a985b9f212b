"""A recipe in figures: days by role, money by code, and how long it takes at the least.

Effort is in decidays (tenths of a person-day), as in the planner. A shared activity counts in full
here: who adopts only this offer pays for all of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

from lumbung.catalogue.domain.recipes.recipe import (
    ActivityDocument,
    CostDocument,
    PrecedenceDocument,
    RecipeDocument,
)


@dataclass(frozen=True, slots=True)
class ActivitySummary:
    """One line of the recipe's table; `after` as (activity name, weeks to wait)."""

    id: str
    name: str
    is_shared: bool
    least_weeks: int
    most_weeks: int
    effort: tuple[tuple[str, Decimal], ...]
    after: tuple[tuple[str, int], ...]
    cost_idr: int
    costs: tuple[tuple[str, int], ...]
    source: str
    example: bool


@dataclass(frozen=True, slots=True)
class RecipeSummary:
    """`least_weeks` is the longest chain of activities, each at its shortest."""

    activities: tuple[ActivitySummary, ...]
    days_by_role: tuple[tuple[str, Decimal], ...]
    once_by_code: tuple[tuple[str, int], ...]
    yearly_by_code: tuple[tuple[str, int], ...]
    least_weeks: int

    @property
    def days(self) -> Decimal:
        return sum((days for _, days in self.days_by_role), Decimal(0))

    @property
    def once_idr(self) -> int:
        return sum(amount for _, amount in self.once_by_code)

    @property
    def yearly_idr(self) -> int:
        return sum(amount for _, amount in self.yearly_by_code)


def summarise(recipe: RecipeDocument, shared: Sequence[ActivityDocument]) -> RecipeSummary:
    """Figures of `recipe` with those of the `shared` activities that it uses, shared ones first."""
    used = [activity for activity in shared if activity.id in recipe.uses]
    activities = (*used, *recipe.activities)
    names = {activity.id: activity.name for activity in activities}
    return RecipeSummary(
        activities=tuple(_summary(each, names, each in used) for each in activities),
        days_by_role=_days_by_role(activities),
        once_by_code=_by_code([cost for each in activities for cost in each.costs]),
        yearly_by_code=_by_code(recipe.yearly_costs),
        least_weeks=_longest_chain(activities),
    )


def _summary(activity: ActivityDocument, names: dict[str, str], shared: bool) -> ActivitySummary:
    return ActivitySummary(
        id=activity.id,
        name=activity.name,
        is_shared=shared,
        least_weeks=activity.least_weeks,
        most_weeks=activity.most_weeks or activity.least_weeks,
        effort=tuple((role, _days(days)) for role, days in activity.effort_days.items()),
        after=tuple((names.get(id, id), lag) for id, lag in _waits(activity)),
        cost_idr=sum(cost.amount_idr for cost in activity.costs),
        costs=_by_code(activity.costs),
        source=activity.source,
        example=activity.example,
    )


def _days(days: float) -> Decimal:
    return Decimal(str(days)).quantize(Decimal("0.1"))


def _waits(activity: ActivityDocument) -> list[tuple[str, int]]:
    return [
        (entry.activity, entry.lag_weeks) if isinstance(entry, PrecedenceDocument) else (entry, 0)
        for entry in activity.after
    ]


def _days_by_role(activities: Sequence[ActivityDocument]) -> tuple[tuple[str, Decimal], ...]:
    total: dict[str, Decimal] = {}
    for activity in activities:
        for role, days in activity.effort_days.items():
            total[role] = total.get(role, Decimal(0)) + _days(days)
    return tuple(sorted(total.items()))


def _by_code(costs: Sequence[CostDocument]) -> tuple[tuple[str, int], ...]:
    total: dict[str, int] = {}
    for cost in costs:
        total[cost.code] = total.get(cost.code, 0) + cost.amount_idr
    return tuple(sorted(total.items()))


def _longest_chain(activities: Sequence[ActivityDocument]) -> int:
    """0 where the activities wait for one another in a circle (a draft may)."""
    by_id = {activity.id: activity for activity in activities}
    waits = {id: dict(_waits(activity)) for id, activity in by_id.items()}
    try:
        order = list(TopologicalSorter(waits).static_order())
    except CycleError:
        return 0
    end: dict[str, int] = {}
    for id in order:
        if id in by_id:
            start = max((end.get(other, 0) + lag for other, lag in waits[id].items()), default=0)
            end[id] = start + by_id[id].least_weeks
    return max(end.values(), default=0)
