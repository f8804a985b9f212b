"""Work: shared and own activities, how long they last, what they wait for."""

from collections.abc import Iterator

from lumbung.catalogue.domain.recipes.recipe import ActivityDocument
from lumbung.kit.documents import Path, ReadDocument
from lumbung.kit.errors import Finding, gettext_noop
from lumbung.planning.domain.scenario_checks.circles import circle
from lumbung.planning.domain.scenario_checks.references import Known, reference
from lumbung.planning.domain.scenario_document import ScenarioDocument

Findings = Iterator[Finding]


def activities(located: ReadDocument) -> Findings:
    document: ScenarioDocument = located.model
    known = Known(document)
    yield from _recipe(located, ("shared_activities",), document.shared_activities, (), known)
    used = {id for option in document.options for id in option.uses}
    for i, shared in enumerate(document.shared_activities):
        if shared.id not in used:
            yield located.warning(
                ("shared_activities", i, "id"),
                gettext_noop("No option uses the shared activity “%(id)s”."),
                gettext_noop("Name it under `uses` of the options that need it."),
                id=shared.id,
            )
    for i, option in enumerate(document.options):
        path = ("options", i, "activities")
        yield from _recipe(located, path, option.activities, option.uses, known)


def _recipe(
    located: ReadDocument,
    path: Path,
    entries: tuple[ActivityDocument, ...],
    uses: tuple[str, ...],
    known: Known,
) -> Findings:
    """References, durations and the cycles of one list of activities; `uses` are shared ones."""
    nameable = dict.fromkeys((*(activity.id for activity in entries), *uses)).keys()
    horizon = located.model.calendar.weeks
    graph: dict[str, list[str]] = {}
    for i, activity in enumerate(entries):
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
        if activity.least_weeks > horizon and not located.is_bridged("calendar"):
            yield located.warning(
                (*place, "least_weeks"),
                gettext_noop("“%(id)s” needs %(least)s weeks; the plan has %(weeks)s."),
                gettext_noop("No option that needs it can be chosen; lengthen calendar.weeks."),
                id=activity.id,
                least=activity.least_weeks,
                weeks=horizon,
            )
        for role in activity.effort_days:
            yield from reference(located, (*place, "effort_days", role), role, known.roles)
        befores = [e if isinstance(e, str) else e.activity for e in activity.after]
        for j, before in enumerate(befores):
            yield from reference(located, (*place, "after", j), before, nameable)
        graph[activity.id] = [before for before in befores if before in nameable]
    yield from circle(
        located,
        path,
        graph,
        gettext_noop("These activities wait for one another in a circle: %(circle)s."),
        gettext_noop("Take one `after` out of the circle."),
    )
