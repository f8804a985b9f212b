"""The sheet of servers: how full each is before and after the plan."""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook

from lumbung.planning.domain.figures import PlanFigures
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


def add_servers(book: Workbook, contents: Contents, figures: PlanFigures) -> None:
    _ = contents.gettext
    sheet = new_sheet(book, _("Servers"))
    write_heading(sheet, _("Servers before and after the plan"), is_title=True)
    columns = (
        Column(_("Server"), 26),
        Column(_("Delivered on"), 12, Kind.DAY),
        Column(_("Component"), 20),
        Column(_("Total"), 12, Kind.WHOLE),
        Column(_("Usable"), 12, Kind.WHOLE),
        Column(_("Used before"), 12, Kind.WHOLE),
        Column(_("Added by the plan"), 12, Kind.WHOLE),
        Column(_("Used after"), 12, Kind.WHOLE),
        Column(_("Share of the total"), 10, Kind.SHARE),
        Column(_("Applications of the plan"), 48),
        Column(_("Example"), 9),
    )
    rows = _rows(contents, figures, sheet.max_row + 2)
    write_table(sheet, columns, rows, is_frozen=True)


def _rows(contents: Contents, figures: PlanFigures, first_row: int) -> Iterator[Sequence[Value]]:
    _ = contents.gettext
    names = {
        "cpu_millicores": _("CPU (millicores)"),
        "memory_mib": _("Memory (MiB)"),
        "disk_gib": _("Disk (GiB)"),
    }
    row = first_row
    for server in figures.servers:
        for fill in server.fills:
            yield (
                f"{server.name} ({server.id})",
                server.delivery_day,
                names[fill.component],
                fill.total,
                fill.usable,
                fill.before,
                fill.after - fill.before,
                Formula(f"F{row}+G{row}"),
                Formula(f"IF(D{row}=0,0,H{row}/D{row})"),
                contents.option_names(server.options),
                contents.example(server.rests_on_example),
            )
            row += 1
