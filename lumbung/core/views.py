"""Signing in and out, one's own account, and the choice of language."""

from django.http import HttpRequest, HttpResponseBase
from django.views.i18n import set_language

from lumbung.core.access import Right, access


@access(Right.SEE_PUBLIC)
def language_set(request: HttpRequest) -> HttpResponseBase:
    return set_language(request)
