"""Tiny scenarios made by hand: 12 weeks, one role of 10 decidays a week, one pool of money.

Weeks: 12 from Monday 4 January 2027, one quarter, so that the service points are week 0 and week
12; money may be paid on every Friday unless a test says otherwise.
"""

from datetime import date

from lumbung.planning.domain.calendar import Calendar, FiscalYear
from lumbung.planning.domain.scenario import (
    Activity,
    Agency,
    BudgetLine,
    Capacity,
    Cost,
    Effort,
    Need,
    Option,
    OptionKind,
    Precedence,
    Role,
    Scenario,
    Server,
    ServerPurchase,
    Service,
    StaffMember,
)

CODE = "5.1"
YEAR = 2027


def calendar(weeks=12, spend_from=date(YEAR, 1, 1), spend_until=date(YEAR, 12, 31)):
    return Calendar(date(YEAR, 1, 4), weeks, (FiscalYear(YEAR, spend_from, spend_until),))


def need(name, weight=1, **more):
    return Need(name, name, "agency", weight, **more)


def option(name, *needs, fit=100, **more):
    served = tuple(Service(one, fit) for one in needs or (name,))
    return Option(name, name, OptionKind.BUILD, served, **more)


def work(name, *options, weeks=1, most=None, effort=0, after=(), lag=0, cost=0):
    return Activity(
        name,
        name,
        options or (name,),
        weeks,
        most or weeks,
        (Effort("role", effort),) if effort else (),
        tuple(Precedence(one, lag) for one in after),
        (Cost(CODE, cost),) if cost else (),
    )


def role(price=None, days=0, value=1_000):
    return Role("role", "role", value, price, days, CODE)


def server(memory):
    return Server("server", "server", Capacity(memory_mib=memory), Capacity(), 0)


def piece(memory, price=100, lead=2, count=1):
    total = Capacity(memory_mib=memory)
    return ServerPurchase("piece", "piece", total, 0, price, CODE, lead, count)


def holds(memory):
    return Capacity(memory_mib=memory)


def city(needs, options, activities=(), *, money=1_000, staff=10, means=None, **more):
    return Scenario(
        name="hand made",
        region="00.00",
        calendar=more.pop("when", calendar()),
        agencies=(Agency("agency", "agency"),),
        needs=tuple(needs),
        roles=(means or role(),),
        staff=(StaffMember("member", "role", staff),),
        budget=(BudgetLine(YEAR, CODE, money),),
        servers=tuple(more.pop("servers", ())),
        purchases=tuple(more.pop("purchases", ())),
        options=tuple(options),
        activities=tuple(activities),
    )
