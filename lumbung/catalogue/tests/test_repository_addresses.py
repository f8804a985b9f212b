"""Where publiccode.yml may be, told from what people copy out of their browser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.domain.entries.repository_addresses import (
    beside,
    clean_path,
    places_of,
    raw_address,
)


@pytest.mark.parametrize(
    ("page", "raw"),
    [
        (
            "https://github.com/kota/antrean/blob/main/publiccode.yml",
            "https://raw.githubusercontent.com/kota/antrean/main/publiccode.yml",
        ),
        (
            "https://gitlab.com/kota/tik/antrean/-/blob/main/publiccode.yml?ref_type=heads",
            "https://gitlab.com/kota/tik/antrean/-/raw/main/publiccode.yml?ref_type=heads",
        ),
        (
            "https://codeberg.org/kota/antrean/src/branch/main/publiccode.yml",
            "https://codeberg.org/kota/antrean/raw/branch/main/publiccode.yml",
        ),
        (
            "https://bitbucket.org/kota/antrean/src/main/publiccode.yml",
            "https://bitbucket.org/kota/antrean/raw/main/publiccode.yml",
        ),
        ("https://kode.example/x/publiccode.yml", "https://kode.example/x/publiccode.yml"),
    ],
)
def test_page_of_a_file_leads_to_the_file(page, raw):
    assert raw_address(page) == raw
    assert places_of(page).files == (raw,)


@pytest.mark.parametrize(
    ("page", "first", "git"),
    [
        (
            "https://github.com/kota/antrean",
            "https://raw.githubusercontent.com/kota/antrean/HEAD/publiccode.yml",
            "https://github.com/kota/antrean.git",
        ),
        (
            "https://github.com/kota/antrean.git",
            "https://raw.githubusercontent.com/kota/antrean/HEAD/publiccode.yml",
            "https://github.com/kota/antrean.git",
        ),
        (
            "https://github.com/kota/antrean/tree/main/docs",
            "https://raw.githubusercontent.com/kota/antrean/HEAD/publiccode.yml",
            "https://github.com/kota/antrean.git",
        ),
        (
            "https://gitlab.com/kota/tik/antrean/-/tree/main",
            "https://gitlab.com/kota/tik/antrean/-/raw/HEAD/publiccode.yml",
            "https://gitlab.com/kota/tik/antrean.git",
        ),
        (
            "https://codeberg.org/kota/antrean/",
            "https://codeberg.org/api/v1/repos/kota/antrean/raw/publiccode.yml",
            "https://codeberg.org/kota/antrean.git",
        ),
        (
            "https://bitbucket.org/kota/antrean",
            "https://bitbucket.org/kota/antrean/raw/HEAD/publiccode.yml",
            "https://bitbucket.org/kota/antrean.git",
        ),
    ],
)
def test_page_of_a_repository_leads_to_its_file_and_its_git(page, first, git):
    places = places_of(page)
    assert (places.files[0], places.git) == (first, git)
    assert places.files[1] == first.replace(".yml", ".yaml")


def test_unknown_host_is_asked_in_every_manner():
    files = places_of("https://git.kota.example/tik/antrean").files
    assert [file.removeprefix("https://git.kota.example") for file in files if "yml" in file] == [
        "/tik/antrean/-/raw/HEAD/publiccode.yml",
        "/api/v1/repos/tik/antrean/raw/publiccode.yml",
        "/tik/antrean/raw/HEAD/publiccode.yml",
    ]


@pytest.mark.parametrize(
    "file",
    [
        "https://raw.githubusercontent.com/kota/antrean/main/publiccode.yml",
        "https://github.com/kota/antrean/blob/main/publiccode.yml",
        "https://github.com/kota/antrean/raw/main/publiccode.yml",
    ],
)
def test_repository_of_a_file_is_known(file):
    assert places_of(file).repository == "https://github.com/kota/antrean"


def test_file_on_a_plain_site_has_no_repository():
    places = places_of("https://dinas.example/berkas/publiccode.yml")
    assert (places.repository, places.git) == ("", "")


def test_picture_is_sought_beside_the_file():
    file = "https://raw.githubusercontent.com/kota/antrean/HEAD/publiccode.yml"
    assert beside(file, "./a b/c.png") == file.replace("publiccode.yml", "a%20b/c.png")
    for path in ("../x.png", "/etc/passwd", "a/../../x", "", ".git/config", "a\\b", "a\nb", "-x"):
        assert beside(file, path) == clean_path(path) == ""


@given(st.text(max_size=80))
def test_no_path_leads_out(path):
    clean = clean_path(path)
    assert not clean.startswith(("/", "-", "..")) and "/../" not in f"/{clean}/"
    assert clean_path(clean) == clean
