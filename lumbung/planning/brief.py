"""A plan in a few sentences, for whoever has a minute: what is live when, which promises are not
kept, which means bind most, and what would help next. Names that the reader may not see are
counted, not told."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lumbung.kit.templatetags.amounts import share
from lumbung.planning.domain.figures import NeedCoverage, PlanFigures
from lumbung.planning.domain.plan import SolveResult, UnmetNeed
from lumbung.planning.domain.redaction import is_hidden
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.sentences import binding_words, unmet_words

MOST_BINDING_TOLD = 3


def brief(scenario: Scenario, result: SolveResult, figures: PlanFigures) -> tuple[str, ...]:
    return tuple(_sentences(scenario, result, figures))


def _sentences(scenario: Scenario, result: SolveResult, figures: PlanFigures) -> Iterator[str]:
    years = dict.fromkeys(quarter.year for quarter in scenario.calendar.quarters)
    told = (f"{share(_live_percent(figures, year))} ({year})" for year in years)
    yield _("Live at the end of each year, by weight: %(years)s.") % {"years": ", ".join(told)}
    yield from _promises(figures.coverage.needs)
    bound = Counter(mean for unmet in result.unmet for mean in unmet.binding)
    if bound:
        means = [binding_words(scenario, mean) for mean, _count in bound.most_common()]
        yield _("What binds most: %(means)s.") % {"means": "; ".join(means[:MOST_BINDING_TOLD])}

    yield from _next_need(scenario, result)


def _next_need(scenario: Scenario, result: SolveResult) -> Iterator[str]:
    """The unmet need that is cheapest to serve beside the plan; of equals the weightiest."""
    helped = [each for each in result.unmet if each.changes and not is_hidden(each.need)]
    if helped:
        cheapest = min(helped, key=lambda each: (_price(each), -scenario.need[each.need].weight))
        words = unmet_words(scenario, cheapest)
        yield _("Cheapest to serve next: %(need)s. %(remedy)s") % {
            "need": words.need.name,
            "remedy": words.remedy,
        }


def _price(unmet: UnmetNeed) -> int:
    return sum(change.price_idr for change in unmet.changes)


def _live_percent(figures: PlanFigures, year: int) -> float:
    coverage, last = figures.coverage, date(year, 12, 31)
    live = (need for need in coverage.served if need.go_live_day and need.go_live_day <= last)
    weight = sum(need.need.weight for need in live)
    return 100 * weight / coverage.weight_total if coverage.weight_total else 0.0


def _promises(needs: Iterable[NeedCoverage]) -> Iterator[str]:
    """Mandatory needs and deadlines: kept by all, or which are not."""
    promised = [need for need in needs if need.need.mandatory or need.need.deadline]
    missed = [need for need in promised if need.is_late or not need.is_served]
    if promised and not missed:
        yield ngettext(
            "The one mandatory or dated need is served in time.",
            "All %(count)s mandatory or dated needs are served in time.",
            len(promised),
        ) % {"count": len(promised)}
    told = [_missed(need) for need in missed if not is_hidden(need.need.id)]
    if told:
        yield _("Not kept: %(needs)s.") % {"needs": "; ".join(told)}
    if len(missed) > len(told):
        hidden = len(missed) - len(told)
        yield ngettext(
            "A promise to %(count)s need of another agency is not kept.",
            "Promises to %(count)s needs of other agencies are not kept.",
            hidden,
        ) % {"count": hidden}


def _missed(need: NeedCoverage) -> str:
    named = {"need": need.need.name}
    if need.need.deadline is None:
        return _("%(need)s (mandatory, unserved)") % named
    named["due"] = date_format(need.need.deadline, "j M Y")
    if need.go_live_day is None:
        return _("%(need)s (due %(due)s, unserved)") % named
    named["live"] = date_format(need.go_live_day, "j M Y")
    return _("%(need)s (due %(due)s, live %(live)s)") % named
