"""Changes of means, made to a scenario: what if there were this much more?"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from lumbung.planning.domain.plan import MeansChange, MeansKind
from lumbung.planning.domain.scenario import (
    BudgetLine,
    Capacity,
    Scenario,
    Server,
    StaffMember,
)

MOST_DECIDAYS_PER_WEEK = 50
DAYS_PER_WEEK = 5


def with_changes(scenario: Scenario, changes: Iterable[MeansChange]) -> Scenario:
    """The scenario with more of each mean named; what is added is marked as an example."""
    for number, change in enumerate(changes, start=1):
        scenario = _APPLY[change.kind](scenario, change, number)
    return scenario


def _with_money(scenario: Scenario, change: MeansChange, number: int) -> Scenario:
    year, _, code = change.id.partition("/")
    line = BudgetLine(int(year), code, change.amount, example=True)
    return replace(scenario, budget=(*scenario.budget, line))


def _with_staff(scenario: Scenario, change: MeansChange, number: int) -> Scenario:
    """People who give the amount evenly over the working days of the weeks named."""
    role, calendar = change.id.rpartition("/")[0], scenario.calendar
    days = sum(calendar.working_days(w) for w in range(change.from_week, change.until_week))
    weekly = -(-change.amount // days) * DAYS_PER_WEEK if days else 0
    members: list[StaffMember] = []
    while weekly > 0:
        members.append(
            StaffMember(
                f"{role}-more-{number}-{len(members) + 1}",
                role,
                min(weekly, MOST_DECIDAYS_PER_WEEK),
                from_day=calendar.monday(change.from_week),
                until_day=calendar.monday(change.until_week) - timedelta(days=1),
                example=True,
            )
        )
        weekly -= MOST_DECIDAYS_PER_WEEK
    return replace(scenario, staff=(*scenario.staff, *members))


def _with_servers(scenario: Scenario, change: MeansChange, number: int) -> Scenario:
    """Pieces beside those that can be bought, there from the start."""
    kind = next(kind for kind in scenario.purchases if kind.id == change.id)
    pieces = tuple(
        Server(
            more_server_id(kind.id, piece),
            kind.name,
            kind.total,
            Capacity(),
            kind.kept_free_percent,
            example=True,
        )
        for piece in range(1, change.amount + 1)
    )
    return replace(scenario, servers=(*scenario.servers, *pieces))


def more_server_id(purchase: str, number: int) -> str:
    return f"{purchase}-more-{number}"


def _with_time(scenario: Scenario, change: MeansChange, number: int) -> Scenario:
    calendar = replace(scenario.calendar, weeks=scenario.calendar.weeks + change.amount)
    return replace(scenario, calendar=calendar)


_APPLY = {
    MeansKind.MONEY: _with_money,
    MeansKind.STAFF: _with_staff,
    MeansKind.SERVER: _with_servers,
    MeansKind.TIME: _with_time,
}
