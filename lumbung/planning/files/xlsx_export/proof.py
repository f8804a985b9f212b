"""The sheet of proof: how good the plan is known to be, and how to get it again."""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook

from lumbung.planning.domain.wording import LEVELS, STATUSES
from lumbung.planning.files.xlsx_cells import (
    Column,
    Kind,
    Value,
    new_sheet,
    write_heading,
    write_table,
)
from lumbung.planning.files.xlsx_export.contents import Contents


def add_proof(book: Workbook, contents: Contents) -> None:
    _ = contents.gettext
    sheet = new_sheet(book, _("Proof"))
    write_heading(sheet, _("How good the plan is, and how to get it again"), is_title=True)
    write_table(sheet, (Column(_("Fact"), 44), Column(_("Value"), 24)), _facts(contents))
    write_heading(sheet, _("Levels of the objective, most important first"))
    columns = (
        Column(_("Level"), 44),
        Column(_("Reached"), 24, Kind.WHOLE),
        Column(_("Bound"), 20, Kind.WHOLE),
        Column(_("Gap"), 10, Kind.SHARE),
        Column(_("Proven"), 10),
    )
    rows = (
        (_(LEVELS[level.name]), level.value, level.bound, level.gap, contents.yes(level.is_proven))
        for level in contents.result.levels
    )
    write_table(sheet, columns, rows)


def _facts(contents: Contents) -> Iterator[Sequence[Value]]:
    _ = contents.gettext
    record = contents.result.record
    yield _("Status"), _(STATUSES[contents.result.status])
    yield _("Solver"), record.solver
    yield _("Seed"), record.seed
    yield _("Workers"), record.workers
    yield _("Time limit (seconds)"), record.time_limit_s
    yield _("Time taken (seconds)"), round(record.elapsed_s, 1)
    if record.first_plan_s is not None:
        yield _("Time to the first plan (seconds)"), round(record.first_plan_s, 1)
    yield _("The same seed gives the same plan"), _("yes") if record.is_reproducible else _("no")
    yield _("Interrupted"), _("yes") if record.interrupted else _("no")
    yield _("SHA-256 of the scenario"), record.scenario_sha256
