"""What an entry is called and does, in one language, from the facts of its publiccode.yml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

LANGUAGES = ("id", "en")


@dataclass(frozen=True, slots=True)
class EntryDescription:
    """`language` is that of the texts; `is_fallback` where it is not the one asked for."""

    name: str
    function: str
    description: str
    features: tuple[str, ...]
    language: str
    is_fallback: bool
    documentation: str = ""
    api_documentation: str = ""
    videos: tuple[str, ...] = ()


def description_of(facts: Mapping[str, Any], language: str = "id") -> EntryDescription:
    """In `language`, else in Indonesian, English, or the first there is. A tag with a region
    (id-ID) counts as its language."""
    texts = facts.get("by_language") or {}
    chosen = _nearest(language, texts)
    told: Mapping[str, Any] = texts.get(chosen) or {}
    return EntryDescription(
        name=str(told.get("localised_name") or facts.get("name") or ""),
        function=str(told.get("short_description") or ""),
        description=str(told.get("long_description") or ""),
        features=tuple(str(feature) for feature in told.get("features") or ()),
        language=chosen,
        is_fallback=bool(chosen) and _base(chosen) != _base(language),
        documentation=str(told.get("documentation") or ""),
        api_documentation=str(told.get("api_documentation") or ""),
        videos=tuple(str(video) for video in told.get("videos") or ()),
    )


def known_licence(facts: Mapping[str, Any]) -> str:
    """Empty where none is told, or a licence of one's own making says that it is unknown."""
    told = str(facts.get("licence") or "")
    is_unknown = any(word in told.lower() for word in ("tidak-diketahui", "unknown"))
    return "" if told.startswith("LicenseRef-") and is_unknown else told


def _nearest(language: str, known: Iterable[str]) -> str:
    tags = list(known)
    for wanted in (language, *LANGUAGES):
        for tag in tags:
            if _base(tag) == _base(wanted):
                return tag
    return tags[0] if tags else ""


def _base(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()
