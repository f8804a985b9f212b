"""The first sheet: what is reached, money against budget (by formula), savings, and each agency."""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lumbung.planning.domain.figures import PlanFigures
from lumbung.planning.domain.wording import STATUSES
from lumbung.planning.files.xlsx_cells import (
    Column,
    Formula,
    Kind,
    Value,
    new_sheet,
    write_heading,
    write_table,
)
from lumbung.planning.files.xlsx_export.contents import Contents
from lumbung.planning.files.xlsx_export.money import AMOUNT, CODE, QUARTER, YEAR


def add_summary(book: Workbook, contents: Contents) -> None:
    _ = contents.gettext
    sheet = new_sheet(book, _("Summary"))
    write_heading(sheet, contents.scenario.name, is_title=True)
    figures = contents.figures
    if figures is None:
        status = _(STATUSES[contents.result.status])
        write_table(sheet, (Column(_("Fact"), 36), Column(_("Value"), 24)), [(_("Status"), status)])
        return
    columns = (
        Column(_("Fact"), 36),
        Column(_("Value"), 24, Kind.RUPIAH),
        Column(_("Example"), 18),
    )
    table = write_table(sheet, columns, _facts(contents, figures))
    for row in range(table.first_row, table.last_row + 1):
        if isinstance(sheet[f"B{row}"].value, float):
            sheet[f"B{row}"].number_format = "0.0%"
    _add_savings(sheet, contents, figures)
    _add_pools(sheet, contents, figures)
    _add_quarters(sheet, contents, figures)
    _add_agencies(sheet, contents, figures)


def _facts(contents: Contents, figures: PlanFigures) -> Iterator[Sequence[Value]]:
    _ = contents.gettext
    coverage = figures.coverage
    mark = contents.example(coverage.rests_on_example)
    yield _("Status"), _(STATUSES[contents.result.status]), ""
    yield (
        _("Needs"),
        coverage.needs_total,
        contents.example(any(need.need.example for need in coverage.needs)),
    )
    yield _("Needs served"), coverage.needs_served, mark
    yield _("Coverage by weight"), coverage.percent / 100, mark
    yield _("Coverage by weight and fit"), coverage.fit_percent / 100, mark
    spent = Formula(f"SUM({_spending(contents, AMOUNT)})")
    money = contents.example(figures.money.total.spending_rests_on_example)
    yield _("Spending inside the horizon (Rp)"), spent, money


def _spending(contents: Contents, column: str) -> str:
    """The lines of the spending sheet, from the row below its head on, without its sum."""
    figures = contents.figures
    assert figures is not None
    title = contents.spending_title.replace("'", "''")
    return f"'{title}'!${column}$3:${column}${2 + max(len(figures.money.items), 1)}"


def _add_savings(sheet: Worksheet, contents: Contents, figures: PlanFigures) -> None:
    _ = contents.gettext
    savings = figures.savings
    write_heading(sheet, _("Savings against each agency building alone, over the cost lifetime"))
    columns = (
        Column(_("Fact"), 36),
        Column(_("Amount (Rp)"), 24, Kind.RUPIAH),
        Column(_("Example"), 18),
    )
    mark = contents.example(savings.rests_on_example)
    first = sheet.max_row + 2
    needs = len(savings.needs)
    first_need = first + 7
    alone = Formula(f"SUM(B{first_need}:B{first_need + needs - 1})") if needs else 0
    rows: list[Sequence[Value]] = [
        (_("Building or buying alone"), alone, mark),
        (_("The plan, for the same needs"), savings.planned_idr, mark),
        (_("Saved"), Formula(f"B{first}-B{first + 1}"), mark),
        (_("Needs that cannot be compared"), len(savings.incomparable), ""),
    ]
    write_table(sheet, columns, rows)
    _add_alone(sheet, contents, figures)


def _add_alone(sheet: Worksheet, contents: Contents, figures: PlanFigures) -> None:
    """Each served need with what it would cost alone; those nobody could say it of come last."""
    _ = contents.gettext
    write_heading(sheet, _("Building or buying alone, by need"))
    columns = (
        Column(_("Need"), 36),
        Column(_("Amount (Rp)"), 24, Kind.RUPIAH),
        Column(_("Example"), 18),
        Column(_("Option"), 18),
    )
    rows: list[Sequence[Value]] = [
        (
            alone.need.name,
            alone.cost_idr,
            contents.example(alone.rests_on_example),
            alone.option.name if alone.option else "",
        )
        for alone in figures.savings.needs
    ]
    rows += [
        (need.name, None, "", _("no way to build or buy it is known"))
        for need in figures.savings.incomparable
    ]
    write_table(sheet, columns, rows)


def _add_pools(sheet: Worksheet, contents: Contents, figures: PlanFigures) -> None:
    _ = contents.gettext
    write_heading(sheet, _("Money by fiscal year and budget code"))
    columns = (
        Column(_("Budget name"), 36),
        Column(_("Budget code"), 24),
        Column(_("Fiscal year"), 18, Kind.WHOLE),
        Column(_("Budget (Rp)"), 18, Kind.RUPIAH, is_summed=True),
        Column(_("Spent (Rp)"), 18, Kind.RUPIAH, is_summed=True),
        Column(_("Left (Rp)"), 18, Kind.RUPIAH, is_summed=True),
        Column(_("Share spent"), 10, Kind.SHARE),
        Column(_("Example"), 9),
    )
    first = sheet.max_row + 2
    rows = [
        (
            pool.name,
            pool.code,
            pool.fiscal_year,
            pool.budget_idr,
            Formula(
                f"SUMIFS({_spending(contents, AMOUNT)},{_spending(contents, YEAR)},C{row},"
                f"{_spending(contents, CODE)},B{row})"
            ),
            Formula(f"D{row}-E{row}"),
            Formula(f"IF(D{row}=0,0,E{row}/D{row})"),
            contents.example(pool.rests_on_example),
        )
        for row, pool in enumerate(figures.money.pools, start=first)
    ]
    table = write_table(sheet, columns, rows, total_label=_("Total"))
    _plain_years(sheet, "C", table.first_row, table.last_row)


def _add_quarters(sheet: Worksheet, contents: Contents, figures: PlanFigures) -> None:
    _ = contents.gettext
    write_heading(sheet, _("Spending by quarter"))
    columns = (
        Column(_("Fiscal year"), 36, Kind.WHOLE),
        Column(_("Quarter"), 24, Kind.WHOLE),
        Column(_("Spent (Rp)"), 18, Kind.RUPIAH, is_summed=True),
        Column(_("Example"), 9),
    )
    first = sheet.max_row + 2
    rows = [
        (
            account.fiscal_year,
            account.quarter,
            Formula(
                f"SUMIFS({_spending(contents, AMOUNT)},{_spending(contents, YEAR)},A{row},"
                f"{_spending(contents, QUARTER)},B{row})"
            ),
            contents.example(account.rests_on_example),
        )
        for row, account in enumerate(figures.money.quarters, start=first)
    ]
    table = write_table(sheet, columns, rows, total_label=_("Total"))
    _plain_years(sheet, "A", table.first_row, table.last_row)


def _plain_years(sheet: Worksheet, column: str, first: int, last: int) -> None:
    """2027, not 2,027."""
    for row in range(first, last + 1):
        sheet[f"{column}{row}"].number_format = "0"


def _add_agencies(sheet: Worksheet, contents: Contents, figures: PlanFigures) -> None:
    _ = contents.gettext
    write_heading(sheet, _("Agencies"))
    columns = (
        Column(_("Agency"), 36),
        Column(_("Needs"), 24, Kind.WHOLE, is_summed=True),
        Column(_("Needs served"), 18, Kind.WHOLE, is_summed=True),
        Column(_("Coverage by weight"), 18, Kind.SHARE),
        Column(_("First go-live"), 18, Kind.DAY),
        Column(_("Last go-live"), 18, Kind.DAY),
        Column(_("Example"), 9),
    )
    rows = (
        (
            row.agency.name,
            row.needs_total,
            row.needs_served,
            row.percent / 100,
            row.first_go_live,
            row.last_go_live,
            contents.example(row.rests_on_example),
        )
        for row in figures.agencies
    )
    write_table(sheet, columns, rows, total_label=_("Total"))
