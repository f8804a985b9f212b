"""Indonesian texts need the compiled catalogues that set-up makes; here they are made as needed."""

import os
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOMS = Path(__file__).parents[3]


@pytest.fixture(scope="session", autouse=True)
def _compiled_catalogues() -> None:
    for source in ROOMS.glob("*/locale/id/LC_MESSAGES/django.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        part = compiled.with_name(f".{compiled.name}.{os.getpid()}")
        with source.open("rb") as text, part.open("wb") as binary:
            write_mo(binary, read_po(text, locale="id"))
        part.replace(compiled)
