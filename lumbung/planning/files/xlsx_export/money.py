"""The sheet of spending: one line for each amount, what for, when, from which budget code."""

from openpyxl import Workbook

from lumbung.planning.domain.figures import PlanFigures
from lumbung.planning.domain.wording import SPENDING_KINDS
from lumbung.planning.files.xlsx_cells import Column, Kind, new_sheet, write_heading, write_table
from lumbung.planning.files.xlsx_export.contents import Contents

# Columns of the sheet that formulas elsewhere refer to.
YEAR, QUARTER, CODE, AMOUNT = "A", "B", "C", "I"


def add_spending(book: Workbook, contents: Contents, figures: PlanFigures) -> None:
    _ = contents.gettext
    sheet = new_sheet(book, contents.spending_title)
    write_heading(sheet, _("Spending, line by line"), is_title=True)
    columns = (
        Column(_("Fiscal year"), 9, Kind.WHOLE),
        Column(_("Quarter"), 9, Kind.WHOLE),
        Column(_("Budget code"), 24),
        Column(_("Budget name"), 32),
        Column(_("Kind"), 20),
        Column(_("For what"), 36),
        Column(_("For options"), 34),
        Column(_("Paid on"), 12, Kind.DAY),
        Column(_("Amount (Rp)"), 18, Kind.RUPIAH, is_summed=True),
        Column(_("Example"), 9),
    )
    names = {account.code: account.name for account in figures.money.codes}
    rows = (
        (
            item.fiscal_year,
            item.quarter,
            item.code,
            names[item.code],
            _(SPENDING_KINDS[item.kind]),
            item.name,
            contents.option_names(item.options),
            item.day,
            item.amount_idr,
            contents.example(item.rests_on_example),
        )
        for item in figures.money.items
    )
    table = write_table(sheet, columns, rows, total_label=_("Total"), is_frozen=True)
    for row in range(table.first_row, table.last_row + 1):
        sheet[f"{YEAR}{row}"].number_format = "0"
