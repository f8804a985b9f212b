"""publiccode.yml: strict check and lenient reading beside parsing alone with libyaml, in one run.

`python -m benchmarks.publiccode [--rounds N]`. The files lie beside the project
(../shared/data/publiccode: real ones and the reference parser's valid cases); without them nothing
is measured. Target: 500 files a second and core for the strict check.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from time import process_time

import yaml

from lumbung.catalogue.domain.publiccode import check_publiccode, read_publiccode

FILES = Path(__file__).parents[1].parent / "shared/data/publiccode"
TARGET = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds: int = parser.parse_args().rounds
    paths = [*FILES.glob("real/*.yml"), *FILES.glob("conformance/valid/**/*.yml")]
    if not paths:
        print("../shared/data/publiccode is not here; nothing was measured")
        return
    texts = [path.read_bytes() for path in sorted(paths)]
    print(f"{len(texts)} files, {sum(map(len, texts)) / len(texts) / 1024:.1f} KiB on average")
    alone = _files_a_second(_parse, texts, rounds)
    _tell("parsing alone (libyaml)", alone, alone)
    checked = _files_a_second(check_publiccode, texts, rounds)
    _tell("strict check", checked, alone)
    _tell("lenient reading", _files_a_second(read_publiccode, texts, rounds), alone)
    print(f"target {TARGET}/s for the strict check: {'met' if checked >= TARGET else 'MISSED'}")


def _parse(content: bytes) -> object:
    try:
        return yaml.compose(content, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None


def _files_a_second(work: Callable[[bytes], object], texts: list[bytes], rounds: int) -> float:
    """By processor time, the best of `rounds`; a first one, which loads word lists, is left out."""
    for text in texts:
        work(text)
    best = float("inf")
    for _round in range(rounds):
        started = process_time()
        for text in texts:
            work(text)
        best = min(best, process_time() - started)
    return len(texts) / best


def _tell(name: str, files: float, alone: float) -> None:
    print(f"{name:26} {files:8.0f} files/s   {alone / files:5.1f} × parsing alone")


if __name__ == "__main__":
    main()
