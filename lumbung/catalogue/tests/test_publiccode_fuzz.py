"""Whatever comes is answered: arbitrary bytes and trees, real files with bytes changed, bombs."""

import resource
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lumbung.catalogue.domain.publiccode.rules import PUBLICCODE
from lumbung.catalogue.tests.publiccode_properties import hold_for
from lumbung.catalogue.tests.test_publiccode_check import SOUND
from lumbung.kit.yaml_writing import dump_yaml

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT.parent / "shared" / "data" / "publiccode"
TEXTS = [SOUND.encode(), *(path.read_bytes() for path in sorted(DATA.rglob("*.yml")))]
ATHERIS_RUNS = 800

words = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "id", "IT", "web", "yes", "1.10", "2021-24-06", "GPLv3+", "a\0b", "\u2028"]
    ),
    st.booleans(),
    st.none(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
)
keys = st.one_of(
    st.sampled_from([*PUBLICCODE.keys, "name", "license", "type"]), st.text(max_size=8)
)
trees = st.recursive(
    words,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=6)),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_arbitrary_bytes(content: bytes) -> None:
    hold_for(content)


@settings(max_examples=200, deadline=None)
@example({"name": [None]})
@given(st.dictionaries(keys, trees, max_size=8))
def test_arbitrary_trees(tree: dict) -> None:
    hold_for(dump_yaml(tree))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(TEXTS),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12)), max_size=4),
)
def test_real_files_with_bytes_changed(text: bytes, changes: list) -> None:
    for place, removed, added in changes:
        at = int(place * len(text))
        text = text[:at] + added + text[at + removed :]
    hold_for(text)


BOMBS = {
    "aliases": "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"{c}: &{c} [{', '.join([f'*{b}'] * 10)}]\n" for b, c in pairwise("abcdefghi")),
    "alias of a long text": "name: &a " + "x" * 500_000 + "\nusedBy: [" + "*a, " * 900 + "*a]\n",
    "deep list": "a: " + "[" * 500_000,
    "deep mapping": "\n".join(" " * i + "a:" for i in range(1200)),
    "deep flow": "{a: " * 100_000,
    "20 MB": "a: " + "x" * 20_000_000,
    "20 MB of lines": "name: x\n" * 2_500_000,
    "huge key": "x" * 900_000 + ": 1\n",
    "many keys": "".join(f"key{i}: 1\n" for i in range(90_000)),
    "many documents": "---\na: 1\n" * 90_000,
    "many broken lines": "a: 'x\n" * 100 + "\t- }\n" * 5000,
    "many words": "description: {id: {shortDescription: " + "a " * 400_000 + "}}\n",
    "many graphemes": "name: " + "e\u0301" * 300_000 + "\n",
    "licence": "legal: {license: '" + "(" * 400_000 + "MIT'}\n",
    "slashes": "description: {id: {videos: ['https://backtracks.fm/" + "a/" * 400_000 + "']}}\n",
    "comments": "name: x # " + "# " * 450_000 + "\n",
}
MOST_BYTES = 400 * 1024 * 1024
MOST_CPU_S = 20
LIMITED = """
import sys
from lumbung.catalogue.tests.publiccode_properties import hold_for
hold_for(sys.stdin.buffer.read())
"""


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_cost_little_memory_and_work(bomb: str) -> None:
    """In a process that the system ends when it takes more."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_S, MOST_CPU_S))

    done = subprocess.run(
        [sys.executable, "-c", LIMITED],
        input=BOMBS[bomb].encode(),
        cwd=ROOT,
        preexec_fn=limit,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]


def test_guided_by_coverage(tmp_path: Path) -> None:
    """A bounded number of runs, from a seed; `make fuzz` goes on for longer."""
    command = [sys.executable, "-m", "lumbung.catalogue.tests.publiccode_fuzz"]
    done = subprocess.run(
        [*command, f"-runs={ATHERIS_RUNS}", "-seed=7", f"-artifact_prefix={tmp_path}/"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "TMPDIR": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-3000:]
