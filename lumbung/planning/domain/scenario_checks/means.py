"""Money and servers: who pays, and what is used already."""

from collections.abc import Iterator

from lumbung.catalogue.domain.recipes.recipe import CostDocument
from lumbung.kit.documents import Path, ReadDocument
from lumbung.kit.errors import Finding, gettext_noop
from lumbung.planning.domain.scenario_document import ScenarioDocument

Findings = Iterator[Finding]


def servers(located: ReadDocument) -> Findings:
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


def money(located: ReadDocument) -> Findings:
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
            yield located.warning(
                path,
                gettext_noop("No budget line has the code %(code)s, so nothing pays for this."),
                gettext_noop("Add a budget line, or charge it to one that exists."),
                code=code,
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
