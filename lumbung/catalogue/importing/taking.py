"""Taking what was found into the catalogue: the entry, then its pictures and history."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from lumbung.catalogue.actions.entries import KeptEntry, keep_entry
from lumbung.catalogue.actions.pictures import (
    MOST_SCREENSHOTS,
    NamedPicture,
    keep_history,
    keep_pictures,
    pictures_sought,
)
from lumbung.catalogue.domain.entries.repository_addresses import raw_address
from lumbung.catalogue.importing.by_url import fetch_picture
from lumbung.catalogue.importing.found import Found, ReadBeside
from lumbung.catalogue.kept_errors import KeptError, error_as_kept
from lumbung.catalogue.models import Catalog, Entry, EntryPicture
from lumbung.core.models import User
from lumbung.kit.destinations import FetchFailed, Gate
from lumbung.kit.errors import LumbungError
from lumbung.kit.pictures import clean_picture

PICTURES_SECONDS = 90  # for all pictures of one entry


@dataclass(frozen=True, slots=True)
class Taken:
    """`left_out` are pictures that could not be taken, each with its source and error."""

    entry: Entry
    is_new: bool
    is_changed: bool
    pictures: int
    left_out: list[KeptError] = field(default_factory=list)


def take(
    found: Found,
    *,
    catalog: Catalog | None = None,
    by: User | None,
    tell: Callable[[str], None] = lambda source: None,
    gate: Gate | None = None,
) -> Taken:
    """Raises DocumentInvalid where nothing of publiccode.yml can be used and nothing is known yet.
    A picture that cannot be taken keeps nothing else from being taken."""
    kept = take_text(found, catalog=catalog, by=by)
    taken = EntryPicture.objects.filter(entry=kept.entry).count()
    left_out: list[KeptError] = []
    if kept.is_changed or not taken:
        taken, left_out = take_pictures(kept.entry, found.read_beside, tell=tell, gate=gate)
    return Taken(kept.entry, kept.is_new, kept.is_changed, taken, left_out)


def take_text(found: Found, *, catalog: Catalog | None, by: User | None) -> KeptEntry:
    """The entry and its history, without pictures. Raises as `take`."""
    kept = keep_entry(found.content, url=found.address, source=found.place, catalog=catalog, by=by)
    if found.history:
        keep_history(kept.entry, asdict(found.history))
    return kept


def take_pictures(
    entry: Entry,
    read_beside: ReadBeside,
    *,
    tell: Callable[[str], None] = lambda source: None,
    gate: Gate | None = None,
) -> tuple[int, list[KeptError]]:
    """How many there are now, and those left out. Where none came, those of last time stay."""
    pictures, left_out, is_complete = _pictures(entry.facts, read_beside, tell, gate)
    pictures_sought(entry, is_complete=is_complete)
    if pictures or not left_out:
        return keep_pictures(entry, pictures), left_out
    return EntryPicture.objects.filter(entry=entry).count(), left_out


def named_pictures(facts: dict[str, Any]) -> list[tuple[EntryPicture.Role, str]]:
    """The logo and the first screenshots of any language, each once."""
    logo = facts.get("logo") or ""
    screenshots = [
        source
        for texts in (facts.get("by_language") or {}).values()
        for source in texts.get("screenshots") or ()
    ]
    named = [(EntryPicture.Role.LOGO, logo)] if logo else []
    distinct = list(dict.fromkeys(str(source) for source in screenshots))[:MOST_SCREENSHOTS]
    return named + [(EntryPicture.Role.SCREENSHOT, source) for source in distinct]


def _pictures(
    facts: dict[str, Any], read_beside: ReadBeside, tell: Callable[[str], None], gate: Gate | None
) -> tuple[list[NamedPicture], list[KeptError], bool]:
    """Also whether all was sought to the end: nothing that may be there later is left out."""
    deadline = time.monotonic() + PICTURES_SECONDS
    pictures: list[NamedPicture] = []
    left_out: list[KeptError] = []
    is_complete = True
    for role, source in named_pictures(facts):
        if time.monotonic() > deadline:
            is_complete = False
            break
        tell(source)
        try:
            picture = clean_picture(_content(source, read_beside, gate))
        except LumbungError as error:
            left_out.append({"source": source[:300], **error_as_kept(error)})
            is_complete = is_complete and not isinstance(error, FetchFailed)
            continue
        pictures.append(NamedPicture(role, source, picture))
    return pictures, left_out, is_complete


def _content(source: str, read_beside: ReadBeside, gate: Gate | None) -> bytes:
    if source.lower().startswith(("http://", "https://")):
        return fetch_picture(raw_address(source), gate)
    return read_beside(source)
