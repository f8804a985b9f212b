"""A node that loses its power in the middle of a reading loses nothing, and takes nothing twice."""

import sqlite3
import threading
import time
from contextlib import suppress

from tests.federation.conftest import Nodes
from tests.federation.nodes import Node

ENTRIES = 150
PATIENCE_S = 60


def stored(node: Node) -> int:
    """Counted past the node itself, which may be dead."""
    with sqlite3.connect(f"file:{node.folder / 'lumbung.sqlite3'}?mode=ro", uri=True) as database:
        return int(database.execute("SELECT count(*) FROM catalogue_feeditem").fetchone()[0])


def read_in_vain(node: Node) -> None:
    with suppress(ValueError):  # the killed process answers nothing
        node.pull(code="32.11")


def test_killed_reader_goes_on(nodes: Nodes) -> None:
    singkawang, sumedang = nodes("61.72", "32.11")
    sumedang.make_entries(count=ENTRIES)
    singkawang.accept(link=sumedang.invite())
    reading = threading.Thread(target=read_in_vain, args=(singkawang,))
    reading.start()
    deadline = time.monotonic() + PATIENCE_S
    while stored(singkawang) == 0 and time.monotonic() < deadline:
        time.sleep(0.01)
    singkawang.kill()
    reading.join()
    before = stored(singkawang)
    assert 0 < before < ENTRIES

    singkawang.start()
    singkawang.wait_until_served()
    assert singkawang.pull(code="32.11")["counts"] is None  # perhaps it still lives
    singkawang.let_the_dead_be_dead(code="32.11")
    read = singkawang.pull(code="32.11")

    assert read["error"] == "" and read["counts"]["taken"] == ENTRIES - before
    assert len(singkawang.entries()) == ENTRIES
