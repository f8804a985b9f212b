"""What a list's GET form chose."""

from collections.abc import Iterable

from django.http import HttpRequest

MOST_CHARACTERS = 200


def chosen_filters(request: HttpRequest, names: Iterable[str]) -> dict[str, str]:
    """Each filter's text, empty where none is chosen; bounded, and without NUL, which PostgreSQL
    does not take."""
    return {
        name: request.GET.get(name, "").replace("\x00", "").strip()[:MOST_CHARACTERS]
        for name in names
    }
