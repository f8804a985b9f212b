"""The sheets of what is chosen, by agency, and of what stays unserved, with the reason."""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook

from lumbung.planning.domain.figures import PlanFigures
from lumbung.planning.domain.plan import MeansChange, MeansKind, UnmetNeed
from lumbung.planning.domain.scenario import Need
from lumbung.planning.domain.wording import CAUSES, OPTION_KINDS
from lumbung.planning.files.xlsx_cells import (
    Column,
    Kind,
    Value,
    new_sheet,
    write_heading,
    write_table,
)
from lumbung.planning.files.xlsx_export.contents import Contents, in_days


def add_options(book: Workbook, contents: Contents, figures: PlanFigures) -> None:
    _ = contents.gettext
    sheet = new_sheet(book, _("Options"))
    write_heading(sheet, _("Chosen options by agency"), is_title=True)
    columns = (
        Column(_("Agency"), 28),
        Column(_("Need"), 34),
        Column(_("Weight"), 8, Kind.WHOLE),
        Column(_("Mandatory"), 9),
        Column(_("Deadline"), 12, Kind.DAY),
        Column(_("Option"), 34),
        Column(_("Kind"), 20),
        Column(_("Provider"), 22),
        Column(_("Fit"), 8, Kind.SHARE),
        Column(_("Go-live"), 12, Kind.DAY),
        Column(_("Server"), 14),
        Column(_("Source"), 24),
        Column(_("Example"), 9),
    )
    write_table(sheet, columns, _option_rows(contents, figures), is_frozen=True)


def _option_rows(contents: Contents, figures: PlanFigures) -> Iterator[Sequence[Value]]:
    served = {need.need.id: need for need in figures.coverage.served}
    rows: list[Sequence[Value]] = []
    for option in figures.schedule.options:
        chosen = (
            option.name,
            contents.gettext(OPTION_KINDS[option.kind]),
            option.provider_name,
        )
        source = contents.scenario.option[option.id].source
        where = (option.go_live_day, option.server or "", source)
        for need in (served[need_id] for need_id in option.needs):
            mark = contents.example(option.rests_on_example or need.need.example)
            fit = need.fit_percent / 100
            rows.append((*_need(contents, need.need), *chosen, fit, *where, mark))
        if not option.needs:
            agencies = contents.agency_names(option.agencies)
            mark = contents.example(option.rests_on_example)
            rows.append((agencies, "", None, "", None, *chosen, None, *where, mark))
    yield from sorted(rows, key=lambda row: (str(row[0]), str(row[1]), str(row[5])))


def _need(contents: Contents, need: Need) -> tuple[Value, ...]:
    return (
        contents.agency_names([need.agency]),
        need.name,
        need.weight,
        contents.yes(need.mandatory),
        need.deadline,
    )


def add_unmet(book: Workbook, contents: Contents) -> None:
    _ = contents.gettext
    sheet = new_sheet(book, _("Unserved"))
    write_heading(sheet, _("Needs that stay unserved, and why"), is_title=True)
    columns = (
        Column(_("Agency"), 28),
        Column(_("Need"), 34),
        Column(_("Weight"), 8, Kind.WHOLE),
        Column(_("Mandatory"), 9),
        Column(_("Deadline"), 12, Kind.DAY),
        Column(_("Why"), 40),
        Column(_("Means that bind"), 30),
        Column(_("Cheapest change that would serve it"), 40),
        Column(_("Value of the change (Rp)"), 18, Kind.RUPIAH),
        Column(_("With option"), 30),
        Column(_("Proven cheapest"), 10),
        Column(_("Example"), 9),
    )
    write_table(sheet, columns, _unmet_rows(contents), is_frozen=True)


def _unmet_rows(contents: Contents) -> Iterator[Sequence[Value]]:
    served = {each.need for each in contents.result.plan.served} if contents.result.plan else set()
    reasons = {unmet.need: unmet for unmet in contents.result.unmet}
    for need in contents.scenario.needs:
        if need.id not in served:
            mark = contents.example(need.example)
            yield (*_need(contents, need), *_reason(contents, reasons.get(need.id)), mark)


def _reason(contents: Contents, unmet: UnmetNeed | None) -> tuple[Value, ...]:
    if unmet is None:
        return ("", "", "", None, "", "")
    return (
        contents.gettext(CAUSES[unmet.cause]),
        ", ".join(_mean(contents, mean) for mean in unmet.binding),
        "; ".join(_change(contents, change) for change in unmet.changes),
        sum(change.price_idr for change in unmet.changes) if unmet.changes else None,
        contents.option_names([unmet.option] if unmet.option else []),
        contents.yes(unmet.is_cheapest),
    )


def _change(contents: Contents, change: MeansChange) -> str:
    _ = contents.gettext
    templates = {
        MeansKind.MONEY: _("Rp %(amount)s more of budget %(id)s"),
        MeansKind.STAFF: _("%(amount)s more person-days of %(id)s"),
        MeansKind.SERVER: _("%(amount)s more of server %(id)s"),
        MeansKind.TIME: _("%(amount)s more weeks"),
    }
    is_staff = change.kind == MeansKind.STAFF
    amount = f"{in_days(change.amount):g}" if is_staff else f"{change.amount:,}".replace(",", ".")
    return templates[change.kind] % {"amount": amount, "id": _mean(contents, change.id)}


def _mean(contents: Contents, mean: str) -> str:
    """A mean's id as a treasurer reads it: code or role with the year, or the server's name."""
    scenario = contents.scenario
    for kind in scenario.purchases:
        if kind.id == mean:
            return kind.name
    first, _, last = mean.rpartition("/")
    if first in scenario.role:
        return f"{scenario.role[first].name} ({last})"
    return f"{last} ({first})" if first.isdigit() else mean
