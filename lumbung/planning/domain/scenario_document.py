"""`scenario.yml`: the shape of the planner's input file. Its JSON Schema is generated from here.

Only shape and ranges; what spans entries (references, cycles, dates outside the horizon) is found
by `scenario_checks`, and the frozen values the planner works on are made by `scenario_reading`.
"""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, Strict

from lumbung.catalogue.domain.recipes.recipe import (
    ActivityDocument,
    BudgetCode,
    CapacityDocument,
    Document,
    Id,
    Name,
    RecipeDocument,
    Rupiah,
)
from lumbung.kit.document_messages import worded_problem
from lumbung.kit.errors import gettext_noop
from lumbung.planning.domain.scenario import OptionKind

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2150, 12, 31)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _parse_day(value: object) -> object:
    """YAML 1.2 keeps dates as text. Other spellings of ISO 8601 (2027-W01-1) people read wrongly; a
    day so far off that the horizon would leave the calendar is a slip of the pen."""
    if not isinstance(value, str):
        return value
    day = _iso_day(value)
    if day is None:
        raise worded_problem(
            gettext_noop("“%(value)s” is no day."), gettext_noop("Write it like 2027-01-31.")
        )
    if not FIRST_DAY <= day <= LAST_DAY:
        raise worded_problem(
            gettext_noop("“%(value)s” is too far off."), gettext_noop("Look at the year.")
        )
    return day


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


Day = Annotated[date, BeforeValidator(_parse_day)]
Kind = Annotated[OptionKind, Strict(False)]
Percent = Annotated[int, Field(ge=0, le=100)]


class FiscalYearDocument(Document):
    year: int = Field(ge=2000, le=2100)
    spend_from: Day = Field(description="First day money may be paid, after the DPA is set")
    spend_until: Day = Field(description="Last day money may be paid, before the year's closing")


class HolidayDocument(Document):
    day: Day
    name: Name


class CalendarDocument(Document):
    first_day: Day = Field(description="The first Monday of the plan")
    weeks: int = Field(ge=1, le=520)
    cost_lifetime_years: int = Field(
        5, ge=1, le=30, description="Span for comparing yearly costs, whenever they start"
    )
    fiscal_years: tuple[FiscalYearDocument, ...] = Field(min_length=1)
    holidays: tuple[HolidayDocument, ...] = ()


class AgencyDocument(Document):
    id: Id
    name: Name


class NeedDocument(Document):
    id: Id
    name: Name
    agency: Id
    service: str = Field("", description="The public service that gets better")
    weight: int = Field(ge=1, le=1000)
    mandatory: bool = False
    deadline: Day | None = Field(None, description="Last day on which it must be live")


class RoleDocument(Document):
    id: Id
    name: Name
    day_value_idr: Rupiah = Field(description="Value of one person-day when weighing changes")
    outside_day_price_idr: Rupiah | None = None
    outside_days_per_year: int = Field(0, ge=0, le=100_000)
    outside_budget_code: BudgetCode | None = None


class AbsenceDocument(Document):
    from_day: Day
    until_day: Day
    reason: str = ""


class StaffDocument(Document):
    id: Id
    role: Id
    days_per_week: float = Field(ge=0, le=5, multiple_of=0.1)
    from_day: Day | None = None
    until_day: Day | None = None
    absences: tuple[AbsenceDocument, ...] = ()


class BudgetLineDocument(Document):
    fiscal_year: int = Field(ge=2000, le=2100)
    code: BudgetCode
    amount_idr: Rupiah
    name: str = ""
    source_of_funds: str = ""


class ServerDocument(Document):
    id: Id
    name: Name
    total: CapacityDocument
    used: CapacityDocument = CapacityDocument()
    kept_free_percent: Percent = 0


class PurchaseDocument(Document):
    id: Id
    name: Name
    total: CapacityDocument
    kept_free_percent: Percent = 0
    price_idr: Rupiah
    budget_code: BudgetCode
    lead_weeks: int = Field(ge=1, le=520)
    max_count: int = Field(ge=1, le=20)


class ServiceDocument(Document):
    need: Id
    fit_percent: int = Field(ge=1, le=100)


class OptionDocument(RecipeDocument):
    id: Id
    name: Name
    kind: Kind
    serves: tuple[ServiceDocument, ...] = Field(min_length=1)
    provider: str = Field("", description="Kemendagri code of the offering region")
    provider_name: str = ""
    terms: str = ""


class ScenarioDocument(Document):
    """One region's needs, options and means."""

    format: Literal["lumbung-scenario/1"]
    name: Name
    region: str = Field(pattern=r"^[0-9]{2}(\.[0-9]{2})?$", description="Kemendagri code")
    calendar: CalendarDocument
    agencies: tuple[AgencyDocument, ...] = Field(min_length=1)
    needs: tuple[NeedDocument, ...] = Field(min_length=1)
    roles: tuple[RoleDocument, ...] = ()
    staff: tuple[StaffDocument, ...] = ()
    budget: tuple[BudgetLineDocument, ...] = ()
    servers: tuple[ServerDocument, ...] = ()
    purchases: tuple[PurchaseDocument, ...] = ()
    shared_activities: tuple[ActivityDocument, ...] = ()
    options: tuple[OptionDocument, ...] = Field(min_length=1)
