"""The rules of money: what is paid when, inside which window, from which pool."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from lumbung.planning.domain.checker.violation import Rule, Violation, violation
from lumbung.planning.domain.plan import WorkPlan
from lumbung.planning.domain.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Payment:
    """Money paid once, on the Friday of a week."""

    subject: str
    week: int
    code: str
    amount_idr: int


def payments(scenario: Scenario, plan: WorkPlan) -> Iterator[Payment]:
    """Activities' costs and outside days, and bought servers; yearly costs are apart."""
    for item in plan.activities:
        activity = scenario.activity[item.activity]
        last_week = item.end_week - 1
        for cost in activity.costs:
            yield Payment(item.activity, last_week, cost.code, cost.amount_idr)
        for effort in activity.effort:
            role = scenario.role[effort.role]
            if effort.role in item.outside_roles and role.outside_day_price_idr is not None:
                price = role.outside_day_price_idr * effort.decidays // 10
                yield Payment(item.activity, last_week, role.outside_budget_code, price)
    for piece in plan.servers:
        for kind in scenario.purchases:
            if kind.id == piece.purchase:
                week = piece.delivery_week - 1
                yield Payment(piece.id, week, kind.budget_code, kind.price_idr)


def windows(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """Whatever is paid once is paid inside the spending window of its Friday's fiscal year."""
    for payment in payments(scenario, plan):
        if payment.amount_idr == 0:
            continue
        day = scenario.calendar.friday(payment.week)
        payable = any(
            year.year == day.year and year.spend_from <= day <= year.spend_until
            for year in scenario.calendar.fiscal_years
        )
        if not payable or payment.week < 0:
            yield violation(Rule.WINDOW, payment.subject, day=day)


def pools(scenario: Scenario, plan: WorkPlan) -> Iterator[Violation]:
    """No pool (fiscal year, budget code) spends more than the sum of its lines."""
    spent: Counter[tuple[int, str]] = Counter()
    for payment in payments(scenario, plan):
        spent[scenario.calendar.friday(payment.week).year, payment.code] += payment.amount_idr
    for item in plan.options:
        for year, number, first_week in quarters(scenario):
            if first_week >= item.go_live_week:
                for cost in scenario.option[item.option].yearly_costs:
                    part = cost.amount_idr * number // 4 - cost.amount_idr * (number - 1) // 4
                    spent[year, cost.code] += part
    for (year, code), amount in sorted(spent.items()):
        budget = sum(
            line.amount_idr
            for line in scenario.budget
            if line.fiscal_year == year and line.code == code
        )
        if amount > budget:
            yield violation(Rule.POOL, f"{year}/{code}", spent=amount, budget=budget)


def quarters(scenario: Scenario) -> list[tuple[int, int, int]]:
    """(year, number 1-4, first week) of each quarter in the horizon; a week's Friday decides."""
    found: list[tuple[int, int, int]] = []
    for week in range(scenario.calendar.weeks):
        friday = scenario.calendar.first_day + timedelta(days=7 * week + 4)
        year, number = friday.year, (friday.month + 2) // 3
        if not found or found[-1][:2] != (year, number):
            found.append((year, number, week))
    return found
