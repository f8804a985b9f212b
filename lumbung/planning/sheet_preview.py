"""The dry run of a region's workbook: what each row would add or change, and every finding, before
anything is stored.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.db.models import Model

from lumbung.core.models import User
from lumbung.kit.errors import Finding, Severity, gettext_noop
from lumbung.planning.files.xlsx_import import (
    SAME_ROW,
    SAME_ROW_HINT,
    ImportedParts,
    read_parts,
)
from lumbung.planning.files.xlsx_layout import Choice, Choices
from lumbung.planning.files.xlsx_parts import BUDGET, NEEDS, PARTS, STAFF, Part
from lumbung.planning.files.xlsx_places import Place
from lumbung.planning.models import Need
from lumbung.planning.sheet_rows import KnownRows, Wanted, wanted_line, wanted_need, wanted_post
from lumbung.registry import queries as registry

# Where the field of a row is called otherwise than the column it comes from.
COLUMN_OF = {"decidays_per_week": "days_per_week", "post": "id", "slug": "id"}
RULE_HINT = gettext_noop("Mend the cell in the file and upload it again.")


class Outcome(StrEnum):
    CREATE = "create"
    CHANGE = "change"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class RowPreview:
    wanted: Wanted
    outcome: Outcome
    changes: tuple[Change, ...] = ()

    @property
    def is_example(self) -> bool:
        return bool(self.wanted.fields.get("example", getattr(self.wanted.known, "example", False)))


@dataclass(frozen=True, slots=True)
class PartPreview:
    """What one sheet would do; `sheet` is empty where the file has none for it."""

    part: Part
    sheet: str
    rows: tuple[RowPreview, ...]

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


@dataclass(frozen=True, slots=True)
class SheetPreview:
    file_name: str
    parts: tuple[PartPreview, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(finding.severity == Severity.ERROR for finding in self.findings)

    @property
    def is_valid(self) -> bool:
        return not self.errors

    def count(self, outcome: Outcome) -> int:
        return sum(part.count(outcome) for part in self.parts)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """By part and outcome, as the audit log and the API tell them."""
        return {
            part.part.name: {str(outcome): part.count(outcome) for outcome in Outcome}
            for part in self.parts
        }

    @property
    def digest(self) -> str:
        """Equal for two dry runs that would store the same."""
        acts = [
            (part.part.name, row.wanted.place.row, row.outcome, row.wanted.fields, row.changes)
            for part in self.parts
            for row in part.rows
        ]
        return hashlib.sha256(repr((acts, self.errors)).encode()).hexdigest()


def kept_choices(options: Mapping[str, Any]) -> Choices:
    """The choices kept with an upload, as JSON."""
    return {part: Choice(**choice) for part, choice in options.get("parts", {}).items()}


def preview_of(
    content: bytes, *, file_name: str, choices: Choices | None = None, viewer: User
) -> SheetPreview:
    """Never raises for what the file holds."""
    known = KnownRows(viewer)
    read = read_parts(content, file_name=file_name, choices=choices, agency_ids=known.agency_ids)
    wanted: dict[str, list[Wanted]] = {
        NEEDS.name: list(_wanted(read, NEEDS, read.needs, wanted_need, known)),
        STAFF.name: list(_wanted(read, STAFF, read.staff, wanted_post, known)),
        BUDGET.name: list(_wanted(read, BUDGET, read.budget, wanted_line, known)),
    }
    models: dict[str, type[Model]] = {
        NEEDS.name: Need,
        STAFF.name: registry.staff_members().model,
        BUDGET.name: registry.budget_lines().model,
    }
    findings = list(read.findings)
    parts = []
    sheets = {layout.part.name: layout.sheet for layout in read.layouts}
    for part in PARTS:
        seen: dict[object, int] = {}
        rows = [_judged(each, models[part.name], seen) for each in wanted[part.name]]
        findings += [finding for row in rows for finding in row.findings]
        sound = (row for row in rows if not _is_refused(row))
        previews = tuple(_compared(row) for row in sound)
        parts.append(PartPreview(part, sheets.get(part.name, ""), previews))
    told = tuple(replace(finding, file=file_name) for finding in findings)
    return SheetPreview(file_name, tuple(parts), told)


def _wanted(
    read: ImportedParts,
    part: Part,
    documents: tuple[Any, ...],
    resolve: Callable[[Any, Place, KnownRows], Wanted],
    known: KnownRows,
) -> Iterator[Wanted]:
    places = read.places.get(part.name, ())
    for document, place in zip(documents, places, strict=True):
        yield resolve(document, place, known)


def _is_refused(row: Wanted) -> bool:
    return any(finding.severity == Severity.ERROR for finding in row.findings)


def _judged(row: Wanted, kind: type[Model], seen: dict[object, int]) -> Wanted:
    """With what the table's own rules say, and whether an earlier row is the same one under another
    name, such as an agency's short name."""
    if _is_refused(row):
        return row
    before = seen.setdefault(row.identity, row.place.row)
    if before != row.place.row:
        twice = row.place.finding(SAME_ROW, SAME_ROW_HINT, facts={"row": before})
        return replace(row, findings=(*row.findings, twice))
    instance = copy(row.known) if row.known is not None else kind()
    for name, value in row.fields.items():
        setattr(instance, name, value)
    broken = registry.rule_findings(instance, line=row.place.row, columns={})
    told = (_placed(finding, row.place) for finding in broken)
    return replace(row, findings=(*row.findings, *told))


def _placed(finding: Finding, place: Place) -> Finding:
    field = COLUMN_OF.get(finding.key, finding.key)
    return place.finding(finding.message, RULE_HINT, column=place.columns.get(field, 0))


def _compared(row: Wanted) -> RowPreview:
    if row.known is None:
        return RowPreview(row, Outcome.CREATE)
    changes = tuple(
        Change(name, getattr(row.known, name), value)
        for name, value in row.fields.items()
        if getattr(row.known, name) != value
    )
    return RowPreview(row, Outcome.CHANGE if changes else Outcome.SAME, changes)
