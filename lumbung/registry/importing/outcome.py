"""What a dry run says of each row, and of all of them together."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from lumbung.kit.errors import Finding


class Outcome(StrEnum):
    CREATE = "create"
    CHANGE = "change"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Stored:
    """A row of the registry as it is now: its primary key and the values of its fields."""

    pk: object
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """`values` are those the file gives; `pk` is the stored row's, None for a new one."""

    line: int
    label: str
    outcome: Outcome
    values: Mapping[str, object]
    pk: object = None
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()

    def refused(self, *findings: Finding) -> "RowOutcome":
        return replace(self, outcome=Outcome.REFUSED, findings=(*self.findings, *findings))


@dataclass(frozen=True, slots=True)
class DryRun:
    rows: tuple[RowOutcome, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for row in self.rows for finding in row.findings)

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)

    @property
    def digest(self) -> str:
        """Equal for two dry runs that would store the same."""
        acts = [
            (row.line, row.outcome, row.pk, sorted(row.values.items(), key=str), row.changes)
            for row in self.rows
        ]
        return hashlib.sha256(repr(acts).encode()).hexdigest()
