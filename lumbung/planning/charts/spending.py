"""Spending by quarter and fiscal year, stacked by kind, against the budget of the year.

All quarters share one scale and all years another, so that heights and lengths may be compared.
"""

from dataclasses import dataclass

from lumbung.planning.charts.axis import percent
from lumbung.planning.domain.figures import Account, PlanFigures, SpendingKind


@dataclass(frozen=True, slots=True)
class Part:
    """One kind's part of a bar, from `start` on; both as percent of the scale."""

    kind: SpendingKind
    amount_idr: int
    start: str
    size: str


@dataclass(frozen=True, slots=True)
class QuarterBar:
    """`amounts` in the order of the chart's kinds."""

    account: Account
    parts: tuple[Part, ...]
    amounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class YearChart:
    """`budget` is the length of the budget's frame on the scale of years."""

    account: Account
    parts: tuple[Part, ...]
    budget: str
    quarters: tuple[QuarterBar, ...]


@dataclass(frozen=True, slots=True)
class SpendingChart:
    years: tuple[YearChart, ...]
    kinds: tuple[SpendingKind, ...]
    quarter_top_idr: int


def draw_spending(figures: PlanFigures) -> SpendingChart:
    money = figures.money
    top_year = max([1, *(max(year.budget_idr, year.spent_idr) for year in money.years)])
    top_quarter = max([1, *(quarter.spent_idr for quarter in money.quarters)])
    kinds = tuple(kind for kind in SpendingKind if money.total.spent_on(kind))
    years = tuple(
        YearChart(
            year,
            _stack(year, top_year),
            percent(year.budget_idr / top_year),
            tuple(
                QuarterBar(
                    quarter,
                    _stack(quarter, top_quarter, upwards=True),
                    tuple(quarter.spent_on(kind) for kind in kinds),
                )
                for quarter in money.quarters
                if quarter.fiscal_year == year.fiscal_year
            ),
        )
        for year in money.years
    )
    return SpendingChart(years, kinds, top_quarter)


def _stack(account: Account, top_idr: int, *, upwards: bool = False) -> tuple[Part, ...]:
    """Parts one behind the other; `upwards` counts from the lower edge, as SVG does not."""
    parts = []
    reached = 0
    for kind in SpendingKind:
        amount = account.spent_on(kind)
        if amount:
            start = 1 - (reached + amount) / top_idr if upwards else reached / top_idr
            parts.append(Part(kind, amount, percent(start), percent(amount / top_idr)))
            reached += amount
    return tuple(parts)
