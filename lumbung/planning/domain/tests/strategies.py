"""Hypothesis strategies for scenarios that touch every rule: windows, holidays, absences, shared
activities, lags, outside days, yearly costs, bought servers, requirements, exclusions, deadlines.
Money is counted in single rupiah so that budgets bind; all references are complete and acyclic.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from lumbung.planning.domain.calendar import Calendar, FiscalYear, Holiday
from lumbung.planning.domain.scenario import (
    Absence,
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

CODES = ("5.1", "5.2")
_mostly = st.sampled_from((True, True, True, False))


@dataclass(frozen=True)
class Size:
    weeks: int
    needs: int
    options: int
    activities: int
    longest: int


TINY = Size(weeks=6, needs=3, options=3, activities=3, longest=2)
SMALL = Size(weeks=20, needs=8, options=10, activities=16, longest=4)


def tiny_scenarios() -> st.SearchStrategy[Scenario]:
    """Small enough for brute force."""
    return scenarios(TINY)


def small_scenarios() -> st.SearchStrategy[Scenario]:
    """Too big for brute force, solved in well under a second."""
    return scenarios(SMALL)


@st.composite
def scenarios(draw, size: Size) -> Scenario:
    calendar = draw(_calendars(size))
    roles = draw(_roles())
    needs = tuple(draw(_need(n, calendar)) for n in range(draw(_many(size.needs))))
    count = draw(_many(size.options))
    options: list[Option] = []
    for n in range(count):
        options.append(draw(_option(n, needs, tuple(options))))
    activities: list[Activity] = []
    for n in range(draw(_many(size.activities))):
        activities.append(draw(_activity(n, tuple(options), roles, tuple(activities), size)))
    return Scenario(
        "Kota Acak",
        "61.72",
        calendar,
        (Agency("a1", "Dinas Satu"), Agency("a2", "Dinas Dua")),
        needs,
        roles,
        draw(_staff(roles, calendar)),
        draw(_budget(size)),
        draw(_servers()),
        draw(_purchases(size)),
        tuple(options),
        tuple(activities),
    )


def _many(most: int) -> st.SearchStrategy[int]:
    """Hypothesis likes small numbers; what is to collide must be many."""
    return st.sampled_from((most, most, most, most - 1, max(most - 2, 1)))


@st.composite
def _calendars(draw, size: Size) -> Calendar:
    """Weeks round the turn of a year, so that quarter and fiscal year change within."""
    weeks = draw(_many(size.weeks))
    turn = date(2027, 1, 4)
    first_day = turn - timedelta(weeks=draw(st.integers(0, weeks)))
    inside = st.integers(0, 7 * weeks - 1).map(lambda n: first_day + timedelta(days=n))
    closing = draw(st.sampled_from((0, 4, 11)))
    opening = draw(st.sampled_from((0, 4, 11)))
    return Calendar(
        first_day,
        weeks,
        (
            FiscalYear(2026, date(2026, 7, 1), date(2026, 12, 31) - timedelta(days=closing)),
            FiscalYear(2027, date(2027, 1, 1) + timedelta(days=opening), date(2027, 12, 15)),
        ),
        tuple(Holiday(day, "Libur") for day in draw(st.lists(inside, max_size=3, unique=True))),
        draw(st.integers(1, 3)),
    )


@st.composite
def _roles(draw) -> tuple[Role, ...]:
    roles = []
    for n in range(draw(st.integers(1, 2))):
        if draw(_mostly):
            price, days = draw(st.integers(1, 4)), draw(st.sampled_from((8, 5, 3, 0)))
            roles.append(Role(f"r{n}", f"Peran {n}", 1, price, days, draw(st.sampled_from(CODES))))
        else:
            roles.append(Role(f"r{n}", f"Peran {n}", 1))
    return tuple(roles)


@st.composite
def _staff(draw, roles: tuple[Role, ...], calendar: Calendar) -> tuple[StaffMember, ...]:
    days = st.integers(0, 7 * calendar.weeks - 1).map(
        lambda n: calendar.first_day + timedelta(days=n)
    )
    staff = []
    for n in range(draw(_many(4))):
        absences = []
        if not draw(_mostly):
            first = draw(days)
            absences.append(Absence(first, first + timedelta(days=draw(st.integers(0, 6)))))
        staff.append(
            StaffMember(
                f"p{n}",
                roles[n % len(roles)].id,
                draw(st.sampled_from((50, 40, 33, 20, 7))),
                None if draw(_mostly) else draw(days),
                None if draw(_mostly) else draw(days),
                tuple(absences),
            )
        )
    return tuple(staff)


@st.composite
def _need(draw, n: int, calendar: Calendar) -> Need:
    deadlines = st.integers(0, 7 * calendar.weeks).map(
        lambda days: calendar.first_day + timedelta(days=days)
    )
    return Need(
        f"n{n}",
        f"Kebutuhan {n}",
        draw(st.sampled_from(("a1", "a2"))),
        draw(st.integers(1, 5)),
        draw(st.booleans()),
        draw(st.none() | deadlines),
    )


@st.composite
def _option(draw, n: int, needs: tuple[Need, ...], before: tuple[Option, ...]) -> Option:
    first = needs[n % len(needs)]  # spread, so that options go together
    served = [first, *(need for need in draw(_few(needs)) if need != first)][:2]
    serves = tuple(Service(need.id, draw(st.integers(1, 100))) for need in served)
    ids = [option.id for option in before]
    others = [need.id for need in needs if need not in served]
    by_earlier = [need for need in others if any(need in _serves(option) for option in before)]
    demand = None if draw(st.booleans()) else draw(_capacities(1, 6))
    excludes = _some(draw, ids)
    return Option(
        f"o{n}",
        f"Pilihan {n}",
        draw(st.sampled_from(OptionKind)),
        serves,
        yearly_costs=tuple(draw(_few_costs())),
        demand=demand,
        requires_needs=_some(draw, by_earlier),
        requires_options=_some(draw, [each for each in ids if each not in excludes]),
        excludes=excludes,
    )


def _serves(option: Option) -> set[str]:
    return {service.need for service in option.serves}


def _some(draw, ids: list[str]) -> tuple[str, ...]:
    """None mostly, else one of `ids`."""
    if not ids or draw(_mostly):
        return ()
    return (draw(st.sampled_from(ids)),)


def _few(items) -> st.SearchStrategy[list]:
    return st.lists(st.sampled_from(items), max_size=2, unique=True)


def _few_costs() -> st.SearchStrategy[list[Cost]]:
    costs = st.builds(Cost, st.sampled_from(CODES), st.integers(1, 9))
    return _mostly.flatmap(lambda one: st.lists(costs, max_size=1 if one else 2))


@st.composite
def _activity(
    draw,
    n: int,
    options: tuple[Option, ...],
    roles: tuple[Role, ...],
    before: tuple[Activity, ...],
    size: Size,
) -> Activity:
    own = options[n % len(options)]
    of = [own, *(option for option in draw(_few(options)) if option != own)][:2]
    least = draw(st.integers(1, size.longest))
    efforts = draw(st.lists(st.sampled_from(roles), min_size=1, max_size=2, unique=True))
    after = draw(_few(before)) if before and draw(st.booleans()) else []
    return Activity(
        f"k{n}",
        f"Kegiatan {n}",
        tuple(option.id for option in of),
        least,
        least + draw(st.integers(0, 1)),
        tuple(Effort(role.id, draw(st.integers(1, 50))) for role in efforts),
        tuple(Precedence(each.id, draw(st.integers(0, 1))) for each in after),
        tuple(draw(_few_costs())),
    )


@st.composite
def _budget(draw, size: Size) -> tuple[BudgetLine, ...]:
    """Up to two lines for each pool, or none."""
    most = 12 * size.options
    return tuple(
        BudgetLine(year, code, draw(st.sampled_from((most, most, most // 2, most // 3, 4))))
        for year in (2026, 2027)
        for code in CODES
        for _ in range(draw(st.sampled_from((1, 1, 1, 2, 0))))
    )


@st.composite
def _servers(draw) -> tuple[Server, ...]:
    return tuple(
        Server(
            f"s{n}",
            f"Peladen {n}",
            draw(_capacities(6, 12)),
            draw(_capacities(0, 4)),
            draw(st.sampled_from((0, 15, 30))),
        )
        for n in range(draw(st.sampled_from((1, 2, 0))))
    )


@st.composite
def _purchases(draw, size: Size) -> tuple[ServerPurchase, ...]:
    return tuple(
        ServerPurchase(
            f"b{n}",
            f"Beli {n}",
            draw(_capacities(5, 12)),
            draw(st.sampled_from((0, 20))),
            draw(st.integers(1, 15)),
            draw(st.sampled_from(CODES)),
            draw(st.integers(1, 3)),
            draw(st.integers(1, 2)),
        )
        for n in range(draw(st.sampled_from((1, 0))))
    )


def _capacities(least: int, most: int) -> st.SearchStrategy[Capacity]:
    each = st.integers(least, most)
    return st.builds(Capacity, each, each, each)
