"""Findings as they are kept in a column, and back: JSON that names no class."""

from collections.abc import Iterable, Mapping
from typing import Any

from lumbung.kit.errors import Finding, Severity


def findings_as_kept(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "key": finding.key,
            "message": finding.message,
            "hint": finding.hint,
            "line": finding.line,
            "column": finding.column,
            "severity": finding.severity.value,
            "facts": dict(finding.facts),
        }
        for finding in findings
    ]


def findings_from_kept(kept: Iterable[Mapping[str, Any]]) -> list[Finding]:
    return [
        Finding(
            **{key: entry[key] for key in ("key", "message", "hint", "line", "column")},
            severity=Severity(entry["severity"]),
            facts=tuple(entry["facts"].items()),
        )
        for entry in kept
    ]
