"""Options whose reports of use have changed since their recipe was taken."""

from lumbung.catalogue.domain.recipes.sharpening import tells
from lumbung.catalogue.queries import reported_entries, use_reports
from lumbung.planning.models import Option


def options_with_news() -> tuple[int, ...]:
    """Options of offers of which other reports of use are told today than when their recipe was
    taken, by primary key."""
    reported = reported_entries()
    marks: dict[int, dict[str, str]] = {}
    found = []
    for option in Option.objects.select_related("offer").filter(offer__isnull=False):
        entry = option.offer.entry_id if option.offer else None
        if entry in reported and entry not in marks:
            marks[entry] = {each.key: each.mark for each in use_reports(entry) if tells(each)}
        if (option.reports_known or {}) != marks.get(entry or 0, {}):
            found.append(option.pk)
    return tuple(found)
