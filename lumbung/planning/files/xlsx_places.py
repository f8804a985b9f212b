"""Where in a workbook something stands, and findings told by that place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from lumbung.kit.errors import Finding, Severity


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a sheet; `columns` (field -> column from 1) and `written` (field -> text as in the
    file) are those that the row was read by."""

    sheet: str = ""
    row: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

    def finding(
        self,
        message: str,
        hint: str,
        *,
        column: int = 0,
        severity: Severity = Severity.ERROR,
        facts: Mapping[str, object] | None = None,
    ) -> Finding:
        cell = f"{get_column_letter(column) if column else ''}{self.row or ''}"
        return Finding(
            key=f"{self.sheet}!{cell}" if self.sheet else "file",
            message=message,
            hint=hint,
            line=self.row,
            column=column,
            severity=severity,
            facts=tuple((name, str(fact)) for name, fact in (facts or {}).items()),
        )


def sheet_of(finding: Finding) -> str:
    """The sheet of a finding told by Place; empty where it concerns the file."""
    return finding.key.rpartition("!")[0]
