"""Whole texts kept beside the tests. LUMBUNG_WRITE_GOLDEN=1 writes them anew, to be looked at."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def assert_golden(name: str, text: str) -> None:
    """Compares without the spaces at the ends of lines, which tables pad with."""
    shown = "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
    path = FOLDER / name
    if os.environ.get("LUMBUNG_WRITE_GOLDEN"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")
