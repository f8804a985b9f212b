"""The kind of API that `/v1` is: errors in its own shape, readable from any web page, and answers
that a client need not fetch twice (ETag)."""

from collections.abc import Callable
from functools import partial, wraps
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from ninja import NinjaAPI
from ninja.errors import ValidationError, ValidationErrorContext

from lumbung.catalogue.v1.problems import HANDLERS

READING = ("GET", "HEAD")


class OpenCatalogApi(NinjaAPI):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for kind, handler in HANDLERS.items():
            self.add_exception_handler(kind, handler)

    @property
    def urls(self) -> tuple[list[Any], str, str]:
        """HEAD, which the library does not know, is answered wherever GET is."""
        found: tuple[list[Any], str, str] = super().urls
        for pattern in found[0]:
            if not isinstance(pattern.callback, partial):  # those are the documentation's pages
                pattern.callback = _answers_head(pattern.callback)
        return found

    def create_response(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """Adds an ETag to what was read, and answers 304 where the caller has it already."""
        response = super().create_response(request, *args, **options)
        if request.method not in READING or response.status_code != 200:
            return response
        etag = f'"{sha256(response.content).hexdigest()[:32]}"'
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "no-cache"
        found = get_conditional_response(request, etag=etag, response=response)
        return _open_to_all(request, found if found is not None else response)

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        return _open_to_all(request, super().on_exception(request, exc))

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> ValidationError:
        """As the library's own, with the value sent, which it leaves out."""
        return ValidationError(
            [
                {
                    "loc": (
                        context.model.__ninja_param_source__,
                        *context.model.__ninja_flatten_map_reverse__.get(each["loc"], each["loc"]),
                    ),
                    "type": each["type"],
                    "input": each.get("input"),
                }
                for context in error_contexts
                for each in context.pydantic_validation_error.errors(include_url=False)
            ]
        )


def _answers_head(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if request.method != "HEAD":
            return view(request, *args, **options)
        request.method = "GET"
        try:
            return view(request, *args, **options)
        finally:
            request.method = "HEAD"  # whoever sends the answer leaves its body out

    return answered


def _open_to_all(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Pages of other sites may read it (CORS); they cannot write, for that takes a token and a
    preflight that is not answered."""
    if request.method in READING:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response
