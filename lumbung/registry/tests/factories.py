"""Rows for tests, with sensible defaults and unique identifiers. Plain functions; any field may be
given. Other rooms' tests import these; nothing outside tests does."""

from datetime import date
from itertools import count
from typing import Any

from lumbung.core.tests.factories import PASSWORD, make_agency, make_token, make_user
from lumbung.registry import models

__all__ = ["PASSWORD", "make_agency", "make_token", "make_user"]
_numbers = count(1)


def make_region(code: str = "61.72", **fields: Any) -> models.Region:
    defaults = {"name": "Kota Singkawang", "level": models.Region.Level.CITY}
    return models.Region.objects.get_or_create(code=code, defaults=defaults | fields)[0]


def make_role(**fields: Any) -> models.StaffRole:
    number = next(_numbers)
    defaults = {"slug": f"role-{number}", "name": f"Role {number}", "day_value_idr": 500_000}
    return models.StaffRole.objects.create(**(defaults | fields))


def make_member(role: models.StaffRole | None = None, **fields: Any) -> models.StaffMember:
    number = next(_numbers)
    defaults = {"slug": f"member-{number}", "post": f"Post {number}", "decidays_per_week": 30}
    return models.StaffMember.objects.create(role=role or make_role(), **(defaults | fields))


def make_absence(member: models.StaffMember, **fields: Any) -> models.Absence:
    defaults = {"from_day": date(2027, 3, 1), "until_day": date(2027, 3, 5)}
    return models.Absence.objects.create(member=member, **(defaults | fields))


CAPACITY = {"cpu_millicores": 16_000, "memory_mib": 65_536, "disk_gib": 2_000}


def make_server(**fields: Any) -> models.Server:
    number = next(_numbers)
    defaults: dict[str, Any] = {"slug": f"server-{number}", "name": f"Server {number}", **CAPACITY}
    return models.Server.objects.create(**(defaults | fields))


def make_purchase(**fields: Any) -> models.ServerPurchase:
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "slug": f"purchase-{number}",
        "name": f"Server kind {number}",
        "price_idr": 150_000_000,
        "budget_code": "5.2.02.10.02.0004",
        "lead_weeks": 8,
        **CAPACITY,
    }
    return models.ServerPurchase.objects.create(**(defaults | fields))


def make_application(owner: models.Agency | None = None, **fields: Any) -> models.Application:
    fields.setdefault("name", f"Application {next(_numbers)}")
    return models.Application.objects.create(owner=owner, **fields)


def make_service(agency: models.Agency | None = None, **fields: Any) -> models.PublicService:
    number = next(_numbers)
    defaults = {"slug": f"service-{number}", "name": f"Service {number}"}
    return models.PublicService.objects.create(
        agency=agency or make_agency(), **(defaults | fields)
    )


def make_fiscal_year(year: int = 2027, **fields: Any) -> models.FiscalYear:
    defaults = {"spend_from": date(year, 1, 18), "spend_until": date(year, 12, 10)}
    return models.FiscalYear.objects.get_or_create(year=year, defaults=defaults | fields)[0]


def make_holiday(day: date = date(2027, 8, 17), **fields: Any) -> models.Holiday:
    return models.Holiday.objects.create(day=day, **({"name": "Hari Kemerdekaan"} | fields))


def make_budget_line(
    fiscal_year: models.FiscalYear | None = None, **fields: Any
) -> models.BudgetLine:
    defaults = {
        "code": "2.16.03.2.02.0015",
        "source_of_funds": f"PAD {next(_numbers)}",
        "amount_idr": 100_000_000,
    }
    return models.BudgetLine.objects.create(
        fiscal_year=fiscal_year or make_fiscal_year(), **(defaults | fields)
    )


def make_budget_code(year: int = 2025, **fields: Any) -> models.BudgetCode:
    defaults = {
        "code": f"2.16.03.2.02.{next(_numbers):04}",
        "level": "sub kegiatan",
        "name": "Sub kegiatan",
    }
    return models.BudgetCode.objects.create(year=year, **(defaults | fields))
