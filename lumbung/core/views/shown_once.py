"""A secret on its way from a POST to the page that shows it once: in a signed cookie of a minute,
so that our database never holds it."""

from django.http import HttpRequest, HttpResponse

NAME = "shown_once"
MOST_AGE_S = 60


def hand_over(request: HttpRequest, response: HttpResponse, secret: str) -> HttpResponse:
    """Lets the next page of the same person show `secret`."""
    response.set_signed_cookie(
        NAME,
        secret,
        salt=_salt(request),
        max_age=MOST_AGE_S,
        httponly=True,
        samesite="Strict",
        secure=request.is_secure(),
    )
    return response


def handed_over(request: HttpRequest) -> str:
    """The secret to show, or an empty text."""
    found = request.get_signed_cookie(NAME, default="", salt=_salt(request), max_age=MOST_AGE_S)
    return found or ""


def forget(response: HttpResponse) -> HttpResponse:
    """Makes sure that it is not shown, or kept by the browser, again."""
    response.delete_cookie(NAME, samesite="Strict")
    response.headers["Cache-Control"] = "no-store"
    return response


def _salt(request: HttpRequest) -> str:
    return f"{NAME}:{request.user.pk}:{request.path_info.split('/')[1]}"
