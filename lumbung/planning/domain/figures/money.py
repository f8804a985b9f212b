"""What a plan spends. `SpendingItem` is the root: every sum shown is made of items, and each item
names the activity, option or piece it is paid for, its day, fiscal year and budget code.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lumbung.planning.domain.calendar import MONTHS_PER_QUARTER
from lumbung.planning.domain.plan import PlannedActivity, PlannedOption, WorkPlan
from lumbung.planning.domain.scenario import DECIDAYS_PER_DAY, BudgetLine, Scenario


class SpendingKind(StrEnum):
    ONE_OFF = "one-off"  # a cost of an activity
    OUTSIDE = "outside"  # person-days bought
    SERVER = "server"  # a bought piece
    YEARLY = "yearly"  # a quarter's part of a yearly cost


@dataclass(frozen=True, slots=True)
class SpendingItem:
    """One amount. `subject` is the id of the activity (one-off, outside), the piece (server) or the
    option (yearly); `options` are the chosen options it serves; `role` is set for outside days.
    `day` is the Friday it is paid on; of a yearly cost, the first Friday of the quarter."""

    kind: SpendingKind
    subject: str
    name: str
    options: tuple[str, ...]
    day: date
    code: str
    amount_idr: int
    rests_on_example: bool
    role: str = ""

    @property
    def fiscal_year(self) -> int:
        return self.day.year

    @property
    def quarter(self) -> int:
        return (self.day.month - 1) // MONTHS_PER_QUARTER + 1


@dataclass(frozen=True, slots=True)
class Account:
    """Budget lines and spending items that belong together: of a fiscal year, a quarter, a budget
    code, or a pool (year and code). What does not tell it apart is None. Quarters have no budget.
    """

    lines: tuple[BudgetLine, ...]
    items: tuple[SpendingItem, ...]
    fiscal_year: int | None = None
    quarter: int | None = None
    code: str | None = None

    @property
    def name(self) -> str:
        """What the budget calls it; empty where no line has a name."""
        return next((line.name for line in self.lines if line.name), "")

    @property
    def budget_idr(self) -> int:
        return sum(line.amount_idr for line in self.lines)

    @property
    def spent_idr(self) -> int:
        return sum(item.amount_idr for item in self.items)

    @property
    def left_idr(self) -> int:
        return self.budget_idr - self.spent_idr

    @property
    def spent_percent(self) -> float:
        """Of the budget; 0 where there is none."""
        return 100 * self.spent_idr / self.budget_idr if self.budget_idr else 0.0

    @property
    def rests_on_example(self) -> bool:
        return self.spending_rests_on_example or self.budget_rests_on_example

    @property
    def spending_rests_on_example(self) -> bool:
        return any(item.rests_on_example for item in self.items)

    @property
    def budget_rests_on_example(self) -> bool:
        return any(line.example for line in self.lines)

    def spent_on(self, kind: SpendingKind) -> int:
        return sum(item.amount_idr for item in self.items if item.kind == kind)


@dataclass(frozen=True, slots=True)
class Money:
    """All spending and budget of the horizon, whole and by year, quarter, code and pool. A yearly
    cost counts here only as far as it falls inside the horizon."""

    total: Account
    years: tuple[Account, ...]
    quarters: tuple[Account, ...]
    codes: tuple[Account, ...]
    pools: tuple[Account, ...]

    @property
    def items(self) -> tuple[SpendingItem, ...]:
        return self.total.items


def plan_money(scenario: Scenario, plan: WorkPlan) -> Money:
    items = spending_items(scenario, plan)
    lines = scenario.budget
    years = sorted({line.fiscal_year for line in lines} | {item.fiscal_year for item in items})
    codes = sorted({line.code for line in lines} | {item.code for item in items})
    pools = sorted(
        {(line.fiscal_year, line.code) for line in lines}
        | {(item.fiscal_year, item.code) for item in items}
    )
    return Money(
        total=Account(lines, items),
        years=tuple(_account(lines, items, fiscal_year=year) for year in years),
        quarters=tuple(
            _account((), items, fiscal_year=quarter.year, quarter=quarter.number)
            for quarter in scenario.calendar.quarters
        ),
        codes=tuple(_account(lines, items, code=code) for code in codes),
        pools=tuple(_account(lines, items, fiscal_year=year, code=code) for year, code in pools),
    )


def _account(
    lines: Iterable[BudgetLine],
    items: Iterable[SpendingItem],
    *,
    fiscal_year: int | None = None,
    quarter: int | None = None,
    code: str | None = None,
) -> Account:
    return Account(
        tuple(
            line
            for line in lines
            if fiscal_year in (None, line.fiscal_year) and code in (None, line.code)
        ),
        tuple(
            item
            for item in items
            if fiscal_year in (None, item.fiscal_year)
            and quarter in (None, item.quarter)
            and code in (None, item.code)
        ),
        fiscal_year,
        quarter,
        code,
    )


def spending_items(scenario: Scenario, plan: WorkPlan) -> tuple[SpendingItem, ...]:
    """Every amount above 0, by day, then kind and subject."""
    chosen = {planned.option for planned in plan.options}
    items = [item for done in plan.activities for item in _activity_items(scenario, done, chosen)]
    items += [item for option in plan.options for item in _yearly_items(scenario, option)]
    items += _server_items(scenario, plan)
    return tuple(
        sorted(
            (item for item in items if item.amount_idr),
            key=lambda item: (item.day, item.kind, item.subject, item.code, item.role),
        )
    )


def _activity_items(
    scenario: Scenario, done: PlannedActivity, chosen: set[str]
) -> Iterator[SpendingItem]:
    activity = scenario.activity[done.activity]
    day = scenario.calendar.friday(done.end_week - 1)
    options = tuple(option for option in activity.options if option in chosen)
    for cost in activity.costs:
        yield SpendingItem(
            SpendingKind.ONE_OFF,
            activity.id,
            activity.name,
            options,
            day,
            cost.code,
            cost.amount_idr,
            activity.example,
        )
    for effort in activity.effort:
        if effort.role in done.outside_roles:
            role = scenario.role[effort.role]
            price = role.outside_day_price_idr or 0
            yield SpendingItem(
                SpendingKind.OUTSIDE,
                activity.id,
                activity.name,
                options,
                day,
                role.outside_budget_code,
                price * effort.decidays // DECIDAYS_PER_DAY,
                activity.example or role.example,
                role.id,
            )


def _yearly_items(scenario: Scenario, planned: PlannedOption) -> Iterator[SpendingItem]:
    option = scenario.option[planned.option]
    for quarter in scenario.calendar.quarters:
        if quarter.first_week < planned.go_live_week:
            continue
        for cost in option.yearly_costs:
            up_to = [cost.amount_idr * number // 4 for number in range(5)]
            yield SpendingItem(
                SpendingKind.YEARLY,
                option.id,
                option.name,
                (option.id,),
                scenario.calendar.friday(quarter.first_week),
                cost.code,
                up_to[quarter.number] - up_to[quarter.number - 1],
                option.example,
            )


def _server_items(scenario: Scenario, plan: WorkPlan) -> Iterator[SpendingItem]:
    kinds = {kind.id: kind for kind in scenario.purchases}
    for piece in plan.servers:
        kind = kinds[piece.purchase]
        yield SpendingItem(
            SpendingKind.SERVER,
            piece.id,
            kind.name,
            tuple(option.option for option in plan.options if option.server == piece.id),
            scenario.calendar.friday(piece.delivery_week - 1),
            kind.budget_code,
            kind.price_idr,
            kind.example,
        )
