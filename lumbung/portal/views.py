"""Pages that join rooms: the public front page."""

from django.http import HttpResponse
from django.shortcuts import render

from lumbung.core.access import Right, access
from lumbung.kit.htmx import HtmxHttpRequest


@access(Right.SEE_PUBLIC)
def home(request: HtmxHttpRequest) -> HttpResponse:
    return render(request, "portal/home.html")
