"""Nothing that a person reads is left untranslated, and both catalogues compile."""

import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.architecture.sources import ROOT, tracked_files

CATALOGUES = tracked_files("lumbung/*/locale/id/LC_MESSAGES/django.po")
ROOMS = sorted({path.parents[3].name for path in CATALOGUES})
# Words for which the glossary has another (docs/glossary.md), by room.
REPLACED = {
    "catalogue": re.compile(r"infrastruktur|konsep PKS", re.IGNORECASE),
    "portal": re.compile("infrastruktur", re.IGNORECASE),
    # What the hub counts as unmet is narrower than what matching shows on top.
    "planning": re.compile("belum terjawab", re.IGNORECASE),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


@pytest.mark.parametrize("room", ROOMS)
def test_catalogue_is_complete_and_compiles(room: str) -> None:
    with (ROOT / f"lumbung/{room}/locale/id/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file, locale="id")
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert [message.id for message in catalogue if message.id and not message.string] == []
    write_mo(BytesIO(), catalogue)


@pytest.mark.parametrize("room", sorted(REPLACED))
def test_each_concept_has_the_word_of_the_glossary(room: str) -> None:
    with (ROOT / f"lumbung/{room}/locale/id/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file, locale="id")
    assert [m.string for m in catalogue if m.id and REPLACED[room].search(str(m.string))] == []


@pytest.mark.parametrize("room", ROOMS)
def test_placeholders_survive_translation(room: str) -> None:
    with (ROOT / f"lumbung/{room}/locale/id/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file, locale="id")
    for message in catalogue:
        if message.id and isinstance(message.id, str):
            assert set(PLACEHOLDER.findall(message.id)) == set(
                PLACEHOLDER.findall(str(message.string))
            ), message.id


@pytest.mark.parametrize("room", ROOMS)
def test_every_marked_message_is_in_the_catalogue(room: str, tmp_path: Path) -> None:
    copy = tmp_path / room
    shutil.copytree(ROOT / "lumbung" / room, copy, ignore=shutil.ignore_patterns("locale", "tests"))
    (copy / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "id", "--no-location"],
        cwd=copy,
        env={name: v for name, v in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        check=True,
        capture_output=True,
    )
    with (copy / "locale/id/LC_MESSAGES/django.po").open("rb") as file:
        marked = {message.id for message in read_po(file) if message.id}
    with (ROOT / f"lumbung/{room}/locale/id/LC_MESSAGES/django.po").open("rb") as file:
        known = {message.id for message in read_po(file) if message.id}
    assert marked - known == set()
