"""The region's rows as the entries of a scenario document: what the registry, the catalogue and
this room know, in the shape of scenario.yml. Nothing is judged here.

Rows come in the order they were made, so that a loaded file comes out as it went in.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from lumbung.planning.models import Horizon, Need, Option, SharedActivity
from lumbung.registry import queries as registry

Entries = list[dict[str, Any]]


def scenario_entries(horizon: Horizon) -> dict[str, Any]:
    """Everything of the region that a plan over `horizon` may use: accepted needs, and the options
    that are open to the planner and serve one of them."""
    needs = list(
        Need.objects.filter(state=Need.State.ACCEPTED)
        .select_related("agency", "service")
        .order_by("pk")
    )
    return {
        "format": "lumbung-scenario/1",
        "name": horizon.name,
        "region": horizon.region_id,
        "source": horizon.source,
        "example": horizon.example,
        "calendar": _calendar(horizon),
        "agencies": _agencies(),
        "needs": [_need(need) for need in needs],
        "roles": _roles(),
        "staff": _staff(),
        "budget": _budget(_years(horizon)),
        "servers": _servers(),
        "purchases": _purchases(),
        "shared_activities": [row.document for row in SharedActivity.objects.order_by("pk")],
        "options": _options({need.pk: need.slug for need in needs}),
    }


def _last_day(horizon: Horizon) -> date:
    return horizon.first_day + timedelta(weeks=horizon.weeks, days=-1)


def _years(horizon: Horizon) -> range:
    """The calendar years of the horizon's Fridays."""
    first = horizon.first_day + timedelta(days=4)
    return range(first.year, (_last_day(horizon) - timedelta(days=2)).year + 1)


def _calendar(horizon: Horizon) -> dict[str, Any]:
    years = registry.fiscal_years().filter(year__in=_years(horizon)).order_by("year")
    holidays = registry.holidays().filter(day__range=(horizon.first_day, _last_day(horizon)))
    return {
        "first_day": horizon.first_day,
        "weeks": horizon.weeks,
        "cost_lifetime_years": horizon.cost_lifetime_years,
        "fiscal_years": [
            _picked(year, "year", "spend_from", "spend_until", "source", "example")
            for year in years
        ],
        "holidays": [
            _picked(row, "day", "name", "source", "example") for row in holidays.order_by("day")
        ],
    }


def _agencies() -> Entries:
    return [
        _named(agency) | _picked(agency, "source", "example")
        for agency in registry.agencies().order_by("pk")
    ]


def _need(need: Need) -> dict[str, Any]:
    return {
        **_named(need),
        **_picked(need, "weight", "mandatory", "deadline", "source", "example"),
        "agency": need.agency.slug,
        "service": need.service.name if need.service else "",
    }


def _roles() -> Entries:
    columns = ("day_value_idr", "outside_day_price_idr", "outside_days_per_year")
    return [
        {
            **_named(role),
            **_picked(role, *columns, "source", "example"),
            "outside_budget_code": role.outside_budget_code or None,
        }
        for role in registry.staff_roles().order_by("pk")
    ]


def _staff() -> Entries:
    return [
        {
            "id": member.slug,
            "role": member.role.slug,
            "days_per_week": member.decidays_per_week / 10,
            **_picked(member, "from_day", "until_day", "source", "example"),
            "absences": [
                _picked(absence, "from_day", "until_day", "reason")
                for absence in member.absences.all()
            ],
        }
        for member in registry.staff_members().order_by("pk")
    ]


def _budget(years: Iterable[int]) -> Entries:
    lines = registry.budget_lines().filter(fiscal_year__year__in=years).order_by("pk")
    columns = ("code", "amount_idr", "name", "source_of_funds", "source", "example")
    return [{"fiscal_year": line.fiscal_year.year, **_picked(line, *columns)} for line in lines]


def _servers() -> Entries:
    return [
        {
            **_named(server),
            "total": _capacity(server),
            "used": _capacity(server, "used_"),
            **_picked(server, "kept_free_percent", "source", "example"),
        }
        for server in registry.servers().order_by("pk")
    ]


def _purchases() -> Entries:
    columns = ("kept_free_percent", "price_idr", "budget_code", "lead_weeks", "max_count")
    return [
        {
            **_named(purchase),
            "total": _capacity(purchase),
            **_picked(purchase, *columns, "source", "example"),
        }
        for purchase in registry.server_purchases().order_by("pk")
    ]


def _options(needs: dict[int, str]) -> Entries:
    rows = Option.objects.filter(is_enabled=True).prefetch_related("services").order_by("pk")
    entries = [(row, _serves(row, needs)) for row in rows]
    return [_option(row, serves) for row, serves in entries if serves]


def _serves(option: Option, needs: dict[int, str]) -> Entries:
    return [
        {"need": needs[service.need_id], "fit_percent": service.fit_percent}
        for service in option.services.all()
        if service.need_id in needs
    ]


def _option(option: Option, serves: Entries) -> dict[str, Any]:
    return {
        **option.recipe,
        **_named(option),
        **_picked(option, "kind", "provider_name", "terms", "source", "example"),
        "provider": option.provider_id or "",
        "serves": serves,
    }


def _named(row: Any) -> dict[str, Any]:
    return {"id": row.slug, "name": row.name}


def _picked(row: Any, *columns: str) -> dict[str, Any]:
    return {column: getattr(row, column) for column in columns}


def _capacity(row: Any, prefix: str = "") -> dict[str, int]:
    columns = ("cpu_millicores", "memory_mib", "disk_gib")
    return {column: getattr(row, prefix + column) for column in columns}
