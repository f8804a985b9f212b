"""Errors of `/v1`: problem documents (RFC 9457) with `validationErrors`, each a field, the rule it
breaks and the value sent, as clients of the open catalogue API know them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja.errors import (
    AuthenticationError,
    HttpError,
    Throttled,
    ValidationError,
)

from lumbung.core.api import CONTENT_TYPE, status_of
from lumbung.kit.destinations import FetchRefused
from lumbung.kit.errors import DocumentInvalid, LumbungError, NotFoundError, RefusedError

LONGEST_VALUE, LONGEST_DETAIL = 255, 2048
MOST_ERRORS = 10
# Pydantic's kinds of error, in the words of the open catalogue API.
RULES = {
    "missing": "required",
    "extra_forbidden": "unknown",
    "string_too_short": "min",
    "string_too_long": "max",
    "too_short": "gt",
    "too_long": "max",
    "greater_than_equal": "min",
    "less_than_equal": "max",
    "int_parsing": "number",
    "int_type": "number",
    "bool_parsing": "boolean",
    "bool_type": "boolean",
    "string_type": "string",
    "string_unicode": "string",
    "string_pattern_mismatch": "pattern",
    "literal_error": "oneof",
    "enum": "oneof",
    "none_required": "required",
    "list_type": "array",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
}


def problem(
    status: int, title: str, detail: str, errors: Iterable[Mapping[str, str]] = ()
) -> HttpResponse:
    document: dict[str, Any] = {"title": title, "detail": detail, "status": status}
    listed = list(errors)[:MOST_ERRORS]
    if listed:
        document["validationErrors"] = listed
    return JsonResponse(document, status=status, content_type=CONTENT_TYPE)


def _of_ours(request: HttpRequest, error: LumbungError) -> HttpResponse:
    title = _(error.message) % error.facts if error.facts else _(error.message)
    hint = _(error.hint) % error.facts if error.hint else ""
    if not isinstance(error, DocumentInvalid):
        return problem(status_of(error), title, hint or title)
    found = [{"field": each.key, "rule": "invalid", "value": ""} for each in error.findings]
    told = [_(each.message) % dict(each.facts) for each in error.findings[:MOST_ERRORS]]
    return problem(422, title, " ".join(told)[:LONGEST_DETAIL] or title, found)


def _of_an_address(request: HttpRequest, error: FetchRefused) -> HttpResponse:
    """An address of the right form that leads nowhere one may go."""
    title = _("The request is not as the API describes it.")
    told = _(error.message) % error.facts if error.facts else _(error.message)
    return problem(422, title, told, [{"field": "url", "rule": "webhook_url", "value": ""}])


def _of_the_request(request: HttpRequest, error: ValidationError) -> HttpResponse:
    found = [
        {"field": _field(each["loc"]), "rule": _rule(each), "value": _value(each)}
        for each in error.errors
    ]
    told = ", ".join(sorted({f"{each['field']} ({each['rule']})" for each in found}))
    title = _("The request is not as the API describes it.")
    return problem(422, title, _("Not accepted: %(fields)s") % {"fields": told}, found)


def _field(place: tuple[str | int, ...]) -> str:
    """The field without where it stands (query, body and the body parameter's name)."""
    skipped = 2 if place[0] == "body" and len(place) > 2 else 1
    return ".".join(str(part) for part in place[skipped:] or place[-1:])


def _rule(found: Mapping[str, Any]) -> str:
    return RULES.get(found["type"], str(found["type"]))


def _value(found: Mapping[str, Any]) -> str:
    sent = found.get("input", "")
    return sent[:LONGEST_VALUE] if isinstance(sent, str) and _is_plain(sent) else ""


def _is_plain(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _of_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error, AuthenticationError):
        title = _("A valid API token is needed.")
        response = problem(401, title, _("Send one as Authorization: Bearer lmb_…"))
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    if isinstance(error, Throttled):
        response = problem(429, _("Too many calls."), _("Wait a little and go on."))
        if error.wait is not None:
            response.headers["Retry-After"] = str(max(1, round(error.wait)))
        return response
    if error.status_code == 400:
        return problem(400, _("The request cannot be read."), _("invalid or malformed JSON"))
    return problem(error.status_code, str(error), str(error))


def _of_size(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    title = _("The request is too large.")
    return problem(413, title, _("Send a shorter one."))


HANDLERS: dict[type[Exception], Callable[..., HttpResponse]] = {
    FetchRefused: _of_an_address,
    LumbungError: _of_ours,
    ValidationError: _of_the_request,
    HttpError: _of_http,
    RequestDataTooBig: _of_size,
    Http404: lambda request, error: _of_ours(request, NotFoundError()),
    PermissionDenied: lambda request, error: _of_ours(request, RefusedError()),
}
