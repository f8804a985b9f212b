"""The one place where errors become pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lumbung.core.api import status_of
from lumbung.kit.errors import DocumentInvalid, LumbungError


class error_pages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, LumbungError):
            return None
        context = {
            "message": _(error.message) % error.facts if error.facts else _(error.message),
            "hint": _(error.hint) % error.facts if error.hint else "",
            "findings": error.findings if isinstance(error, DocumentInvalid) else (),
        }
        return render(request, "kit/error.html", context, status=status_of(error))
