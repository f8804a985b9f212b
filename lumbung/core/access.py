"""Who may do what: the one place. Every page and API call names the right it needs; one that names
none is refused to everybody, so that forgetting fails closed.

Rights are by role. Whose row it is (an agency's own) is decided by `require_agency` and by queries
that take the viewer; every refusal is written to the audit log.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from lumbung.core.models import AuditEntry, Role, User
from lumbung.kit.errors import RefusedError


class Right(StrEnum):
    SEE_PUBLIC = "see-public"  # public pages; everybody
    SIGNED_IN = "signed-in"  # one's own account
    SEE_REGISTRY = "see-registry"
    EDIT_REGISTRY = "edit-registry"
    EDIT_APPLICATIONS = "edit-applications"  # an agency: its own
    SEE_NEEDS = "see-needs"  # an agency: its own
    EDIT_NEEDS = "edit-needs"  # an agency: its own
    SEE_OFFERS = "see-offers"
    EDIT_OFFERS = "edit-offers"
    REQUEST_ADOPTIONS = "request-adoptions"  # an agency: its own
    APPROVE_ADOPTIONS = "approve-adoptions"  # requests of others for what we offer
    SEE_AGREEMENTS = "see-agreements"
    EDIT_AGREEMENTS = "edit-agreements"
    APPROVE_AGREEMENTS = "approve-agreements"
    SHARE_EXPERIENCE = "share-experience"  # an agency: in its own name
    MODERATE = "moderate"
    SEE_PEERS = "see-peers"
    MANAGE_PEERS = "manage-peers"
    SEE_PLANS = "see-plans"
    EDIT_PLANS = "edit-plans"  # options, and starting and stopping a solve
    SEE_AUDIT = "see-audit"
    MANAGE_PEOPLE = "manage-people"


_EVERYBODY = frozenset({Right.SEE_PUBLIC})
_SIGNED_IN = _EVERYBODY | {
    Right.SIGNED_IN,
    Right.SEE_REGISTRY,
    Right.SEE_NEEDS,
    Right.SEE_OFFERS,
    Right.SEE_PLANS,
}
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CIO: frozenset(Right),
    Role.INTEGRATOR: frozenset(Right)
    - {Right.MANAGE_PEOPLE, Right.APPROVE_ADOPTIONS, Right.APPROVE_AGREEMENTS},
    Role.AGENCY: _SIGNED_IN
    | {
        Right.EDIT_NEEDS,
        Right.EDIT_APPLICATIONS,
        Right.REQUEST_ADOPTIONS,
        Right.SHARE_EXPERIENCE,
    },
    Role.AUDITOR: _SIGNED_IN | {Right.SEE_AUDIT, Right.SEE_AGREEMENTS, Right.SEE_PEERS},
}


def rights_of(user: User | AnonymousUser) -> frozenset[Right]:
    if isinstance(user, User) and user.is_active:
        return RIGHTS[Role(user.role)]
    return _EVERYBODY


def has_right(user: User | AnonymousUser, right: Right) -> bool:
    return right in rights_of(user)


def acting_user(request: HttpRequest) -> User:
    """Who acts, in a view or operation whose right the public does not have."""
    if not isinstance(request.user, User):
        _refuse(request.user, Right.SIGNED_IN, request.path)
    return cast(User, request.user)


def sees_all_agencies(user: User | AnonymousUser) -> bool:
    """False for agency officers, who see only what is their own agency's."""
    return isinstance(user, User) and user.role != Role.AGENCY


def require_right(user: User | AnonymousUser, right: Right, *, subject: str = "") -> None:
    """Raises RefusedError, after logging it, unless the role carries `right`."""
    if not has_right(user, right):
        _refuse(user, right, subject)


def require_agency(
    user: User | AnonymousUser, agency_id: int | None, right: Right, *, subject: str = ""
) -> None:
    """As require_right; an agency officer must also belong to the agency `agency_id`."""
    require_right(user, right, subject=subject)
    own = getattr(user, "agency_id", None)
    if not sees_all_agencies(user) and (agency_id is None or own != agency_id):
        _refuse(user, right, subject)


def _refuse(user: User | AnonymousUser, right: Right, subject: str) -> None:
    AuditEntry.objects.create(
        user=user if isinstance(user, User) else None,
        action=right,
        subject=subject[:200],
        outcome=AuditEntry.Outcome.REFUSED,
    )
    raise RefusedError(right=right, subject=subject)


def access(right: Right) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declares the right a page or an API operation needs. `AccessMiddleware` (pages) and the API's
    router (operations) judge it before the view runs."""

    def declare(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            require_right(request.user, right, subject=request.path)
            return view(request, *args, **kwargs)

        guarded.required_right = right  # type: ignore[attr-defined]
        return guarded

    return declare


# Views of others that bring their own check: name of the module -> reason.
TRUSTED_MODULES = {
    "ninja.operation": "operations are declared with @access one by one (tests/architecture)",
    "ninja.openapi.views": "the API's own documentation is public",
}


def is_trusted(view: Callable[..., Any]) -> bool:
    """Whether a view that declares no right is one of TRUSTED_MODULES."""
    return getattr(view, "func", view).__module__ in TRUSTED_MODULES


class AccessMiddleware:
    """Refuses every page that declares no right, and sends visitors to sign in where that helps."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        right = getattr(view, "required_right", None)
        if right is None:
            if is_trusted(view):
                return None
            raise PermissionDenied(f"{view.__module__} declares no right")
        if not request.user.is_authenticated and not has_right(request.user, right):
            return redirect_to_login(request.get_full_path())
        return None
