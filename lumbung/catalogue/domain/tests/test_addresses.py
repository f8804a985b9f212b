"""One repository, many spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.domain.entries.addresses import normalised_url

SAME = [
    "https://github.com/OpenSID/OpenSID",
    "https://github.com/OpenSID/OpenSID.git",
    "http://www.github.com:80/opensid/opensid/",
    "https://token:secret@github.com/OpenSID/OpenSID?tab=readme#top",
    "git@github.com:OpenSID/OpenSID.git",
    "ssh://git@github.com/OpenSID/OpenSID.git",
    "git://github.com/OpenSID/OpenSID.git",
    "https://raw.githubusercontent.com/OpenSID/OpenSID/master/publiccode.yml",
    "https://github.com/OpenSID/OpenSID/blob/master/publiccode.yml",
    "https://github.com/OpenSID/./OpenSID//",
]


@pytest.mark.parametrize("url", SAME)
def test_spellings_of_one_repository_are_equal(url: str) -> None:
    assert normalised_url(url) == "https://github.com/opensid/opensid"


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://gitlab.com/a/b/c/-/raw/main/publiccode.yml", "https://gitlab.com/a/b/c"),
        ("https://git.example.org/A/b/raw/branch/main/x.yml", "https://git.example.org/A/b"),
        ("ssh://git@git.example.org:2222/a/b.git", "https://git.example.org/a/b"),
        ("https://git.example.org:8443/a/b", "https://git.example.org:8443/a/b"),
        ("https://magelang.example/", "https://magelang.example"),
        ("https://[::1]/a", "https://[::1]/a"),
    ],
)
def test_other_hosts(url: str, wanted: str) -> None:
    assert normalised_url(url) == wanted


@pytest.mark.parametrize(
    "url", ["", "x", "C:\\x", "file:///etc/passwd", "https://", "https://h:99999/a", "a b://c"]
)
def test_what_is_no_address_is_empty(url: str) -> None:
    assert normalised_url(url) == ""


def test_different_repositories_stay_apart() -> None:
    assert normalised_url(SAME[0]) != normalised_url("https://github.com/OpenSID/OpenDK")
    assert normalised_url("https://h.example/A") != normalised_url("https://h.example/a")


URLS = st.one_of(
    st.text(),
    st.from_regex(r"(https?|ssh|git)://([a-z@:]*)[a-z.]+(:[0-9]{1,5})?(/[A-Za-z.%/-]*)?"),
)


@given(URLS)
def test_normalising_twice_changes_nothing(url: str) -> None:
    once = normalised_url(url)
    assert normalised_url(once) == once and len(once) <= 500
