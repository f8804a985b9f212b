"""Findings of many rows put together, for imports of any room."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lumbung.kit.errors import Finding, Severity


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The same thing wrong in several rows: one look, one decision."""

    finding: Finding
    lines: tuple[int, ...]


def grouped(findings: Sequence[Finding]) -> list[FindingGroup]:
    """Errors first, then what concerns most rows."""
    groups: dict[Finding, list[int]] = {}
    for finding in findings:
        groups.setdefault(replace(finding, line=0), []).append(finding.line)
    return sorted(
        (FindingGroup(finding, tuple(lines)) for finding, lines in groups.items()),
        key=lambda group: (group.finding.severity is not Severity.ERROR, -len(group.lines)),
    )
