"""One function a kind of row, found by its identifier and then created or changed: safe to run
twice. For loading an example city or any other prepared set.

References may be given as rows or as identifiers (an agency's slug, a role's slug, a year).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from lumbung.core.models import User
from lumbung.kit.errors import NotFoundError
from lumbung.registry.actions.rows import change_row, create_row
from lumbung.registry.models import (
    Absence,
    Agency,
    Application,
    BudgetLine,
    FiscalYear,
    Holiday,
    PublicService,
    Server,
    ServerPurchase,
    StaffMember,
    StaffRole,
)

Row = TypeVar("Row", bound=Model)


def create_or_update_agency(slug: str, *, by: User | None = None, **fields: Any) -> Agency:
    return _put(Agency, {"slug": slug}, fields, by)


def create_or_update_staff_role(slug: str, *, by: User | None = None, **fields: Any) -> StaffRole:
    return _put(StaffRole, {"slug": slug}, fields, by)


@transaction.atomic
def create_or_update_staff_member(
    slug: str,
    *,
    role: StaffRole | str,
    absences: Iterable[tuple[date, date, str]] | None = None,
    by: User | None = None,
    **fields: Any,
) -> StaffMember:
    """`absences` (from, until, reason), where given, replace those known."""
    fields["role"] = _found(StaffRole, "slug", role)
    member = _put(StaffMember, {"slug": slug}, fields, by)
    if absences is not None:
        member.absences.all().delete()
        Absence.objects.bulk_create(
            Absence(member=member, from_day=start, until_day=end, reason=reason)
            for start, end, reason in absences
        )
    return member


def create_or_update_server(slug: str, *, by: User | None = None, **fields: Any) -> Server:
    return _put(Server, {"slug": slug}, fields, by)


def create_or_update_server_purchase(
    slug: str, *, by: User | None = None, **fields: Any
) -> ServerPurchase:
    return _put(ServerPurchase, {"slug": slug}, fields, by)


def create_or_update_fiscal_year(year: int, *, by: User | None = None, **fields: Any) -> FiscalYear:
    return _put(FiscalYear, {"year": year}, fields, by)


def create_or_update_holiday(day: date, *, by: User | None = None, **fields: Any) -> Holiday:
    return _put(Holiday, {"day": day}, fields, by)


def create_or_update_budget_line(
    fiscal_year: FiscalYear | int,
    code: str,
    source_of_funds: str = "",
    *,
    by: User | None = None,
    **fields: Any,
) -> BudgetLine:
    key = {
        "fiscal_year": _found(FiscalYear, "year", fiscal_year),
        "code": code,
        "source_of_funds": source_of_funds,
    }
    return _put(BudgetLine, key, fields, by)


def create_or_update_application(
    name: str, *, owner: Agency | str | None = None, by: User | None = None, **fields: Any
) -> Application:
    if fields.get("server") is not None:
        fields["server"] = _found(Server, "slug", fields["server"])
    agency = None if owner is None else _found(Agency, "slug", owner)
    return _put(Application, {"name": name, "owner": agency}, fields, by)


def create_or_update_public_service(
    slug: str, *, agency: Agency | str, by: User | None = None, **fields: Any
) -> PublicService:
    fields["agency"] = _found(Agency, "slug", agency)
    return _put(PublicService, {"slug": slug}, fields, by)


def _put(kind: type[Row], key: dict[str, Any], fields: dict[str, Any], by: User | None) -> Row:
    row = kind._default_manager.filter(**key).first()
    if row is None:
        return create_row(kind, key | fields, by=by)
    return change_row(row, fields, by=by)


def _found(kind: type[Row], field: str, value: Row | str | int) -> Row:
    if isinstance(value, kind):
        return value
    try:
        return kind._default_manager.get(**{field: value})
    except kind.DoesNotExist:  # type: ignore[attr-defined]
        raise NotFoundError(kind=kind._meta.model_name, key=value) from None
