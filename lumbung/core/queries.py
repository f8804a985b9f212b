"""People, tokens and the audit log, for pages and for other rooms."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from lumbung.core.models import ApiToken, AuditEntry, User
from lumbung.kit.errors import NotFoundError


def people() -> QuerySet[User]:
    return User.objects.select_related("agency").order_by("username")


def person(pk: int) -> User:
    """Raises NotFoundError."""
    try:
        return people().get(pk=pk)
    except User.DoesNotExist:
        raise NotFoundError(kind="person", key=pk) from None


def people_like(*, text: str = "", role: str = "", state: str = "") -> QuerySet[User]:
    """People whose user name or name holds `text`; `state` is active, inactive or empty for all."""
    found = people().filter(
        Q(username__icontains=text)
        | Q(first_name__icontains=text)
        | Q(last_name__icontains=text)
        | Q(agency__name__icontains=text)
    )
    if role:
        found = found.filter(role=role)
    if state:
        found = found.filter(is_active=state == "active")
    return found


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """The user's tokens, newest first, revoked ones included."""
    return ApiToken.objects.filter(user=user).order_by("-created_at", "-pk")


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Empty fields do not limit; both days are inclusive, in the site's time zone."""

    text: str = ""
    user: User | None = None
    action: str = ""
    outcome: str = ""
    from_day: date | None = None
    until_day: date | None = None


def audit_entries(wanted: AuditFilter) -> QuerySet[AuditEntry]:
    """Newest first."""
    found = AuditEntry.objects.select_related("user")
    limits: dict[str, object] = {
        "user": wanted.user,
        "action": wanted.action,
        "outcome": wanted.outcome,
        "at__date__gte": wanted.from_day,
        "at__date__lte": wanted.until_day,
        "subject__icontains": wanted.text,
    }
    return found.filter(**{name: value for name, value in limits.items() if value})


def audit_actions() -> list[str]:
    """The actions that occur in the log, for the filter."""
    return list(AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct())


def agency_of(slug: str) -> Any:
    """The agency with that identifier, or None. Core knows agencies by the user's key to them."""
    kind: Any = User._meta.get_field("agency").related_model
    return kind._default_manager.filter(slug=slug).first()
