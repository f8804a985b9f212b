"""Needs, options and a whole tiny city for tests. `make_city` is solved in well under a second."""

from datetime import date
from itertools import count
from typing import Any

from lumbung.planning import models
from lumbung.registry.models import Agency
from lumbung.registry.tests.factories import (
    make_agency,
    make_budget_line,
    make_fiscal_year,
    make_member,
    make_region,
    make_role,
    make_server,
)

_numbers = count(1)
FIRST_DAY = date(2027, 1, 4)
CODE = "5.1.02"


def make_need(agency: Agency | None = None, **fields: Any) -> models.Need:
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "slug": f"need-{number}",
        "name": f"Kebutuhan {number}",
        "state": models.Need.State.ACCEPTED,
    }
    return models.Need.objects.create(agency=agency or make_agency(), **(defaults | fields))


def make_option(*needs: models.Need, fit_percent: int = 80, **fields: Any) -> models.Option:
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "slug": f"option-{number}",
        "name": f"Pilihan {number}",
        "kind": "build",
        "recipe": make_recipe(),
    }
    option = models.Option.objects.create(**(defaults | fields))
    for need in needs:
        models.OptionService.objects.create(option=option, need=need, fit_percent=fit_percent)
    return option


def make_recipe(days: float = 4.0, weeks: int = 2, cost_idr: int = 5_000_000) -> dict[str, Any]:
    """One activity of the role `engineer`, and a little room on a server."""
    return {
        "activities": [
            {
                "id": "install",
                "name": "Pemasangan",
                "least_weeks": weeks,
                "effort_days": {"engineer": days},
                "costs": [{"code": CODE, "amount_idr": cost_idr}],
            }
        ],
        "demand": {"cpu_millicores": 500, "memory_mib": 512, "disk_gib": 5},
    }


def make_shared_activity(slug: str = "pks", **fields: Any) -> models.SharedActivity:
    document = {"id": slug, "name": "PKS", "least_weeks": 1} | fields
    return models.SharedActivity.objects.create(slug=slug, document=document)


def make_horizon(**fields: Any) -> models.Horizon:
    defaults: dict[str, Any] = {
        "name": "Rencana uji",
        "region": make_region(),
        "first_day": FIRST_DAY,
        "weeks": 26,
    }
    return models.Horizon.objects.create(**(defaults | fields))


def make_means() -> None:
    """One year, money, one engineer and one server."""
    make_budget_line(make_fiscal_year(2027), code=CODE, amount_idr=12_000_000)
    make_member(make_role(slug="engineer", name="Perekayasa"), decidays_per_week=30)
    make_server()


def make_city(needs: int = 3) -> list[models.Need]:
    """A region whose needs each have one option; the money serves two of them."""
    make_horizon()
    make_means()
    stated = [make_need(weight=10 + number) for number in range(needs)]
    for need in stated:
        make_option(need)
    return stated
