"""A plan's proof and the reasons of its unmet needs, in words a mayor understands.

Only sentences: what they tell was found and verified by the planner (domain.plan) and is not
judged again here.
"""

from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lumbung.kit.templatetags.amounts import days, rupiah_short, share
from lumbung.planning.domain.plan import (
    Level,
    LevelName,
    MeansChange,
    MeansKind,
    SolveResult,
    SolveStatus,
    UnmetNeed,
)
from lumbung.planning.domain.scenario import DECIDAYS_PER_DAY, Need, Scenario
from lumbung.planning.domain.wording import CAUSES, LEVELS

SERVICE_LEVELS = {LevelName.MISSES, LevelName.COVERAGE}


@dataclass(frozen=True, slots=True)
class LevelWords:
    """One level of the objective: its name, its value, and how good that is known to be."""

    name: str
    value: str
    proof: str
    is_proven: bool


@dataclass(frozen=True, slots=True)
class UnmetWords:
    """An unmet need: why, and what would serve it (empty where nothing is known to)."""

    need: Need
    agency: str
    reason: str
    binding: tuple[str, ...]
    remedy: str
    is_cheapest: bool


def proof_headline(result: SolveResult) -> str:
    """How good the plan is known to be, in one sentence."""
    if result.status == SolveStatus.OPTIMAL:
        return _("Proven best: no other plan within these means serves more, or as much for less.")
    if result.status == SolveStatus.INFEASIBLE:
        return _("Proven: no plan keeps to these means.")
    if result.status == SolveStatus.UNKNOWN:
        return _("No plan was found in the time given.")
    first = [level for level in result.levels if level.name in SERVICE_LEVELS]
    if first and all(level.is_proven for level in first):
        return _("Valid, and proven best in what it serves; what is left to prove stands below.")
    return _("Valid: it keeps to all means. How far it may be from the best stands below.")


def stage_words(stage: str) -> str:
    """What the planner is at (domain.solving.Stage and domain.explaining), for whoever watches."""
    return {
        "": _("Waiting for the worker"),
        "first_plan": _("Looking for a first plan"),
        "misses": _("Mandatory needs and deadlines"),
        "coverage": _("Serving as much as the means allow"),
        "cost": _("Doing the same for less money"),
        "service": _("Going live earlier"),
        "load": _("Evening out the load"),
        "done": _("Nearly done"),
    }.get(stage, _("Finding out why needs stay unmet"))


def level_words(level: Level) -> LevelWords:
    return LevelWords(_(LEVELS[level.name]), _level_value(level), _proof(level), level.is_proven)


def _level_value(level: Level) -> str:
    return _amount(level.name, level.value)


def _amount(name: LevelName, value: int) -> str:
    return days(value) if name == LevelName.LOAD else number_format(value)


def _proof(level: Level) -> str:
    if level.is_proven:
        return _("proven best")
    if level.bound is None or level.gap is None:
        return _("no bound known")
    told = {"bound": _amount(level.name, level.bound), "share": share(100 * level.gap)}
    if level.maximise:
        return _("no plan can reach more than %(bound)s (%(share)s away)") % told
    if level.bound == 0:
        return _("whether a plan can do with less is not proven")
    return _("no plan can do with less than %(bound)s (%(share)s away)") % told


def unmet_words(scenario: Scenario, unmet: UnmetNeed) -> UnmetWords:
    need = scenario.need[unmet.need]
    return UnmetWords(
        need,
        next((each.name for each in scenario.agencies if each.id == need.agency), need.agency),
        _(CAUSES[unmet.cause]),
        tuple(binding_words(scenario, mean) for mean in unmet.binding),
        _remedy(scenario, unmet),
        unmet.is_cheapest,
    )


def binding_words(scenario: Scenario, mean: str) -> str:
    """Means ids as in domain.plan.MeansKind: `year/code`, `role/year`, or a purchase."""
    before, _slash, after = mean.partition("/")
    if before.isdigit() and after:
        return _("Budget %(year)s of %(code)s") % {
            "year": before,
            "code": _code_name(scenario, int(before), after),
        }
    if before in scenario.role and after:
        return _("Working days of %(role)s in %(year)s") % {
            "role": scenario.role[before].name,
            "year": after,
        }
    kind = next((kind for kind in scenario.purchases if kind.id == mean), None)
    return _("Room on the servers (%(server)s)") % {"server": kind.name} if kind else mean


def _code_name(scenario: Scenario, year: int, code: str) -> str:
    for line in scenario.budget:
        if (line.fiscal_year, line.code) == (year, code) and line.name:
            return f"{line.name} ({code})"
    return code


def _remedy(scenario: Scenario, unmet: UnmetNeed) -> str:
    if not unmet.changes:
        return ""
    changes = [_change(scenario, change) for change in unmet.changes]
    listed = changes[0]
    for change in changes[1:]:
        listed = _("%(first)s and %(second)s") % {"first": listed, "second": change}
    listed = listed[0].upper() + listed[1:]
    option = scenario.option.get(unmet.option or "")
    if option is None:
        return _("%(changes)s would serve it.") % {"changes": listed}
    return _("%(changes)s would serve it, by %(option)s.") % {
        "changes": listed,
        "option": option.name,
    }


def _change(scenario: Scenario, change: MeansChange) -> str:
    price = rupiah_short(change.price_idr)
    before, _slash, after = change.id.partition("/")
    if change.kind == MeansKind.MONEY:
        return _("%(price)s more in the budget %(year)s of %(code)s") % {
            "price": price,
            "year": before,
            "code": _code_name(scenario, int(before), after) if before.isdigit() else after,
        }
    if change.kind == MeansKind.STAFF:
        return _staff_change(scenario, change)
    if change.kind == MeansKind.SERVER:
        kind = next((kind for kind in scenario.purchases if kind.id == change.id), None)
        return ngettext(
            "%(count)s more server %(server)s (%(price)s)",
            "%(count)s more servers %(server)s (%(price)s)",
            change.amount,
        ) % {
            "count": number_format(change.amount),
            "server": kind.name if kind else change.id,
            "price": price,
        }
    return ngettext("%(count)s week more time", "%(count)s weeks more time", change.amount) % {
        "count": number_format(change.amount)
    }


def _staff_change(scenario: Scenario, change: MeansChange) -> str:
    role, _slash, year = change.id.partition("/")
    told = {
        "days": days(change.amount),
        "role": scenario.role[role].name if role in scenario.role else role,
        "year": year,
        "price": rupiah_short(change.price_idr),
    }
    count = -(-change.amount // DECIDAYS_PER_DAY)
    if change.until_week <= change.from_week:
        return (
            ngettext(
                "%(days)s more day of %(role)s in %(year)s (worth %(price)s)",
                "%(days)s more days of %(role)s in %(year)s (worth %(price)s)",
                count,
            )
            % told
        )
    told["first"] = date_format(scenario.calendar.monday(change.from_week), "j M Y")
    told["last"] = date_format(scenario.calendar.friday(change.until_week - 1), "j M Y")
    return (
        ngettext(
            "%(days)s more day of %(role)s from %(first)s to %(last)s (worth %(price)s)",
            "%(days)s more days of %(role)s from %(first)s to %(last)s (worth %(price)s)",
            count,
        )
        % told
    )
