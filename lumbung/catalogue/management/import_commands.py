"""`lumbung catalogue import` and `read-sources`: the same ways in as the pages."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from lumbung.catalogue.import_running import Asked, run
from lumbung.catalogue.importing.by_upload import MOST_BYTES, UploadUnfit
from lumbung.catalogue.models import Catalog, Import
from lumbung.catalogue.queries import imports as queries
from lumbung.catalogue.source_reading import read_source
from lumbung.kit.errors import gettext_noop


def add_to(commands: Any) -> None:
    parser: ArgumentParser = commands.add_parser(
        "import", help="take publiccode.yml into the catalogue, from files or an address"
    )
    parser.add_argument("what", nargs="+", metavar="PATH|URL")
    parser.add_argument("--git", action="store_true", help="the addresses are git repositories")
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    parser.set_defaults(handler=import_all)
    reading: ArgumentParser = commands.add_parser(
        "read-sources", help="read the sources that are due, or those named, here and now"
    )
    reading.add_argument("source", nargs="*", metavar="SHORT-IDENTIFIER")
    reading.add_argument("--json", action="store_true", help="print the figures as JSON")
    reading.set_defaults(handler=read_sources)


def import_all(*, what: list[str], git: bool, **options: Any) -> dict[str, Any]:
    """Figures, and with them the results, of everything named. A file that cannot be used does not
    keep the others from being taken."""
    addresses = [each for each in what if "://" in each]
    files = tuple(_file(each) for each in what if "://" not in each)
    way = Import.Way.GIT if git else Import.Way.URL
    asked = [Asked(way, address, (), None) for address in addresses]
    if files:
        asked.append(Asked(Import.Way.UPLOAD, "", files, None))
    results = [result for each in asked for result in run(each, lambda stage, detail: None)]
    taken = [result for result in results if "entry" in result]
    told = {
        "taken": len(taken),
        "new": sum(result["is_new"] for result in taken),
        "changed": sum(result["is_changed"] and not result["is_new"] for result in taken),
        "refused": len(results) - len(taken),
    }
    return told | {"results": results} if options.get("json") else told


def _file(path: str) -> tuple[str, bytes]:
    with Path(path).open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UploadUnfit(gettext_noop("%(file)s is larger than 20 MiB."), file=path)
    return Path(path).name, content


def read_sources(*, source: list[str], **options: Any) -> dict[str, Any]:
    """Raises NotFoundError for a source that is none."""
    due = [queries.source_called(each) for each in source] or list(
        queries.sources().filter(state=Catalog.State.ACTIVE)
    )
    read = [counts for each in due if (counts := read_source(each.pk)) is not None]
    names = ("done", "taken", "removed", "refused", "skipped")
    return {"sources": len(read)} | {
        name: sum(getattr(counts, name) for counts in read) for name in names
    }
