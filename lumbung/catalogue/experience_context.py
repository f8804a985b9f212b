"""What `catalogue/_experiences.html` needs, for every page that shows it."""

from typing import Any

from lumbung.catalogue import queries
from lumbung.catalogue.charts.effort import draw_effort
from lumbung.catalogue.domain.recipes.recipe_summary import summarise
from lumbung.catalogue.models import Entry
from lumbung.catalogue.queries.experiences import EntryExperiences, entry_experiences
from lumbung.catalogue.queries.seen_entries import Viewer
from lumbung.registry.queries import staff_roles


def experience_context(viewer: Viewer, entry: Entry) -> dict[str, Any]:
    """`experiences`, `effort_picture` and `role_names` for the template."""
    found = entry_experiences(viewer, entry)
    return {
        "experiences": found,
        "effort_picture": draw_effort(_told(found), _offered_days(viewer, entry)),
        "role_names": dict(staff_roles().values_list("slug", "name")),
    }


def _told(found: EntryExperiences) -> list[tuple[str, float, bool]]:
    return [
        (report.experience.region.name, report.effort.days, report.experience.example)
        for report in found.reports
        if report.effort.days and report.experience.state == report.experience.State.VISIBLE
    ]


def _offered_days(viewer: Viewer, entry: Entry) -> float | None:
    """Of the first offer of the entry, that the viewer may see, whose recipe states effort."""
    for offer in queries.offers(viewer).filter(entry=entry).order_by("-state", "pk"):
        summary = summarise(queries.recipe_of(offer), queries.shared_activities_of(offer))
        if summary.days:
            return float(summary.days)
    return None
