"""Five regions' nodes, as one test needs them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.federation.nodes import Node, make_template

Nodes = Callable[..., list[Node]]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def nodes(tmp_path: Path, template: Path) -> Iterator[Nodes]:
    """Starts nodes of the given regions, all together; they end with the test."""
    started: list[Node] = []

    def start(*codes: str) -> list[Node]:
        fresh = [Node(code, tmp_path / code, template) for code in codes]
        started.extend(fresh)
        for node in fresh:
            node.wait_until_served()
        return fresh

    yield start
    for node in started:
        node.kill()
