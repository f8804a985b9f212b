"""One row per agency: what it asked for, what it gets, from when, and what is paid for that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lumbung.planning.domain.figures.coverage import Coverage, NeedCoverage, weight_percent
from lumbung.planning.domain.figures.money import SpendingItem
from lumbung.planning.domain.figures.savings import Savings
from lumbung.planning.domain.figures.schedule import ScheduledOption
from lumbung.planning.domain.scenario import Agency, Scenario


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """`own` is spent for this agency only; `shared` also for others, here each time in full, so
    that the column `shared` must not be added up. `options` are those that serve the agency."""

    agency: Agency
    needs: tuple[NeedCoverage, ...]
    options: tuple[str, ...]
    own: tuple[SpendingItem, ...]
    shared: tuple[SpendingItem, ...]
    alone_idr: int  # of its comparable needs, see `savings`

    @property
    def needs_total(self) -> int:
        return len(self.needs)

    @property
    def needs_served(self) -> int:
        return sum(need.is_served for need in self.needs)

    @property
    def percent(self) -> float:
        served = (need for need in self.needs if need.is_served)
        return weight_percent(served, sum(need.need.weight for need in self.needs))

    @property
    def first_go_live(self) -> date | None:
        return min((need.go_live_day for need in self.needs if need.go_live_day), default=None)

    @property
    def last_go_live(self) -> date | None:
        return max((need.go_live_day for need in self.needs if need.go_live_day), default=None)

    @property
    def own_idr(self) -> int:
        return sum(item.amount_idr for item in self.own)

    @property
    def shared_idr(self) -> int:
        return sum(item.amount_idr for item in self.shared)

    @property
    def rests_on_example(self) -> bool:
        items = (*self.own, *self.shared)
        return any(need.rests_on_example for need in self.needs) or any(
            item.rests_on_example for item in items
        )


def plan_agencies(
    scenario: Scenario,
    coverage: Coverage,
    options: Iterable[ScheduledOption],
    items: Iterable[SpendingItem],
    savings: Savings,
) -> tuple[AgencyFigures, ...]:
    """Agencies that state a need, in the scenario's order."""
    agencies_of = {option.id: option.agencies for option in options}
    spread = [
        (item, {agency for option in item.options for agency in agencies_of[option]})
        for item in items
    ]
    rows = []
    for agency in scenario.agencies:
        needs = tuple(need for need in coverage.needs if need.need.agency == agency.id)
        alone = (need.cost_idr for need in savings.needs if need.need.agency == agency.id)
        rows.append(
            AgencyFigures(
                agency,
                needs,
                tuple(option for option in sorted(agencies_of) if agency.id in agencies_of[option]),
                tuple(item for item, for_whom in spread if for_whom == {agency.id}),
                tuple(
                    item for item, for_whom in spread if agency.id in for_whom and len(for_whom) > 1
                ),
                sum(alone),
            )
        )
    return tuple(row for row in rows if row.needs)
