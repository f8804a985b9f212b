"""Reading another node: two nodes as processes, one with 2,000 entries, each with a publiccode.yml
of about 3 KiB; read whole for the first time, again with nothing new, and by events after 20
changes.

`python -m benchmarks.federation [ENTRIES]`: the target is a first reading within 60 seconds.
"""

import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.federation.nodes import Node, make_template

ENTRIES = 2000
CHANGED = 20
TARGET_S = 60


def main(count: int = ENTRIES) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "template").mkdir()
        template = make_template(root / "template")
        nodes = [Node(code, root / code, template) for code in ("32.11", "61.72")]
        try:
            for node in nodes:
                node.wait_until_served()
            _measure(*nodes, count)
        finally:
            for node in nodes:
                node.kill()


def _measure(origin: Node, reader: Node, count: int) -> None:
    reader.accept(link=origin.invite())
    _told, told_s = _timed(origin.make_entries, count=count)
    print(f"{count} entries stored and signed by their node: {told_s:.1f} s")
    cpu = reader.cpu_s(), origin.cpu_s()
    first, first_s = _timed(reader.pull, code="32.11")
    reader_s, origin_s = reader.cpu_s() - cpu[0], origin.cpu_s() - cpu[1]
    assert first["counts"]["taken"] == count and not first["error"], first
    told = "within" if first_s <= TARGET_S else "OVER"
    print(f"first reading, whole: {first_s:.1f} s ({told} the {TARGET_S} s aimed at)")
    print(f"  {count / first_s:.0f} entries a second; of a processor: reader {reader_s:.1f} s,")
    print(f"  origin {origin_s:.1f} s (what is more was waiting, for a busy machine above all)")
    again, again_s = _timed(reader.pull, code="32.11", full=True)
    assert again["counts"]["taken"] == 0
    print(f"compared whole by hash, nothing new: {again_s:.2f} s")
    _nothing, quiet_s = _timed(reader.pull, code="32.11")
    print(f"by events, nothing new: {quiet_s:.2f} s")
    origin.make_entries(count=CHANGED, version="2.0.0")
    changed, changed_s = _timed(reader.pull, code="32.11")
    assert changed["counts"]["taken"] == CHANGED, changed
    print(f"by events, {CHANGED} changed: {changed_s:.2f} s")


def _timed(deed: Any, **facts: Any) -> tuple[Any, float]:
    start = perf_counter()
    result = deed(**facts)
    return result, perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES)
