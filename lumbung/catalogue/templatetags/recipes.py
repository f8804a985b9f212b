"""Small readings for recipe tables: a role's name by identifier, and kept findings as findings."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from lumbung.catalogue.kept_findings import findings_from_kept
from lumbung.kit.errors import Finding

register = template.Library()


@register.filter
def named(slug: str, names: Mapping[str, str] | str) -> str:
    """The name behind an identifier; the identifier where none is known."""
    return names.get(slug, slug) if isinstance(names, Mapping) else slug


@register.filter
def as_findings(kept: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """Findings as they are kept with an entry."""
    return findings_from_kept(kept)
