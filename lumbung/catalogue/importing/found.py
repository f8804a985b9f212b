"""A publiccode.yml that was found somewhere, with the way to the pictures beside it."""

from collections.abc import Callable
from dataclasses import dataclass

from lumbung.catalogue.importing.git_repository import History

# The picture at a path beside publiccode.yml. Raises LumbungError where there is none.
ReadBeside = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Found:
    """`address` is the repository's page as far as it is known; `place` tells people where it was
    read; `etag` and `last_modified` are the other side's, for asking only for changes."""

    content: bytes
    place: str
    address: str
    read_beside: ReadBeside
    history: History | None = None
    etag: str = ""
    last_modified: str = ""
