"""Pages that join rooms: the public front page, and the desk of whoever is signed in."""

from itertools import groupby

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from lumbung.core.access import Right, access
from lumbung.core.models import User
from lumbung.kit.htmx import HtmxHttpRequest
from lumbung.planning.queries import PublishedSummary, plans, published_summary
from lumbung.portal.desk import tasks_of
from lumbung.registry.queries import regions


@access(Right.SEE_PUBLIC)
def home(request: HtmxHttpRequest) -> HttpResponse:
    if isinstance(request.user, User):
        return _desk(request, request.user)
    summary = published_summary()
    context = {
        "region": regions().filter(code=settings.REGION_CODE).first(),
        "summary": summary,
        "years": _by_year(summary) if summary else [],
    }
    return render(request, "portal/home.html", context)


def _by_year(summary: PublishedSummary) -> list[tuple[int, list[object]]]:
    years = groupby(summary.services, key=lambda service: service.day.year)
    return [(year, list(services)) for year, services in years]


def _desk(request: HtmxHttpRequest, user: User) -> HttpResponse:
    context = {
        "person": user.get_full_name() or user.get_username(),
        "tasks": tasks_of(user),
        "plan": plans(user).order_by("-is_published", "-created_at", "-pk").first(),
    }
    return render(request, "portal/desk.html", context)
