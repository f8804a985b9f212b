"""The body of a plan's page: pictures, unmet needs, tables. A finished plan never changes, so its
body is drawn once for each language, day, and circle of viewers who see the same of it.
"""

from collections import OrderedDict
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from lumbung.planning.charts.coverage import draw_coverage
from lumbung.planning.charts.gantt import draw_gantt
from lumbung.planning.charts.load import draw_load
from lumbung.planning.charts.servers import draw_servers
from lumbung.planning.charts.spending import draw_spending
from lumbung.planning.domain.figures import PlanFigures
from lumbung.planning.domain.plan import UnmetCause, UnmetNeed
from lumbung.planning.domain.redaction import is_hidden
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.queries import PlanDetail
from lumbung.planning.sentences import unmet_words

MOST_BODIES_KEPT = 24
_kept: OrderedDict[tuple[object, ...], SafeString] = OrderedDict()


def plan_body(detail: PlanDetail, *, circle: str, today: date) -> SafeString:
    """`circle` names those who see the same of the plan: an agency, or the empty text for all who
    see everything."""
    key = (
        detail.plan.pk,
        detail.plan.attempt,
        detail.plan.finished_at,
        circle,
        get_language(),
        today,
    )
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    body = render_to_string("planning/_plan_body.html", _body_context(detail, today))
    if detail.plan.finished_at is not None:
        _kept[key] = body
        while len(_kept) > MOST_BODIES_KEPT:
            _kept.popitem(last=False)
    return body


def _body_context(detail: PlanDetail, today: date) -> dict[str, Any]:
    figures = detail.figures
    unmet = _unmet(detail)
    words = [unmet_words(detail.scenario, each) for each in unmet if not is_hidden(each.need)]
    words.sort(key=lambda each: (not each.remedy, -each.need.weight))
    context: dict[str, Any] = {
        "plan": detail.plan,
        "spending_address": reverse("planning:plan-spending", args=[detail.plan.pk]),
        "example": mark_safe(render_to_string("kit/_example.html").strip()),
        "is_redacted": detail.is_redacted,
        "unmet": words,
        "unmet_hidden": len(unmet) - len(words),
    }
    return context | (_pictures(detail.scenario, figures, today) if figures else {})


def _unmet(detail: PlanDetail) -> list[UnmetNeed]:
    """Every unserved need; one whose reason was not looked for, or not found, says so."""
    told = {each.need: each for each in (detail.result.unmet if detail.result else ())}
    if detail.figures is None:
        return list(told.values())
    unserved = (each.need.id for each in detail.figures.coverage.unserved)
    return [told.get(need) or UnmetNeed(need, UnmetCause.UNDECIDED) for need in unserved]


def _pictures(scenario: Scenario, figures: PlanFigures, today: date) -> dict[str, Any]:
    return {
        "figures": figures,
        "gantt": draw_gantt(scenario, figures, today),
        "coverage": draw_coverage(scenario, figures, today),
        "load": draw_load(scenario, figures, today),
        "spending": draw_spending(figures),
        "servers": draw_servers(scenario, figures),
        "pools": [pool for pool in figures.money.pools if pool.budget_idr or pool.spent_idr],
        "agencies": [row for row in figures.agencies if not is_hidden(row.agency.id)],
    }
