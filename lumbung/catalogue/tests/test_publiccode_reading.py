"""The lenient reading: whatever can be used is taken, every change is told, nothing is made up."""

from pathlib import Path

import pytest

from lumbung.catalogue.domain.publiccode import check_publiccode, facts_of, read_publiccode
from lumbung.catalogue.domain.publiccode.settling import TO_FILL_IN
from lumbung.catalogue.tests.test_publiccode_check import SOUND
from lumbung.kit.errors import Severity

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "publiccode"
needs_cases = pytest.mark.skipif(not DATA.exists(), reason="../shared is not here")
FILES = sorted(DATA.rglob("*.yml"))
REAL = sorted(DATA.glob("real/*.yml"))
# What only the author can know: a fact that is missing, or a text that is too short.
ONLY_THE_AUTHOR = ("required and missing", "at least", "needs its contractors", "one contact")


def said(text: str) -> list[str]:
    return [str(each) for each in read_publiccode(text).repairs]


@needs_cases
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_corrected_file_is_valid_or_lacks_only_facts(path: Path) -> None:
    reading = read_publiccode(path.read_bytes())
    if reading.publiccode is None:
        assert path.stem == "mostly_empty"
        return
    assert facts_of(reading.publiccode)["standard_version"]
    left = check_publiccode(reading.corrected_text)
    errors = [each for each in left.findings if each.severity is Severity.ERROR]
    assert tuple(errors) == reading.missing
    assert all(any(words in each.message for words in ONLY_THE_AUTHOR) for each in errors)
    assert not errors or TO_FILL_IN in reading.corrected_text
    again = read_publiccode(reading.corrected_text)
    assert again.publiccode == reading.publiccode
    assert again.repairs == ()


@needs_cases
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_comments_and_texts_of_the_author_stay(path: Path) -> None:
    """Every comment that stands on a line of its own is in the corrected file."""
    reading = read_publiccode(path.read_bytes())
    lines = path.read_text(encoding="utf-8").splitlines()
    top = [line.rstrip() for line in lines if line.startswith("#")]
    corrected = {line.strip() for line in reading.corrected_text.splitlines()}
    assert [line for line in top if line not in corrected] == []


def test_sound_file_is_left_as_it_is() -> None:
    reading = read_publiccode(SOUND)
    assert reading.repairs == ()
    assert reading.corrected_text == SOUND


@pytest.mark.parametrize(
    ("old", "new", "corrected"),
    [
        ('"0.7"', "0.4", 'publiccodeYmlVersion: "0.7.0"'),
        ("stable", "Production", "developmentStatus: stable"),
        ("standalone/web", "Web", "softwareType: standalone/web"),
        ("[web]", "web", "platforms:\n  - web"),
        ("[id]", "[id_ID]", "- id-ID"),
        ("localisationReady: true", "localisationReady: yes", "localisationReady: true"),
        ("AGPL-3.0-or-later", "GPLv3+", "license: GPL-3.0-or-later"),
        ("AGPL-3.0-or-later", "EUPL-1.2-or-later", "license: EUPL-1.2+"),
        ("AGPL-3.0-or-later", "Apache License 2.0", "license: Apache-2.0"),
        ("AGPL-3.0-or-later", "eupl-1.2", "license: EUPL-1.2"),
        ("https://git.example.org/e-office.git", "git.example.org/e.git ", "https://git.example"),
        (
            "https://git.example.org/e-office.git",
            "git@example.org:a/b.git",
            "ssh://git@example.org",
        ),
        ("platforms", "releaseDate: 2021-24-06\nplatforms", 'releaseDate: "2021-06-24"'),
        ("platforms", "releaseDate: 24/06/2021\nplatforms", 'releaseDate: "2021-06-24"'),
        ("platforms", "softwareVersion: 1.10\nplatforms", 'softwareVersion: "1.10"'),
        ("platforms", "logo: /img/logo.svg\nplatforms", "logo: img/logo.svg"),
        ("platforms", "landingUrl: https://a.example\nplatforms", "landingURL: https://a.exam"),
        ("platforms", "categories: office, crm\nplatforms", "- office\n  - crm"),
        ("name: e-Office", "name: 'Cafe\u0301'", "name: Café"),
        ("platforms", "it: {piattaforme: {spid: true}}\nplatforms", "id: alias:spid"),
        ("platforms", "it: {riuso: {codiceIPA: C_H501}}\nplatforms", "urn:x-italian-pa:c_h501"),
    ],
)
def test_what_is_plainly_meant_is_put_right(old: str, new: str, corrected: str) -> None:
    reading = read_publiccode(SOUND.replace(old, new))
    assert corrected in reading.corrected_text
    assert reading.missing == ()
    assert reading.repairs


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("AGPL-3.0-or-later", "GPLv3", "GPLv3"),  # only that version, or later ones too?
        ("AGPL-3.0-or-later", "proprietary", "proprietary"),
        ("stable", "R package", "R package"),
        ("platforms", "releaseDate: 03/04/2021\nplatforms", "03/04/2021"),
        ("platforms", "foobar: 1\nplatforms", "foobar"),
        ("platforms", "logo: file:///srv/logo.svg\nplatforms", "file:"),
    ],
)
def test_what_is_in_doubt_is_left_out_and_told(old: str, new: str, lost: str) -> None:
    reading = read_publiccode(SOUND.replace(old, new))
    assert lost not in reading.corrected_text
    assert any(lost in str(each) and "left out" in str(each) for each in reading.repairs)


def test_long_text_in_the_short_description_is_kept_whole() -> None:
    long = " ".join(["Surat dinas antarperangkat daerah"] * 8)
    text = SOUND.replace("Surat menyurat antarperangkat daerah", long)
    text = text.replace("longDescription", "awards: []\n    x").replace("    x: >", "    x: >")
    reading = read_publiccode(text)
    assert reading.publiccode is not None
    [description] = reading.publiccode.descriptions
    assert description.long_description == long
    assert description.short_description.endswith(" …")
    assert len(description.short_description) <= 150


def test_comments_order_and_quotes_stay() -> None:
    text = "# heading\n" + SOUND.replace(
        "name: e-Office", "# the name\nname: 'e-Office'  # as people say\nfoobar: 1  # gone"
    )
    corrected = read_publiccode(text).corrected_text
    assert corrected.startswith("# heading\npubliccodeYmlVersion")
    assert "# the name\nname: 'e-Office' # as people say\nurl:" in corrected


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SOUND.replace("name: e-Office", "name: Caf\xe9").encode("cp1252"), "Windows-1252"),
        (SOUND + "---\nname: other\n", "more than one document"),
        (SOUND.replace("platforms:", "  platforms:"), "indented like the one before"),
        (SOUND.replace("platforms:", "@broken line\nplatforms:"), "left out"),
    ],
)
def test_unreadable_text_is_made_readable_and_that_is_told(
    content: str | bytes, words: str
) -> None:
    reading = read_publiccode(content)
    assert not reading.is_valid
    assert reading.publiccode is not None
    assert reading.missing == ()
    assert any(words in str(each) for each in reading.repairs)


def test_what_is_no_publiccode_gives_nothing() -> None:
    for content in ("", "[]", "services: {web: {image: x}}", b"\x00\x01", "x" * 2_000_000):
        reading = read_publiccode(content)
        assert reading.publiccode is None
        assert reading.corrected_text == ""
        assert not reading.is_valid
