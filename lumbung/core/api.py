"""What every API operation shares: who calls (bearer token), and how errors look (RFC 9457)."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from lumbung.core.models import ApiToken, User
from lumbung.kit.errors import DocumentInvalid, LumbungError, NotFoundError, RefusedError

STATUS_OF: dict[type[LumbungError], HTTPStatus] = {
    RefusedError: HTTPStatus.FORBIDDEN,
    NotFoundError: HTTPStatus.NOT_FOUND,
    DocumentInvalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}


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


def problem_response(request: HttpRequest, error: LumbungError) -> HttpResponse:
    """A LumbungError as application/problem+json; findings keep their key, line and column."""
    status = next(
        (STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF),
        HTTPStatus.BAD_REQUEST,
    )
    problem: dict[str, object] = {
        "type": f"about:blank#{error.code}",
        "title": _(error.message) % error.facts if error.facts else _(error.message),
        "status": status,
        "detail": _(error.hint) % error.facts if error.hint else "",
        "instance": request.path,
    }
    if isinstance(error, DocumentInvalid):
        problem["errors"] = [
            {
                "key": finding.key,
                "line": finding.line,
                "column": finding.column,
                "severity": finding.severity,
                "message": _(finding.message) % dict(finding.facts),
                "hint": _(finding.hint) % dict(finding.facts) if finding.hint else "",
            }
            for finding in error.findings
        ]
    return JsonResponse(problem, status=status, content_type="application/problem+json")
