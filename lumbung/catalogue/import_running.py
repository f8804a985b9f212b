"""Doing what an import asks for: find, take, tell. Called by the job and by the command."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from lumbung.catalogue.domain.entries.repository_addresses import places_of
from lumbung.catalogue.importing.by_git import found_by_git
from lumbung.catalogue.importing.by_upload import UploadUnfit, find_in_upload
from lumbung.catalogue.importing.by_url import find_by_url
from lumbung.catalogue.importing.found import Found
from lumbung.catalogue.importing.taking import Taken, take
from lumbung.catalogue.kept_errors import error_as_kept
from lumbung.catalogue.kept_findings import findings_as_kept
from lumbung.catalogue.models import Import
from lumbung.core.models import User
from lumbung.kit.destinations import FetchFailed, FetchRefused
from lumbung.kit.errors import DocumentInvalid, LumbungError, Severity

MOST_FINDINGS = 100  # kept of a file that could not be used at all
ALIVE_EVERY_S = 2.0
# Stage and detail. Raises whatever shall end the work.
Tell = Callable[[Import.Stage, str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an import is about, apart from its row."""

    way: Import.Way
    address: str
    files: tuple[tuple[str, bytes], ...]
    by: User | None


def run(asked: Asked, tell: Tell) -> Iterator[dict[str, Any]]:
    """One result for each publiccode.yml, as it comes (models.Import.results). Raises LumbungError
    where nothing can be looked for at all."""
    if asked.way == Import.Way.UPLOAD:
        for name, content in asked.files:
            try:
                yield from (_taken(found, asked, tell) for found in find_in_upload(name, content))
            except UploadUnfit as error:
                yield {"place": name, "error": error_as_kept(error)}
        return
    with _found(asked, tell) as found:
        yield _taken(found, asked, tell)


@contextmanager
def _found(asked: Asked, tell: Tell) -> Iterator[Found]:
    """By the address; what is a repository's page, and shows no file there, is asked by git."""
    if asked.way == Import.Way.URL:
        tell(Import.Stage.SEARCHING, asked.address)
        try:
            found = find_by_url(asked.address, tell=lambda at: tell(Import.Stage.SEARCHING, at))
        except FetchRefused as refused:
            git = places_of(asked.address).git
            if not git or len(places_of(asked.address).files) == 1:
                raise
            with _by_git(git, tell, instead_of=refused) as found:
                yield found
            return
        yield found
        return
    with _by_git(asked.address, tell) as found:
        yield found


@contextmanager
def _by_git(address: str, tell: Tell, *, instead_of: LumbungError | None = None) -> Iterator[Found]:
    tell(Import.Stage.CLONING, address)
    opened = found_by_git(address, alive=_seldom(lambda: tell(Import.Stage.CLONING, address)))
    try:
        found = opened.__enter__()
    except (FetchRefused, FetchFailed):
        if instead_of:
            raise instead_of from None
        raise
    try:
        yield found
    finally:
        opened.__exit__(None, None, None)


def _taken(found: Found, asked: Asked, tell: Tell) -> dict[str, Any]:
    tell(Import.Stage.READING, found.place)
    try:
        taken = take(found, by=asked.by, tell=lambda source: tell(Import.Stage.PICTURES, source))
    except DocumentInvalid as error:
        findings = findings_as_kept(error.findings[:MOST_FINDINGS])
        return {"place": found.place, "findings": findings}
    except LumbungError as error:
        return {"place": found.place, "error": error_as_kept(error)}
    return {"place": found.place, **_result(taken)}


def _result(taken: Taken) -> dict[str, Any]:
    severities = [finding["severity"] for finding in taken.entry.latest_findings]
    return {
        "entry": taken.entry.pk,
        "name": taken.entry.name,
        "is_new": taken.is_new,
        "is_changed": taken.is_changed,
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "pictures": taken.pictures,
        "left_out": taken.left_out,
    }


def _seldom(act: Callable[[], None]) -> Callable[[], None]:
    """Calls `act` at most every ALIVE_EVERY_S seconds."""
    last = time.monotonic()

    def perhaps() -> None:
        nonlocal last
        if time.monotonic() - last >= ALIVE_EVERY_S:
            last = time.monotonic()
            act()

    return perhaps
