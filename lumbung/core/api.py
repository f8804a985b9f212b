"""What every API operation shares: who calls (bearer token or the browser's session), how often,
and how errors look (RFC 9457, application/problem+json)."""

from collections.abc import Callable, Sequence
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.security import HttpBearer, SessionAuth
from ninja.throttling import AuthRateThrottle

from lumbung.core.access import Right, access, acting_user
from lumbung.core.models import ApiToken, User
from lumbung.kit.errors import (
    ConflictError,
    DocumentInvalid,
    LumbungError,
    NotFoundError,
    RefusedError,
)

STATUS_OF: dict[type[LumbungError], HTTPStatus] = {
    RefusedError: HTTPStatus.FORBIDDEN,
    NotFoundError: HTTPStatus.NOT_FOUND,
    ConflictError: HTTPStatus.CONFLICT,
    DocumentInvalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}
CONTENT_TYPE = "application/problem+json"


class TokenAuth(HttpBearer):
    """`Authorization: Bearer lmb_…`, a token made on the account page and not revoked."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        found = (
            ApiToken.objects.select_related("user")
            .filter(digest=ApiToken.digest_of(token), revoked_at=None, user__is_active=True)
            .first()
        )
        if found is None:
            return None
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=timezone.now())
        request.user = found.user
        return found.user


class BrowserAuth(SessionAuth):
    """The session of somebody signed in; writing needs the CSRF token, as on a page."""

    def __call__(self, request: HttpRequest) -> User | None:
        if not request.user.is_authenticated or "Authorization" in request.headers:
            return None
        found: User | None = super().__call__(request)
        return found


class CallerThrottle(AuthRateThrottle):
    """By person, in each process on its own."""

    def __init__(self, rate: str = "600/m") -> None:
        super().__init__(rate)


def install_problems(api: NinjaAPI) -> None:
    """Makes every error of the API a problem document."""
    handlers: dict[type[Exception], Callable[..., HttpResponse]] = {
        LumbungError: problem_response,
        ValidationError: _validation_response,
        HttpError: _http_response,
        Http404: _not_found_response,
        PermissionDenied: _denied_response,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def problem_response(request: HttpRequest, error: LumbungError) -> HttpResponse:
    """A LumbungError as a problem; findings keep their key, line and column."""
    found = error.findings if isinstance(error, DocumentInvalid) else None
    return _problem(
        request,
        status=status_of(error),
        code=error.code,
        title=_(error.message) % error.facts if error.facts else _(error.message),
        detail=_(error.hint) % error.facts if error.hint else "",
        errors=None
        if found is None
        else [
            {
                "key": finding.key,
                "line": finding.line,
                "column": finding.column,
                "severity": finding.severity,
                "message": _(finding.message) % dict(finding.facts),
                "hint": _(finding.hint) % dict(finding.facts) if finding.hint else "",
            }
            for finding in found
        ],
    )


def status_of(error: LumbungError) -> HTTPStatus:
    kinds = (STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF)
    return next(kinds, HTTPStatus.BAD_REQUEST)


@access(Right.SEE_PUBLIC)
def no_such_operation(request: HttpRequest, path: str) -> HttpResponse:
    """Whatever else is asked for under /api/."""
    return problem_response(request, NotFoundError())


def _problem(
    request: HttpRequest,
    *,
    status: int,
    code: str,
    title: str,
    detail: str = "",
    errors: list[dict[str, object]] | None = None,
) -> HttpResponse:
    problem: dict[str, object] = {
        "type": f"about:blank#{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.path,
    }
    if errors is not None:
        problem["errors"] = errors
    return JsonResponse(problem, status=status, content_type=CONTENT_TYPE)


def _validation_response(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Pydantic's findings, each with the path of its field."""
    return _problem(
        request,
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        code="request-invalid",
        title=_("The request is not as the API describes it."),
        detail=_("Correct the fields named; nothing was stored."),
        errors=[{"key": _key(found["loc"]), "message": found["msg"]} for found in error.errors],
    )


def _key(place: Sequence[str | int]) -> str:
    """The path without where it stands (body, query) and, in a body, the parameter's own name."""
    skipped = 2 if place[0] == "body" and len(place) > 2 else 1
    return ".".join(str(part) for part in place[skipped:])


def _http_response(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error, AuthenticationError):
        title = _("Sign in with an API token, or in the browser.")
        response = _problem(request, status=401, code="not-signed-in", title=title)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    if isinstance(error, Throttled):
        title = _("Too many calls; wait a little.")
        return _problem(request, status=429, code="too-many-calls", title=title)
    code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
    return _problem(request, status=error.status_code, code=code, title=str(error))


def _not_found_response(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem_response(request, NotFoundError())


def _denied_response(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return problem_response(request, RefusedError())


router = Router(tags=["account"])


class Me(Schema):
    username: str
    role: str
    agency: str | None


@router.get("/me", response=Me, summary="Who the token or session is")
@access(Right.SIGNED_IN)
def me(request: HttpRequest) -> dict[str, str | None]:
    user = acting_user(request)
    agency = user.agency.slug if user.agency else None
    return {"username": user.username, "role": user.role, "agency": agency}
