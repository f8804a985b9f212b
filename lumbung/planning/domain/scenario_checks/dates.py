"""Days: Mondays, spending windows, and what lies outside the horizon."""

from collections.abc import Iterator
from datetime import date, timedelta

from lumbung.kit.documents import Path, ReadDocument
from lumbung.kit.errors import Finding, gettext_noop
from lumbung.planning.domain.scenario_document import ScenarioDocument

Findings = Iterator[Finding]


def calendar_days(located: ReadDocument) -> Findings:
    calendar = located.model.calendar
    if located.is_bridged("calendar"):
        return
    if calendar.first_day.weekday() != 0:
        yield located.finding(
            ("calendar", "first_day"),
            gettext_noop("%(day)s is not a Monday."),
            gettext_noop("Planning weeks start on Monday, e.g. %(monday)s."),
            day=calendar.first_day,
            monday=calendar.first_day - timedelta(days=calendar.first_day.weekday()),
        )
    first, end = _horizon(located.model)
    for i, year in enumerate(calendar.fiscal_years):
        path = ("calendar", "fiscal_years", i)
        if year.spend_from > year.spend_until:
            yield located.finding(
                (*path, "spend_from"),
                gettext_noop("Money of %(year)s may be paid from %(start)s, after %(end)s."),
                gettext_noop("Exchange the two days."),
                year=year.year,
                start=year.spend_from,
                end=year.spend_until,
            )
        if {year.spend_from.year, year.spend_until.year} != {year.year}:
            yield located.finding(
                (*path, "spend_from"),
                gettext_noop("The days to pay money of %(year)s do not lie in %(year)s."),
                gettext_noop("Money of a fiscal year is paid in that year."),
                year=year.year,
            )
        if year.spend_until < first or year.spend_from >= end:
            yield located.warning(
                path,
                gettext_noop("Fiscal year %(year)s lies outside the horizon."),
                gettext_noop("The plan runs from %(first)s to %(last)s."),
                year=year.year,
                first=first,
                last=end - timedelta(days=1),
            )


def _horizon(document: ScenarioDocument) -> tuple[date, date]:
    """First day, and the day after the last."""
    calendar = document.calendar
    return calendar.first_day, calendar.first_day + timedelta(weeks=calendar.weeks)


def dates(located: ReadDocument) -> Findings:
    document: ScenarioDocument = located.model
    if located.is_bridged("calendar"):
        return
    first, end = _horizon(document)
    for i, need in enumerate(document.needs):
        if need.deadline and not first <= need.deadline < end:
            yield _outside(located, ("needs", i, "deadline"), need.deadline, first, end)
    for i, member in enumerate(document.staff):
        if member.from_day and member.until_day and member.from_day > member.until_day:
            yield _reversed_days(located, ("staff", i, "from_day"))
        elif (member.until_day or first) < first or (member.from_day or first) >= end:
            yield located.warning(
                ("staff", i, "until_day" if (member.until_day or first) < first else "from_day"),
                gettext_noop("“%(id)s” gives no day to the plan."),
                gettext_noop("The plan runs from %(first)s to %(last)s."),
                id=member.id,
                first=first,
                last=end - timedelta(days=1),
            )
        for j, absence in enumerate(member.absences):
            path = ("staff", i, "absences", j)
            if absence.from_day > absence.until_day:
                yield _reversed_days(located, (*path, "from_day"))
            elif absence.until_day < first or absence.from_day >= end:
                yield _outside(located, path, absence.from_day, first, end)


def _outside(located: ReadDocument, path: Path, day: date, first: date, end: date) -> Finding:
    return located.finding(
        path,
        gettext_noop("%(day)s lies outside the horizon."),
        gettext_noop("The plan runs from %(first)s to %(last)s."),
        day=day,
        first=first,
        last=end - timedelta(days=1),
    )


def _reversed_days(located: ReadDocument, path: Path) -> Finding:
    return located.finding(
        path,
        gettext_noop("The first day lies after the last."),
        gettext_noop("Exchange the two days."),
    )
