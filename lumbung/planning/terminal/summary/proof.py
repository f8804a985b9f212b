"""How good the plan is, and how it came about: the objective's levels with value, bound and gap."""

from collections.abc import Iterable

from rich.table import Table

from lumbung.kit.errors import gettext_noop
from lumbung.planning.domain.plan import Level, LevelName, SolveRecord, SolveResult
from lumbung.planning.domain.wording import LEVELS
from lumbung.planning.terminal.language import Language
from lumbung.planning.terminal.summary.tables import Column, line, new_table

SENTENCES = {
    LevelName.MISSES: gettext_noop(
        "valid; mandatory needs and deadlines missed: weight %(value)s, at least %(bound)s by proof"
    ),
    LevelName.COVERAGE: gettext_noop("valid; coverage at most %(gap)s from the best possible"),
    LevelName.COST: gettext_noop(
        "coverage proven best; its cost at most %(gap)s above the least possible"
    ),
    LevelName.SERVICE: gettext_noop(
        "coverage and cost proven best; the going live at most %(gap)s from the earliest possible"
    ),
    LevelName.LOAD: gettext_noop(
        "all but the evenness of the load proven best; it is at most %(gap)s above the least"
    ),
}


def proof_sentence(result: SolveResult, language: Language) -> str:
    """The status in a sentence a mayor may be told."""
    open_levels = [level for level in result.levels if not level.is_proven]
    if not open_levels:
        return language.gettext("proven best: within these means no plan does better")
    first = open_levels[0]
    if first.gap is None or first.bound is None:
        return language.gettext("valid; how far from the best is not known")
    facts = {
        "value": first.value,
        "bound": max(first.bound, 0),
        "gap": language.percent(100 * first.gap),
    }
    return language.filled(SENTENCES[first.name], facts)


def levels_table(levels: Iterable[Level], language: Language) -> Table:
    _ = language.gettext
    table = new_table(
        _("Objective, most important first"),
        (
            (_("Level"), Column.TEXT),
            (_("Value"), Column.NUMBER),
            (_("Bound"), Column.NUMBER),
            (_("Proof"), Column.SHORT),
        ),
    )
    for level in levels:
        table.add_row(
            line(_(LEVELS[level.name])),
            _amount(level.name, level.value, language),
            "–" if level.bound is None else _amount(level.name, level.bound, language),
            _proof(level, language),
        )
    return table


def _amount(name: LevelName, value: int, language: Language) -> str:
    is_load = name == LevelName.LOAD
    return language.person_days(value) if is_load else language.number(value)


def _proof(level: Level, language: Language) -> str:
    if level.is_proven:
        return language.gettext("proven best")
    if level.gap is None:
        return language.gettext("not known")
    gap = language.percent(100 * level.gap)
    return language.filled(gettext_noop("at most %(gap)s away"), {"gap": gap})


def record_sentence(record: SolveRecord, language: Language) -> str:
    sentence = language.gettext(
        "Planned in %(elapsed)s s (limit %(limit)s s) with seed %(seed)s, %(workers)s workers, "
        "%(solver)s; input %(sha256)s."
    ) % {
        "elapsed": language.number(record.elapsed_s, decimals=1),
        "limit": language.number(record.time_limit_s, decimals=1),
        "seed": record.seed,
        "workers": record.workers,
        "solver": record.solver,
        "sha256": record.scenario_sha256[:12],
    }
    if record.interrupted:
        ended = language.gettext("Stopped on request; this is the best so far.")
        return f"{sentence} {ended}"
    if not record.is_reproducible:
        ended = language.gettext("The clock ended it; another run may differ.")
        return f"{sentence} {ended}"
    return sentence
