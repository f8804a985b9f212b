"""The sheet of assumptions: the means the plan was made with, and the calendar."""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lumbung.planning.domain.scenario import StaffMember
from lumbung.planning.files.xlsx_cells import Column, Kind, new_sheet, write_heading, write_table
from lumbung.planning.files.xlsx_export.contents import Contents, in_days


def add_means(book: Workbook, contents: Contents) -> None:
    _ = contents.gettext
    sheet = new_sheet(book, _("Assumptions"))
    write_heading(sheet, _("The means the plan was made with"), is_title=True)
    for add in (_add_budget, _add_staff, _add_roles, _add_servers, _add_purchases, _add_years):
        add(sheet, contents)
    _add_holidays(sheet, contents)


def _add_budget(sheet: Worksheet, contents: Contents) -> None:
    _ = contents.gettext
    write_heading(sheet, _("Budget"))
    columns = (
        Column(_("Fiscal year"), 24),
        Column(_("Budget code"), 28),
        Column(_("Budget name"), 30),
        Column(_("Source of funds"), 16),
        Column(_("Amount (Rp)"), 18, Kind.RUPIAH, is_summed=True),
        Column(_("Source"), 30),
        Column(_("Example"), 9),
    )
    rows = (
        (
            str(line.fiscal_year),
            line.code,
            line.name,
            line.source_of_funds,
            line.amount_idr,
            line.source,
            contents.example(line.example),
        )
        for line in contents.scenario.budget
    )
    write_table(sheet, columns, rows, total_label=_("Total"))


def _add_staff(sheet: Worksheet, contents: Contents) -> None:
    _ = contents.gettext
    write_heading(sheet, _("Staff"))
    columns = (
        Column(_("Person"), 24),
        Column(_("Role"), 28),
        Column(_("Absences"), 30),
        Column(_("From"), 16, Kind.DAY),
        Column(_("Until"), 18, Kind.DAY),
        Column(_("Days per week"), 12, Kind.DAYS),
        Column(_("Example"), 9),
    )
    rows = (
        (
            person.id,
            contents.scenario.role[person.role].name,
            _absences(person),
            person.from_day,
            person.until_day,
            in_days(person.decidays_per_week),
            contents.example(person.example),
        )
        for person in contents.scenario.staff
    )
    write_table(sheet, columns, rows)


def _absences(person: StaffMember) -> str:
    return "; ".join(
        f"{gap.from_day:%d/%m/%Y}–{gap.until_day:%d/%m/%Y} {gap.reason}".strip()
        for gap in person.absences
    )


def _add_roles(sheet: Worksheet, contents: Contents) -> None:
    _ = contents.gettext
    write_heading(sheet, _("Roles"))
    columns = (
        Column(_("Role"), 24),
        Column(_("Budget code of outside days"), 28),
        Column(_("Value of a person-day (Rp)"), 18, Kind.RUPIAH),
        Column(_("Price of an outside day (Rp)"), 16, Kind.RUPIAH),
        Column(_("Most outside days in a year"), 18, Kind.WHOLE),
        Column(_("Example"), 9),
    )
    rows = (
        (
            role.name,
            role.outside_budget_code,
            role.day_value_idr,
            role.outside_day_price_idr,
            role.outside_days_per_year,
            contents.example(role.example),
        )
        for role in contents.scenario.roles
    )
    write_table(sheet, columns, rows)


def _add_servers(sheet: Worksheet, contents: Contents) -> None:
    _ = contents.gettext
    write_heading(sheet, _("Servers of today"))
    columns = (
        Column(_("Server"), 24),
        Column(_("Name"), 28),
        Column(_("CPU (millicores)"), 12, Kind.WHOLE),
        Column(_("Memory (MiB)"), 12, Kind.WHOLE),
        Column(_("Disk (GiB)"), 12, Kind.WHOLE),
        Column(_("Kept free"), 10, Kind.SHARE),
        Column(_("Example"), 9),
    )
    rows = (
        (
            server.id,
            server.name,
            server.total.cpu_millicores,
            server.total.memory_mib,
            server.total.disk_gib,
            server.kept_free_percent / 100,
            contents.example(server.example),
        )
        for server in contents.scenario.servers
    )
    write_table(sheet, columns, rows)


def _add_purchases(sheet: Worksheet, contents: Contents) -> None:
    _ = contents.gettext
    write_heading(sheet, _("Servers that can be bought"))
    columns = (
        Column(_("Server"), 24),
        Column(_("Budget code"), 28),
        Column(_("CPU (millicores)"), 12, Kind.WHOLE),
        Column(_("Memory (MiB)"), 12, Kind.WHOLE),
        Column(_("Disk (GiB)"), 12, Kind.WHOLE),
        Column(_("Price (Rp)"), 18, Kind.RUPIAH),
        Column(_("Lead time (weeks)"), 10, Kind.WHOLE),
        Column(_("At most"), 8, Kind.WHOLE),
        Column(_("Example"), 9),
    )
    rows = (
        (
            kind.name,
            kind.budget_code,
            kind.total.cpu_millicores,
            kind.total.memory_mib,
            kind.total.disk_gib,
            kind.price_idr,
            kind.lead_weeks,
            kind.max_count,
            contents.example(kind.example),
        )
        for kind in contents.scenario.purchases
    )
    write_table(sheet, columns, rows)


def _add_years(sheet: Worksheet, contents: Contents) -> None:
    _ = contents.gettext
    calendar = contents.scenario.calendar
    write_heading(sheet, _("Fiscal years and when their money may be paid"))
    columns = (
        Column(_("Fiscal year"), 24),
        Column(_("From"), 12, Kind.DAY),
        Column(_("Until"), 12, Kind.DAY),
    )
    rows = ((str(each.year), each.spend_from, each.spend_until) for each in calendar.fiscal_years)
    write_table(sheet, columns, rows)


def _add_holidays(sheet: Worksheet, contents: Contents) -> None:
    _ = contents.gettext
    write_heading(sheet, _("Holidays"))
    columns = (Column(_("Name"), 24), Column(_("Day"), 12, Kind.DAY))
    rows = ((holiday.name, holiday.day) for holiday in contents.scenario.calendar.holidays)
    write_table(sheet, columns, rows)
