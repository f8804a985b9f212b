"""Needs in the terminal's summary: which are served, by what, from when; which are not, and why."""

from collections.abc import Iterable

from rich.table import Table

from lumbung.kit.errors import gettext_noop
from lumbung.planning.domain.figures import PlanFigures
from lumbung.planning.domain.plan import MeansChange, MeansKind, SolveResult, UnmetCause, UnmetNeed
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.domain.wording import CAUSES
from lumbung.planning.terminal.language import Language, plain
from lumbung.planning.terminal.summary.tables import Column, line, new_table

CHANGES = {
    MeansKind.MONEY: gettext_noop("%(amount)s more money in %(id)s"),
    MeansKind.STAFF: gettext_noop("%(amount)s person-days more of %(id)s"),
    MeansKind.SERVER: gettext_noop("%(amount)s more of the server %(id)s"),
    MeansKind.TIME: gettext_noop("%(amount)s weeks more"),
}


def served_table(scenario: Scenario, figures: PlanFigures, language: Language) -> Table:
    _ = language.gettext
    table = new_table(
        _("Needs served"),
        (
            (_("Go-live"), Column.SHORT),
            (_("Need"), Column.TEXT),
            (_("Agency"), Column.TEXT),
            (_("Option"), Column.TEXT),
            (_("Fit"), Column.NUMBER),
        ),
    )
    agencies = {agency.id: agency.name for agency in scenario.agencies}
    for served in sorted(figures.coverage.served, key=lambda each: each.go_live_week or 0):
        if served.option is None or served.go_live_day is None:
            continue
        day = language.day(served.go_live_day)
        table.add_row(
            language.filled(gettext_noop("%(day)s (late)"), {"day": day})
            if served.is_late
            else day,
            line(served.need.name),
            line(agencies[served.need.agency]),
            line(served.option.name),
            language.percent(served.fit_percent),
            language.mark(served.rests_on_example),
        )
    return table


def unmet_table(
    scenario: Scenario, result: SolveResult, figures: PlanFigures, language: Language
) -> Table:
    _ = language.gettext
    table = new_table(
        _("Needs that stay unserved"),
        (
            (_("Need and agency"), Column.TEXT),
            (_("Why, and the cheapest change that would serve it"), Column.TEXT),
        ),
    )
    agencies = {agency.id: agency.name for agency in scenario.agencies}
    reasons = {unmet.need: unmet for unmet in result.unmet}
    for unserved in figures.coverage.unserved:
        need = unserved.need
        table.add_row(
            f"{plain(need.name)}\n{plain(agencies[need.agency])}",
            _reason(scenario, reasons.get(need.id), language),
            language.mark(need.example),
        )
    return table


def _reason(scenario: Scenario, unmet: UnmetNeed | None, language: Language) -> str:
    if unmet is None:
        return language.gettext(CAUSES[UnmetCause.UNDECIDED])
    reason = language.gettext(CAUSES[unmet.cause])
    return f"{reason} {_remedy(scenario, unmet, language)}" if unmet.changes else reason


def _remedy(scenario: Scenario, unmet: UnmetNeed, language: Language) -> str:
    changes = "; ".join(_change(scenario, one, language) for one in _by_mean(unmet.changes))
    price = sum(change.price_idr for change in unmet.changes)
    option = scenario.option[unmet.option].name if unmet.option else ""
    sentence = (
        gettext_noop("Cheapest help: %(changes)s (worth %(price)s), for: %(option)s.")
        if unmet.is_cheapest
        else gettext_noop("What would help: %(changes)s (worth %(price)s), for: %(option)s.")
    )
    facts = {"changes": changes, "price": language.rupiah(price), "option": option}
    return language.filled(sentence, facts)


def _by_mean(changes: Iterable[MeansChange]) -> Iterable[MeansChange]:
    """Days of one role in one year together; in which weeks they are needed, the page tells."""
    merged: dict[tuple[MeansKind, str], MeansChange] = {}
    for change in changes:
        key = (change.kind, change.id)
        known = merged.get(key)
        amount = change.amount + (known.amount if known else 0)
        price_idr = change.price_idr + (known.price_idr if known else 0)
        merged[key] = MeansChange(change.kind, change.id, amount, price_idr)
    return merged.values()


def _change(scenario: Scenario, change: MeansChange, language: Language) -> str:
    """Ids of means as in `MeansKind`."""
    amounts = {
        MeansKind.MONEY: language.rupiah,
        MeansKind.STAFF: language.person_days,
        MeansKind.SERVER: language.number,
        MeansKind.TIME: language.number,
    }
    facts = {"amount": amounts[change.kind](change.amount), "id": _mean(scenario, change, language)}
    return language.filled(CHANGES[change.kind], facts)


def _mean(scenario: Scenario, change: MeansChange, language: Language) -> str:
    if change.kind == MeansKind.SERVER:
        kinds = {kind.id: kind.name for kind in scenario.purchases}
        return kinds.get(change.id, change.id)
    if change.kind == MeansKind.STAFF:
        role, _, year = change.id.rpartition("/")
        name = scenario.role[role].name if role in scenario.role else role
        return language.filled(gettext_noop("%(role)s in %(year)s"), {"role": name, "year": year})
    if change.kind == MeansKind.MONEY:
        year, _, code = change.id.partition("/")
        facts = {"year": year, "code": code}
        return language.filled(gettext_noop("the budget of %(year)s, code %(code)s"), facts)
    return change.id
