"""A plan as a treasurer reads it in the terminal: what is reached, what it costs, when, what not.

All figures come from `planning.domain.figures`; whatever rests on invented input is marked.
"""

from rich.console import Console
from rich.table import Table

from lumbung.kit.errors import gettext_noop
from lumbung.planning.domain.figures import PlanFigures, plan_figures
from lumbung.planning.domain.plan import SolveResult, SolveStatus
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.domain.wording import STATUSES
from lumbung.planning.terminal.language import Language
from lumbung.planning.terminal.summary.proof import levels_table, proof_sentence, record_sentence
from lumbung.planning.terminal.summary.services import served_table, unmet_table
from lumbung.planning.terminal.summary.tables import load_table, money_table, servers_table

__all__ = ["print_summary"]

NOTHING = {
    SolveStatus.INFEASIBLE: gettext_noop("It is proven that no plan keeps all rules."),
    SolveStatus.UNKNOWN: gettext_noop("Give it more time: --time-limit."),
}


def print_summary(
    console: Console, scenario: Scenario, result: SolveResult, language: Language
) -> None:
    console.print()
    console.print(_title(scenario, language), style="bold")
    if result.plan is None:
        console.print(language.gettext(STATUSES[result.status]), style="bold red")
        console.print(language.gettext(NOTHING[result.status]))
        return
    figures = plan_figures(scenario, result.plan)
    if figures.rests_on_example:
        console.print(
            language.gettext("Whatever is marked “example” rests on invented input, not on facts."),
            style="yellow",
        )
    console.print()
    console.print(_headlines(result, figures, language))
    tables = (
        money_table(figures.money, language),
        load_table(figures.load, language),
        servers_table(figures.servers, language),
        served_table(scenario, figures, language),
        unmet_table(scenario, result, figures, language),
        levels_table(result.levels, language),
    )
    for table in tables:
        if table.row_count:
            console.print()
            console.print(table)
    console.print()
    console.print(record_sentence(result.record, language), style="dim")


def _title(scenario: Scenario, language: Language) -> str:
    calendar = scenario.calendar
    facts = {
        "name": scenario.name,
        "first": language.day(calendar.first_day),
        "last": language.day(calendar.friday(calendar.weeks - 1)),
    }
    return language.filled(gettext_noop("Work plan %(name)s, %(first)s to %(last)s"), facts)


def _headlines(result: SolveResult, figures: PlanFigures, language: Language) -> Table:
    """Label and sentence, one line for each thing that matters most."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    table.add_row(language.gettext("Service"), _service(figures, language))
    table.add_row(language.gettext("Money"), _money(figures, language))
    table.add_row(language.gettext("Savings"), _savings(figures, language))
    table.add_row(language.gettext("Proof"), proof_sentence(result, language))
    return table


def _service(figures: PlanFigures, language: Language) -> str:
    coverage = figures.coverage
    sentence = language.gettext(
        "%(served)s of %(total)s needs served: %(percent)s by weight, %(fit)s counting how well "
        "each fits"
    )
    return sentence % {
        "served": coverage.needs_served,
        "total": coverage.needs_total,
        "percent": language.percent(coverage.percent),
        "fit": language.percent(coverage.fit_percent),
    } + language.brackets(coverage.rests_on_example)


def _money(figures: PlanFigures, language: Language) -> str:
    total = figures.money.total
    sentence = language.gettext("%(spent)s of a budget of %(budget)s (%(percent)s)")
    return sentence % {
        "spent": language.rupiah(total.spent_idr),
        "budget": language.rupiah(total.budget_idr),
        "percent": language.percent(total.spent_percent),
    } + language.brackets(total.rests_on_example)


def _savings(figures: PlanFigures, language: Language) -> str:
    savings = figures.savings
    if not savings.needs:
        return language.gettext("not known: the scenario has no building or buying to compare with")
    if savings.saved_idr < 0:
        sentence = language.gettext(
            "none: %(saved)s dearer than each agency alone (%(alone)s), over the cost lifetime"
        )
    else:
        sentence = language.gettext(
            "%(saved)s against each agency alone (%(alone)s), over the cost lifetime"
        )
    return sentence % {
        "saved": language.rupiah(abs(savings.saved_idr)),
        "alone": language.rupiah(savings.alone_idr),
    } + language.brackets(savings.rests_on_example)
