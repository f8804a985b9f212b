"""The API under /api/: token or session sign-in, problem+json errors, one router a room."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from lumbung import __version__
from lumbung.core.api import TokenAuth, problem_response
from lumbung.kit.errors import LumbungError

api = NinjaAPI(
    title="Lumbung",
    version=__version__,
    description="Needs, offers and means in; a work plan out. Errors are RFC 9457 problem details.",
    auth=TokenAuth(),
    urls_namespace="api",
)


@api.exception_handler(LumbungError)
def _lumbung_error(request: HttpRequest, error: LumbungError) -> HttpResponse:
    return problem_response(request, error)
