"""`lumbung catalogue index`: the search index, made anew."""

from typing import Any

from lumbung.catalogue.actions.entries import read_again
from lumbung.catalogue.actions.search_index import rebuild_index


def add_to(commands: Any) -> None:
    index = commands.add_parser("index", help="make the search index anew where it differs")
    index.add_argument("--json", action="store_true", help="tell what was done as JSON")
    index.set_defaults(handler=_index)


def _index(**options: Any) -> dict[str, Any]:
    """Texts whose facts were never taken (moved by an upgrade) are read first."""
    return {"read": read_again(), "indexed": rebuild_index()}
