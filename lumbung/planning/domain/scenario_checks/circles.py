"""Circles in what waits for what."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from lumbung.kit.documents import Path, ReadDocument
from lumbung.kit.errors import Finding


def circle(
    located: ReadDocument, path: Path, graph: dict[str, list[str]], message: str, hint: str
) -> Iterator[Finding]:
    """At most one finding: `message` names the circle, which is told where its first entry stands.
    `graph` has the entries at `path`, in order, each with those it waits for."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        around = list(reversed(error.args[1]))
        index = list(graph).index(around[0])
        yield located.finding((*path, index), message, hint, circle=" → ".join(around))
