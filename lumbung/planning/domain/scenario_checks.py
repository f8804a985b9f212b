"""What spans the entries of a `scenario.yml`: references, cycles, dates, sums.

Each check yields every finding it has; a document that passes with warnings at most can be planned.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter

from lumbung.catalogue.domain.recipe import ActivityDocument, CostDocument
from lumbung.kit.documents import Path, ReadDocument
from lumbung.kit.errors import Finding, Severity, gettext_noop
from lumbung.kit.words import nearest_word
from lumbung.planning.domain.scenario_document import OptionDocument, ScenarioDocument

Findings = Iterator[Finding]


def check_scenario(located: ReadDocument) -> Findings:
    """Every finding of a document whose shape is right already."""
    for check in (
        _unique_ids,
        _references,
        _activities,
        _calendar,
        _dates,
        _servers,
        _money,
        _served_needs,
        _prerequisite_cycles,
    ):
        yield from check(located)


def _warning(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.WARNING)


def _unique_ids(located: ReadDocument) -> Findings:
    document: ScenarioDocument = located.model
    for kind in ("agencies", "needs", "roles", "staff", "servers", "purchases", "options"):
        yield from _repeated(located, (kind,), [entry.id for entry in getattr(document, kind)])
    yield from _repeated(
        located, ("shared_activities",), [entry.id for entry in document.shared_activities]
    )
    yield from _repeated(
        located, ("calendar", "fiscal_years"), [y.year for y in document.calendar.fiscal_years]
    )
    for i, option in enumerate(document.options):
        path = ("options", i, "activities")
        yield from _repeated(located, path, [entry.id for entry in option.activities])
        for service, count in Counter(service.need for service in option.serves).items():
            if count > 1:
                yield located.finding(
                    ("options", i, "serves"),
                    gettext_noop("“%(id)s” serves the need “%(need)s” more than once."),
                    gettext_noop("Keep the entry with the true fit."),
                    id=option.id,
                    need=service,
                )


def _repeated(located: ReadDocument, path: Path, ids: Iterable[object]) -> Findings:
    seen: set[object] = set()
    for i, id in enumerate(ids):
        if id in seen:
            yield located.finding(
                (*path, i, "id"),
                gettext_noop("The id “%(id)s” is used twice."),
                gettext_noop("Give each entry an id of its own."),
                id=id,
            )
        seen.add(id)


class _Known:
    """The ids that references may name, by kind."""

    def __init__(self, document: ScenarioDocument) -> None:
        self.agencies = tuple(entry.id for entry in document.agencies)
        self.needs = tuple(entry.id for entry in document.needs)
        self.roles = tuple(entry.id for entry in document.roles)
        self.options = tuple(entry.id for entry in document.options)
        self.shared = tuple(entry.id for entry in document.shared_activities)


def _reference(located: ReadDocument, path: Path, id: str, known: tuple[str, ...]) -> Findings:
    if id in known:
        return
    nearest = nearest_word(id, known)
    hint = (
        gettext_noop("Did you mean “%(nearest)s”?")
        if nearest
        else gettext_noop("Add it to the list it belongs to, or take it out here.")
    )
    yield located.finding(
        path,
        gettext_noop("“%(id)s” is named here but listed nowhere."),
        hint,
        id=id,
        nearest=nearest,
    )


def _references(located: ReadDocument) -> Findings:
    document: ScenarioDocument = located.model
    known = _Known(document)
    for i, need in enumerate(document.needs):
        yield from _reference(located, ("needs", i, "agency"), need.agency, known.agencies)
    for i, member in enumerate(document.staff):
        yield from _reference(located, ("staff", i, "role"), member.role, known.roles)
    for i, option in enumerate(document.options):
        yield from _option_references(located, ("options", i), option, known)


def _option_references(
    located: ReadDocument, path: Path, option: OptionDocument, known: _Known
) -> Findings:
    for i, service in enumerate(option.serves):
        yield from _reference(located, (*path, "serves", i, "need"), service.need, known.needs)
    for name, ids in (
        ("requires_needs", known.needs),
        ("requires_options", known.options),
        ("excludes", known.options),
        ("uses", known.shared),
    ):
        for i, id in enumerate(getattr(option, name)):
            yield from _reference(located, (*path, name, i), id, ids)
            if id == option.id:
                yield located.finding(
                    (*path, name, i),
                    gettext_noop("“%(id)s” names itself."),
                    gettext_noop("Take it out."),
                    id=id,
                )


def _activities(located: ReadDocument) -> Findings:
    document: ScenarioDocument = located.model
    known = _Known(document)
    yield from _recipe(located, ("shared_activities",), document.shared_activities, (), known)
    used = {id for option in document.options for id in option.uses}
    for i, shared in enumerate(document.shared_activities):
        if shared.id not in used:
            yield _warning(
                located.finding(
                    ("shared_activities", i, "id"),
                    gettext_noop("No option uses the shared activity “%(id)s”."),
                    gettext_noop("Name it under `uses` of the options that need it."),
                    id=shared.id,
                )
            )
    for i, option in enumerate(document.options):
        path = ("options", i, "activities")
        yield from _recipe(located, path, option.activities, option.uses, known)


def _recipe(
    located: ReadDocument,
    path: Path,
    activities: tuple[ActivityDocument, ...],
    uses: tuple[str, ...],
    known: _Known,
) -> Findings:
    """References, durations and the cycles of one list of activities; `uses` are shared ones."""
    nameable = (*(activity.id for activity in activities), *uses)
    graph: dict[str, list[str]] = {}
    for i, activity in enumerate(activities):
        place = (*path, i)
        if activity.most_weeks is not None and activity.most_weeks < activity.least_weeks:
            yield located.finding(
                (*place, "most_weeks"),
                gettext_noop("“%(id)s” may last at most %(most)s weeks but needs %(least)s."),
                gettext_noop("Make most_weeks at least least_weeks, or leave it out."),
                id=activity.id,
                most=activity.most_weeks,
                least=activity.least_weeks,
            )
        for role in activity.effort_days:
            yield from _reference(located, (*place, "effort_days", role), role, known.roles)
        befores = [e if isinstance(e, str) else e.activity for e in activity.after]
        for j, before in enumerate(befores):
            yield from _reference(located, (*place, "after", j), before, nameable)
        graph[activity.id] = [before for before in befores if before in nameable]
    yield from _cycle(
        located,
        path,
        graph,
        gettext_noop("These activities wait for one another in a circle: %(circle)s."),
        gettext_noop("Take one `after` out of the circle."),
    )


def _cycle(
    located: ReadDocument, path: Path, graph: dict[str, list[str]], message: str, hint: str
) -> Findings:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        index = list(graph).index(circle[0])
        yield located.finding((*path, index), message, hint, circle=" → ".join(circle))


def _prerequisite_cycles(located: ReadDocument) -> Findings:
    """Options that require options in a circle can never go live."""
    document: ScenarioDocument = located.model
    graph = {option.id: list(option.requires_options) for option in document.options}
    yield from _cycle(
        located,
        ("options",),
        graph,
        gettext_noop("These options require one another in a circle: %(circle)s."),
        gettext_noop("Take one `requires_options` out of the circle."),
    )
    sole = _sole_servers(document)
    by_need = {
        option.id: [sole[need] for need in option.requires_needs if need in sole]
        + list(option.requires_options)
        for option in document.options
    }
    if by_need != graph:
        yield from _cycle(
            located,
            ("options",),
            by_need,
            gettext_noop("These options require one another's needs in a circle: %(circle)s."),
            gettext_noop("Take one `requires_needs` out of the circle, or offer another option."),
        )


def _sole_servers(document: ScenarioDocument) -> dict[str, str]:
    """Needs that one option alone serves: requiring such a need is requiring that option."""
    servers: dict[str, list[str]] = {}
    for option in document.options:
        for service in option.serves:
            servers.setdefault(service.need, []).append(option.id)
    return {need: options[0] for need, options in servers.items() if len(set(options)) == 1}


def _calendar(located: ReadDocument) -> Findings:
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
            yield _warning(
                located.finding(
                    path,
                    gettext_noop("Fiscal year %(year)s lies outside the horizon."),
                    gettext_noop("The plan runs from %(first)s to %(last)s."),
                    year=year.year,
                    first=first,
                    last=end - timedelta(days=1),
                )
            )


def _horizon(document: ScenarioDocument) -> tuple[date, date]:
    """First day, and the day after the last."""
    calendar = document.calendar
    return calendar.first_day, calendar.first_day + timedelta(weeks=calendar.weeks)


def _dates(located: ReadDocument) -> Findings:
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


def _servers(located: ReadDocument) -> Findings:
    for i, server in enumerate(located.model.servers):
        for part in ("cpu_millicores", "memory_mib", "disk_gib"):
            total, used = getattr(server.total, part), getattr(server.used, part)
            if used > total:
                yield located.finding(
                    ("servers", i, "used", part),
                    gettext_noop("More is used (%(used)s) than the server has (%(total)s)."),
                    gettext_noop("Check the unit: thousandths of a core, MiB, GiB."),
                    used=used,
                    total=total,
                )


def _money(located: ReadDocument) -> Findings:
    document: ScenarioDocument = located.model
    years = {year.year for year in document.calendar.fiscal_years}
    for i, line in enumerate(document.budget):
        if line.fiscal_year not in years:
            yield located.finding(
                ("budget", i, "fiscal_year"),
                gettext_noop("%(year)s is no fiscal year of the calendar."),
                gettext_noop("Add it under calendar.fiscal_years."),
                year=line.fiscal_year,
            )
    for i, role in enumerate(document.roles):
        if role.outside_day_price_idr is not None and not role.outside_budget_code:
            yield located.finding(
                ("roles", i, "outside_day_price_idr"),
                gettext_noop("Outside days of “%(id)s” have a price but no budget code."),
                gettext_noop("Add outside_budget_code."),
                id=role.id,
            )
    funded = {line.code for line in document.budget}
    for path, code in _charged_codes(document):
        if code not in funded:
            yield _warning(
                located.finding(
                    path,
                    gettext_noop("No budget line has the code %(code)s, so nothing pays for this."),
                    gettext_noop("Add a budget line, or charge it to one that exists."),
                    code=code,
                )
            )


def _charged_codes(document: ScenarioDocument) -> Iterator[tuple[Path, str]]:
    for i, role in enumerate(document.roles):
        if role.outside_budget_code:
            yield ("roles", i, "outside_budget_code"), role.outside_budget_code
    for i, purchase in enumerate(document.purchases):
        yield ("purchases", i, "budget_code"), purchase.budget_code
    for i, shared in enumerate(document.shared_activities):
        yield from _codes(("shared_activities", i, "costs"), shared.costs)
    for i, option in enumerate(document.options):
        yield from _codes(("options", i, "yearly_costs"), option.yearly_costs)
        for j, activity in enumerate(option.activities):
            yield from _codes(("options", i, "activities", j, "costs"), activity.costs)


def _codes(path: Path, costs: tuple[CostDocument, ...]) -> Iterator[tuple[Path, str]]:
    for i, cost in enumerate(costs):
        if cost.amount_idr:
            yield (*path, i, "code"), cost.code


def _served_needs(located: ReadDocument) -> Findings:
    document: ScenarioDocument = located.model
    served = {service.need for option in document.options for service in option.serves}
    for i, need in enumerate(document.needs):
        if need.id not in served:
            yield _warning(
                located.finding(
                    ("needs", i, "id"),
                    gettext_noop("Nothing serves the need “%(id)s”."),
                    gettext_noop("Add an option for it; until then it stays unmet."),
                    id=need.id,
                )
            )
