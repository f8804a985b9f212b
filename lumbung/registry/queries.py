"""What other rooms and the registry's own pages read: querysets in a fixed order.

Reference lists are the same for everybody who may see the registry; applications are limited to
the viewer's agency where the viewer is an agency officer.
"""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from lumbung.core.access import sees_all_agencies
from lumbung.core.models import User
from lumbung.kit.errors import NotFoundError
from lumbung.registry.errors import UploadExpired
from lumbung.registry.models import (
    Absence,
    Agency,
    Application,
    BudgetCode,
    BudgetLine,
    FiscalYear,
    Holiday,
    ImportUpload,
    PublicService,
    Region,
    Server,
    ServerPurchase,
    StaffMember,
    StaffRole,
)
from lumbung.registry.row_rules import rule_findings

__all__ = [
    "absences",
    "agencies",
    "agency",
    "all_applications",
    "applications",
    "budget_codes",
    "budget_lines",
    "fiscal_years",
    "holidays",
    "public_services",
    "region",
    "regions",
    "rule_findings",
    "server_purchases",
    "servers",
    "staff_members",
    "staff_roles",
    "upload",
]


def regions() -> QuerySet[Region]:
    return Region.objects.select_related("parent")


def region(code: str) -> Region:
    """Raises NotFoundError where the list has no such Kemendagri code."""
    try:
        return regions().get(code=code)
    except Region.DoesNotExist:
        raise NotFoundError(kind="region", key=code) from None


def agencies() -> QuerySet[Agency]:
    return Agency.objects.all()


def agency(slug: str) -> Agency:
    """Raises NotFoundError."""
    try:
        return Agency.objects.get(slug=slug)
    except Agency.DoesNotExist:
        raise NotFoundError(kind="agency", key=slug) from None


def fiscal_years() -> QuerySet[FiscalYear]:
    return FiscalYear.objects.all()


def holidays() -> QuerySet[Holiday]:
    return Holiday.objects.all()


def budget_codes() -> QuerySet[BudgetCode]:
    return BudgetCode.objects.all()


def budget_lines() -> QuerySet[BudgetLine]:
    return BudgetLine.objects.select_related("fiscal_year")


def staff_roles() -> QuerySet[StaffRole]:
    return StaffRole.objects.all()


def staff_members() -> QuerySet[StaffMember]:
    """With role and absences fetched."""
    return StaffMember.objects.select_related("role").prefetch_related("absences")


def servers() -> QuerySet[Server]:
    return Server.objects.all()


def server_purchases() -> QuerySet[ServerPurchase]:
    return ServerPurchase.objects.all()


def public_services() -> QuerySet[PublicService]:
    return PublicService.objects.select_related("agency").prefetch_related("applications")


def absences() -> QuerySet[Absence]:
    return Absence.objects.select_related("member")


def all_applications() -> QuerySet[Application]:
    """Whoever owns them; who may see them is the caller's check."""
    return Application.objects.select_related("owner", "server")


def upload(pk: UUID, *, entity: str, user: User) -> ImportUpload:
    """A file the user uploaded. Raises UploadExpired where it is not, or no longer, kept."""
    uploads = ImportUpload.objects.select_related("user__agency")
    found = uploads.filter(pk=pk, user=user, entity=entity).first()
    if found is None or found.is_expired:
        raise UploadExpired
    return found


def applications(viewer: User | AnonymousUser) -> QuerySet[Application]:
    """All for those who see all agencies, else those that the viewer's own agency owns."""
    found = all_applications()
    if sees_all_agencies(viewer):
        return found
    return found.filter(owner=getattr(viewer, "agency_id", None) or -1)
