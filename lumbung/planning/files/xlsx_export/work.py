"""The sheets of work: activities with their days and roles, and the load of each role by week."""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook

from lumbung.planning.domain.figures import PlanFigures, ScheduledActivity
from lumbung.planning.files.xlsx_cells import (
    Column,
    Formula,
    Kind,
    Value,
    new_sheet,
    write_heading,
    write_table,
)
from lumbung.planning.files.xlsx_export.contents import Contents, in_days


def add_activities(book: Workbook, contents: Contents, figures: PlanFigures) -> None:
    _ = contents.gettext
    sheet = new_sheet(book, _("Activities"))
    write_heading(sheet, _("Activities with weeks, roles and days"), is_title=True)
    columns = (
        Column(_("Activity"), 36),
        Column(_("For options"), 34),
        Column(_("For agencies"), 28),
        Column(_("First week"), 8, Kind.WHOLE),
        Column(_("Last week"), 8, Kind.WHOLE),
        Column(_("From"), 12, Kind.DAY),
        Column(_("Until"), 12, Kind.DAY),
        Column(_("Roles"), 36),
        Column(_("Own person-days"), 11, Kind.DAYS, is_summed=True),
        Column(_("Outside person-days"), 11, Kind.DAYS, is_summed=True),
        Column(_("Slack (weeks)"), 8, Kind.WHOLE),
        Column(_("Critical"), 8),
        Column(_("Example"), 9),
    )
    rows = (_activity_row(contents, activity) for activity in figures.schedule.activities)
    write_table(sheet, columns, rows, total_label=_("Total"), is_frozen=True)


def _activity_row(contents: Contents, activity: ScheduledActivity) -> Sequence[Value]:
    _ = contents.gettext
    templates = {
        False: _("%(role)s %(days)s days"),
        True: _("%(role)s %(days)s days (bought outside)"),
    }
    roles = "; ".join(
        templates[effort.is_outside]
        % {"role": effort.role_name, "days": f"{in_days(effort.decidays):g}"}
        for effort in activity.effort
    )
    own = sum(effort.decidays for effort in activity.effort if not effort.is_outside)
    outside = sum(effort.decidays for effort in activity.effort if effort.is_outside)
    return (
        activity.name,
        contents.option_names(activity.options),
        contents.agency_names(activity.agencies),
        activity.start_week + 1,
        activity.end_week,
        activity.first_day,
        activity.last_day,
        roles,
        in_days(own),
        in_days(outside),
        activity.slack_weeks,
        contents.yes(activity.is_critical),
        contents.example(activity.rests_on_example),
    )


def add_load(book: Workbook, contents: Contents, figures: PlanFigures) -> None:
    _ = contents.gettext
    sheet = new_sheet(book, _("Staff load"))
    write_heading(sheet, _("Load by role and week, in person-days"), is_title=True)
    columns = (
        Column(_("Role"), 30),
        Column(_("Week"), 8, Kind.WHOLE),
        Column(_("Monday"), 12, Kind.DAY),
        Column(_("Own staff booked"), 12, Kind.DAYS, is_summed=True),
        Column(_("Own staff available"), 12, Kind.DAYS, is_summed=True),
        Column(_("Left"), 10, Kind.DAYS, is_summed=True),
        Column(_("Bought outside"), 12, Kind.DAYS, is_summed=True),
        Column(_("Example"), 9),
    )
    first = sheet.max_row + 2
    rows = _load_rows(contents, figures, first)
    write_table(sheet, columns, rows, total_label=_("Total"), is_frozen=True)


def _load_rows(
    contents: Contents, figures: PlanFigures, first_row: int
) -> Iterator[Sequence[Value]]:
    row = first_row
    for load in figures.load:
        mark = contents.example(load.rests_on_example)
        for week in load.weeks:
            yield (
                load.name,
                week.week + 1,
                week.monday,
                in_days(week.own_decidays),
                in_days(week.capacity_decidays),
                Formula(f"E{row}-D{row}"),
                in_days(week.outside_decidays),
                mark,
            )
            row += 1
