"""The facts of a publiccode.yml as JSON, for the entry's row, its page and its search."""

from dataclasses import asdict
from typing import Any

from lumbung.catalogue.domain.publiccode.model import Description, Publiccode

_AS_THEY_ARE = (
    "name",
    "url",
    "landing_url",
    "application_suite",
    "release_date",
    "logo",
    "roadmap",
    "software_type",
    "licence",
    "copyright_owner",
    "localisation_ready",
)
_LISTS = (
    "is_based_on",
    "platforms",
    "categories",
    "used_by",
    "supports",
    "scopes",
    "countries",
    "unsupported_countries",
)


def facts_of(publiccode: Publiccode) -> dict[str, Any]:
    """JSON-ready; keys are always there, empty where the file does not tell. `by_language` has the
    texts of each language; contractors, contacts and dependencies are lists of objects."""
    owner = publiccode.organisation
    return {
        **{name: getattr(publiccode, name) for name in _AS_THEY_ARE},
        **{name: list(getattr(publiccode, name)) for name in _LISTS},
        "version": publiccode.software_version,
        "status": publiccode.development_status,
        "standard_version": publiccode.standard_version,
        "languages": list(publiccode.available_languages),
        "organisation": asdict(owner) if owner else None,
        "funded_by": [asdict(each) for each in publiccode.funded_by],
        "maintenance_type": publiccode.maintenance_type,
        "contractors": [asdict(each) for each in publiccode.contractors],
        "contacts": [asdict(each) for each in publiccode.contacts],
        "depends_on": [asdict(each) for each in publiccode.depends_on],
        "by_language": {each.language: _texts(each) for each in publiccode.descriptions},
    }


def _texts(description: Description) -> dict[str, Any]:
    texts = asdict(description)
    del texts["language"]
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in texts.items()
    }
