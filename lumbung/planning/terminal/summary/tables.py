"""Means in the terminal's summary: money by year and code, busiest weeks by role, servers."""

from collections.abc import Iterable
from enum import Enum, auto

from rich import box
from rich.table import Table
from rich.text import Text

from lumbung.kit.errors import gettext_noop
from lumbung.planning.domain.figures import Account, Fill, Money, RoleLoad, ServerFill
from lumbung.planning.terminal.language import Language, plain

COMPONENTS = {
    "cpu_millicores": gettext_noop("CPU"),
    "memory_mib": gettext_noop("Memory"),
    "disk_gib": gettext_noop("Disk"),
}
NEARLY_USED_UP_PERCENT = 90


class Column(Enum):
    """Texts give way where the window is narrow; short ones and numbers are always whole."""

    TEXT = auto()
    SHORT = auto()
    NUMBER = auto()


def new_table(title: str, columns: Iterable[tuple[str, Column]]) -> Table:
    """Headings and what stands below them; a last column without heading is for `mark`."""
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    for heading, column in columns:
        table.add_column(
            heading,
            justify="right" if column is Column.NUMBER else "left",
            no_wrap=column is not Column.TEXT,
        )
    table.add_column("", style="yellow", no_wrap=True)
    return table


def line(text: str) -> Text:
    """A text from outside, cut to one line."""
    return Text(plain(text), no_wrap=True, overflow="ellipsis")


def money_table(money: Money, language: Language) -> Table:
    """Every year, and under it the budget codes of which little is left."""
    _ = language.gettext
    table = new_table(
        _("Money by fiscal year, and the budget codes nearly used up"),
        (
            (_("Year"), Column.SHORT),
            (_("Budget code"), Column.TEXT),
            (_("Budget (Rp)"), Column.NUMBER),
            (_("Spent (Rp)"), Column.NUMBER),
            (_("Left (Rp)"), Column.NUMBER),
            (_("Spent"), Column.NUMBER),
        ),
    )
    for year in money.years:
        table.add_row(str(year.fiscal_year), "", *_amounts(year, language), style="bold")
        for pool in money.pools:
            if (
                pool.fiscal_year == year.fiscal_year
                and pool.spent_percent >= NEARLY_USED_UP_PERCENT
            ):
                code = line(f"{pool.code} {pool.name}".strip())
                table.add_row("", code, *_amounts(pool, language))
    return table


def _amounts(account: Account, language: Language) -> tuple[str, ...]:
    return (
        language.number(account.budget_idr),
        language.number(account.spent_idr),
        language.number(account.left_idr),
        language.percent(account.spent_percent),
        language.mark(account.rests_on_example),
    )


def load_table(load: Iterable[RoleLoad], language: Language) -> Table:
    _ = language.gettext
    table = new_table(
        _("Person-days by role: planned, bought outside, and the busiest week of own staff"),
        (
            (_("Role"), Column.TEXT),
            (_("Own staff"), Column.NUMBER),
            (_("Can give"), Column.NUMBER),
            (_("Outside"), Column.NUMBER),
            (_("Busiest"), Column.NUMBER),
            (_("Week from"), Column.SHORT),
            (_("Full weeks"), Column.NUMBER),
        ),
    )
    for role in load:
        table.add_row(
            line(role.name),
            language.person_days(role.own_decidays),
            language.person_days(role.capacity_decidays),
            language.person_days(role.outside_decidays),
            language.person_days(role.peak_decidays),
            _busiest(role, language),
            str(len(role.full_weeks)),
            language.mark(role.rests_on_example),
        )
    return table


def _busiest(role: RoleLoad, language: Language) -> str:
    """The first of the busiest weeks, and how many more there are."""
    weeks = [week for week in role.weeks if week.own_decidays == role.peak_decidays > 0]
    if not weeks:
        return "–"
    first = language.day(weeks[0].monday)
    return f"{first} (+{len(weeks) - 1})" if len(weeks) > 1 else first


def servers_table(servers: Iterable[ServerFill], language: Language) -> Table:
    _ = language.gettext
    components = [(_(COMPONENTS[component]), Column.NUMBER) for component in COMPONENTS]
    table = new_table(
        _("Servers after the plan: share held, and in brackets the share that may be held"),
        ((_("Server"), Column.TEXT), *components, (_("New applications"), Column.NUMBER)),
    )
    for server in servers:
        name = server.name
        if server.delivery_day is not None:
            facts = {"name": server.name, "day": language.day(server.delivery_day)}
            name = language.filled(gettext_noop("%(name)s (bought, from %(day)s)"), facts)
        table.add_row(
            line(name),
            *(_fill(fill, language) for fill in server.fills),
            str(len(server.options)),
            language.mark(server.rests_on_example),
        )
    return table


def _fill(fill: Fill, language: Language) -> str:
    held, usable = language.percent(fill.after_percent), language.percent(fill.usable_percent)
    return f"{held} ({usable})"
