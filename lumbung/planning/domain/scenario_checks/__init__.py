"""What spans the entries of a `scenario.yml`: references, circles, dates, sums.

Each check yields every finding it has; a document that passes with warnings at most can be planned.
"""

from collections.abc import Iterator

from lumbung.kit.documents import ReadDocument
from lumbung.kit.errors import Finding
from lumbung.planning.domain.scenario_checks.activities import activities
from lumbung.planning.domain.scenario_checks.dates import calendar_days, dates
from lumbung.planning.domain.scenario_checks.means import money, servers
from lumbung.planning.domain.scenario_checks.prerequisites import (
    impossible_options,
    prerequisite_circles,
    unserved_needs,
)
from lumbung.planning.domain.scenario_checks.references import references, unique_ids

CHECKS = (
    unique_ids,
    references,
    activities,
    calendar_days,
    dates,
    servers,
    money,
    unserved_needs,
    prerequisite_circles,
    impossible_options,
)


def check_scenario(located: ReadDocument) -> Iterator[Finding]:
    """Every finding of a document whose shape is right already."""
    for check in CHECKS:
        yield from check(located)
