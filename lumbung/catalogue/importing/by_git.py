"""Finding publiccode.yml, its pictures and its history in a git repository."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

from lumbung.catalogue.importing.found import Found
from lumbung.catalogue.importing.git_repository import latest_commit, opened_repository
from lumbung.catalogue.importing.shielded_git import GitLimits, remove_leftovers
from lumbung.kit.destinations import Gate

COMMIT = "git:"  # marks an etag that is a commit


def clones_folder() -> Path:
    return Path(settings.DATA_DIR) / "clones"


@contextlib.contextmanager
def found_by_git(
    url: str,
    *,
    gate: Gate | None = None,
    limits: GitLimits | None = None,
    alive: Callable[[], None] = lambda: None,
) -> Iterator[Found]:
    """What the repository at `url` holds, as long as the context lasts. Raises FetchRefused or
    FetchFailed."""
    opened = opened_repository(url, clones_folder(), gate=gate, limits=limits, alive=alive)
    with opened as repository:
        name, content = repository.publiccode()
        address = repository.address.removesuffix(".git")
        yield Found(
            content=content,
            place=f"{repository.address} {name}",
            address=address,
            read_beside=repository.file,
            history=repository.history(),
            etag=f"{COMMIT}{repository.commit}",
        )


def has_new_commit(url: str, etag: str, *, gate: Gate | None = None) -> bool:
    """Whether the repository's HEAD is another commit than when `etag` was kept."""
    return f"{COMMIT}{latest_commit(url, clones_folder(), gate=gate)}" != etag


def remove_half_clones(**signal: object) -> None:
    """At a worker's start: what a killed worker left on disk goes."""
    remove_leftovers(clones_folder())
