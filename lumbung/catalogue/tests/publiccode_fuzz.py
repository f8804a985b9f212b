"""Fuzzing of the check and of the lenient reading, guided by coverage (atheris):
`python -m lumbung.catalogue.tests.publiccode_fuzz [-runs=N]`. `make test` runs it for a bounded
number of runs (test_publiccode_fuzz), `make fuzz` for five minutes. A crash leaves its input in a
crash-* file.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["lumbung.catalogue.domain.publiccode", "lumbung.kit"]):
    from lumbung.catalogue.tests.publiccode_properties import hold_for

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "data" / "publiccode"


def one_input(content: bytes) -> None:
    hold_for(content)
    hold_for(content.decode("utf-8", errors="ignore"))


def main() -> None:
    seeds = [str(SEEDS / "real"), str(SEEDS / "conformance")] if SEEDS.exists() else []
    atheris.Setup([*sys.argv, "-max_len=30000", *_writable(), *seeds], one_input)
    atheris.Fuzz()


def _writable() -> list[str]:
    """libFuzzer writes new inputs to the first folder; the seeds are not ours to add to."""
    return [tempfile.mkdtemp(prefix="publiccode-fuzz-")]


if __name__ == "__main__":
    main()
