"""What two plans differ in, beyond needs and levels: options that move, change server, come or go,
and the figures of both side by side."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from lumbung.kit.templatetags.amounts import days, rupiah, share
from lumbung.planning.domain.figures import PlanFigures, ScheduledOption
from lumbung.planning.domain.redaction import is_hidden
from lumbung.planning.domain.wording import LEVELS
from lumbung.planning.queries import PlanComparison, PlanDetail

DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True)
class OptionChange:
    """An option in both plans; `moved_weeks` above 0 where B goes live later."""

    name: str
    moved_weeks: int
    server_a: str
    server_b: str

    @property
    def earlier_weeks(self) -> int:
        return -self.moved_weeks

    @property
    def changes_server(self) -> bool:
        return self.server_a != self.server_b


@dataclass(frozen=True, slots=True)
class FigurePair:
    name: str
    a: str
    b: str

    @property
    def differs(self) -> bool:
        return self.a != self.b


def comparison_context(compared: PlanComparison) -> dict[str, object]:
    in_a, in_b = _options(compared.a), _options(compared.b)
    return {
        "compared": compared,
        "figures": _figures(compared),
        "enters": [in_b[id] for id in in_b if id not in in_a],
        "leaves": [in_a[id] for id in in_a if id not in in_b],
        "changes": list(_changes(compared, in_a, in_b)),
        "otherwise": [need for need in compared.needs if need.differs],
    }


def _options(detail: PlanDetail) -> dict[str, ScheduledOption]:
    options = detail.figures.schedule.options if detail.figures else ()
    return {option.id: option for option in options if not is_hidden(option.id)}


def _changes(
    compared: PlanComparison, in_a: dict[str, ScheduledOption], in_b: dict[str, ScheduledOption]
) -> Iterable[OptionChange]:
    servers_a, servers_b = _servers(compared.a), _servers(compared.b)
    for id, before in in_a.items():
        after = in_b.get(id)
        if after is None:
            continue
        moved = (after.go_live_day - before.go_live_day).days // DAYS_PER_WEEK
        change = OptionChange(
            after.name,
            moved,
            servers_a.get(before.server or "", ""),
            servers_b.get(after.server or "", ""),
        )
        if moved or change.changes_server:
            yield change


def _servers(detail: PlanDetail) -> dict[str, str]:
    return {each.id: each.name for each in detail.figures.servers} if detail.figures else {}


def _figures(compared: PlanComparison) -> list[FigurePair]:
    a, b = compared.a.figures, compared.b.figures
    if a is None or b is None:
        return []
    pairs = zip(_rows(a), _rows(b), strict=True)
    rows = [FigurePair(name, in_a, in_b) for (name, in_a), (_name, in_b) in pairs]
    return rows + [
        FigurePair(_(LEVELS[level.name]), _level(level.value_a), _level(level.value_b))
        for level in compared.levels
        if level.name in {"misses", "coverage", "service"}
    ]


def _level(value: int | None) -> str:
    return "–" if value is None else number_format(value)


def _rows(figures: PlanFigures) -> list[tuple[str, str]]:
    money, coverage = figures.money.total, figures.coverage
    bought = sum(role.outside_decidays for role in figures.load)
    return [
        (_("Coverage, by weight"), share(coverage.percent)),
        (_("Needs served"), f"{coverage.needs_served} / {coverage.needs_total}"),
        (_("Planned to be spent"), rupiah(money.spent_idr)),
        (_("Share of the budget"), share(money.spent_percent)),
        (_("Saved against building alone"), rupiah(figures.savings.saved_idr)),
        (_("Own person-days"), days(sum(role.own_decidays for role in figures.load))),
        (_("Days bought outside"), days(bought)),
        (_("Servers bought"), str(sum(server.is_bought for server in figures.servers))),
    ]
