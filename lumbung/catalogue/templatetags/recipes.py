"""Small readings for recipe tables: a role's name by identifier, and kept findings as findings."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from lumbung.kit.errors import Finding, Severity

register = template.Library()


@register.filter
def named(slug: str, names: Mapping[str, str] | str) -> str:
    """The name behind an identifier; the identifier where none is known."""
    return names.get(slug, slug) if isinstance(names, Mapping) else slug


@register.filter
def as_findings(kept: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """Findings as they are kept with an offer."""
    return [
        Finding(
            **{key: entry[key] for key in ("key", "message", "hint", "line", "column")},
            severity=Severity(entry["severity"]),
            facts=tuple(entry["facts"].items()),
        )
        for entry in kept
    ]
