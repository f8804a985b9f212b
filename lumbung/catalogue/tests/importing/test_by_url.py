"""publiccode.yml by its address, by its repository's page, again, and within uploads."""

import zipfile
from io import BytesIO

import pytest

from lumbung.catalogue.importing.by_upload import MOST_FILES, UploadUnfit, find_in_upload
from lumbung.catalogue.importing.by_url import NoFileFound, find_again, find_by_url
from lumbung.kit.destinations import FetchFailed, FetchRefused, Gate
from lumbung.kit.tests.servers import answer, serving

GATE = Gate(["127.0.0.1"])
NONE = answer(b"<html>tiada</html>", status="404 Not Found")


def site(files, *, headers=""):
    """Answers the paths in `files`; all else is a kind page that says there is nothing."""

    def behave(peer, request):
        path = request.split()[1].decode()
        (answer(files[path], headers=headers) if path in files else NONE)(peer, request)

    return behave


def test_file_is_found_by_its_own_address_with_what_asks_for_changes():
    files = {"/a/publiccode.yml": b"isi", "/a/gambar/x.png": b"png"}
    with serving(site(files, headers='ETag: "1"\r\nLast-Modified: kemarin\r\n')) as s:
        found = find_by_url(f"{s.url}/a/publiccode.yml", gate=GATE)
        assert found.read_beside("gambar/x.png") == b"png"
        for path in ("../rahasia", "tiada.png"):
            with pytest.raises((FetchRefused, FetchFailed)):
                found.read_beside(path)
    assert (found.content, found.etag, found.last_modified) == (b"isi", '"1"', "kemarin")
    assert found.address == found.place == f"{s.url}/a/publiccode.yml"


@pytest.mark.parametrize(
    "path",
    [
        "/kota/antrean/-/raw/HEAD/publiccode.yml",
        "/kota/antrean/-/raw/HEAD/publiccode.yaml",
        "/api/v1/repos/kota/antrean/raw/publiccode.yml",
        "/kota/antrean/raw/HEAD/publiccode.yml",
    ],
)
def test_file_is_found_from_the_page_of_its_repository(path):
    told = []
    with serving(site({path: b"isi"})) as s:
        found = find_by_url(f"{s.url}/kota/antrean.git", gate=GATE, tell=told.append)
    assert (found.content, found.address) == (b"isi", f"{s.url}/kota/antrean")
    assert told[-1] == found.place == s.url + path


def test_no_more_is_fetched_than_the_reader_takes():
    files = {"/publiccode.yml": b"#" * (1024 * 1024 + 1)}
    with serving(site(files)) as s, pytest.raises((FetchRefused, FetchFailed)):
        find_by_url(f"{s.url}/publiccode.yml", gate=GATE)


def test_page_that_says_nothing_is_here_with_status_200_is_no_file():
    page = answer(b"\n <!DOCTYPE html><title>Sign in</title>")
    with serving(page) as s, pytest.raises(NoFileFound):
        find_by_url(f"{s.url}/kota/antrean", gate=GATE)
    assert len(s.requests) == 6


def test_host_in_trouble_is_not_asked_six_times():
    with serving(answer(status="503 Busy")) as s, pytest.raises(FetchFailed, match="503"):
        find_by_url(f"{s.url}/kota/antrean", gate=GATE)
    assert len(s.requests) == 1


def test_refusal_is_told_and_not_that_nothing_was_found():
    with pytest.raises(FetchRefused, match="private or reserved"):
        find_by_url("http://127.0.0.1/kota/antrean", gate=Gate())


def test_file_is_asked_for_again_only_if_it_changed():
    def behave(peer, request):
        known = b'if-none-match: "1"' in request.lower()
        (answer(status="304 Not Modified") if known else answer(b"baru"))(peer, request)

    with serving(behave) as s:
        url = f"{s.url}/publiccode.yml"
        assert find_again(url, etag='"1"', last_modified="x", gate=GATE) is None
        assert b"if-modified-since: x" in s.requests[0].lower()
        assert find_again(url, etag='"0"', last_modified="", gate=GATE).content == b"baru"


@pytest.mark.parametrize(("status", "error"), [("404 x", NoFileFound), ("500 x", FetchFailed)])
def test_file_that_is_gone_and_host_in_trouble_are_told_apart(status, error):
    with serving(answer(status=status)) as s, pytest.raises(error):
        find_again(f"{s.url}/publiccode.yml", etag="", last_modified="", gate=GATE)


def zipped(files):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_uploaded_file_stands_for_itself():
    (found,) = find_in_upload("publiccode.yml", b"isi")
    assert (found.content, found.place) == (b"isi", "publiccode.yml")
    with pytest.raises(FetchRefused):
        found.read_beside("logo.png")


def test_every_publiccode_of_a_zip_is_found_with_its_pictures():
    content = zipped(
        {
            "a-main/publiccode.yml": "a",
            "a-main/gambar/x.png": "png a",
            "b/PublicCode.YAML": "b",
            "b/lain.yml": "bukan",
            "rahasia.png": "luar",
        }
    )
    first, second = find_in_upload("unduhan.zip", content)
    assert (first.content, second.content) == (b"a", b"b")
    assert first.place == "unduhan.zip: a-main/publiccode.yml"
    assert first.read_beside("./gambar/x.png") == b"png a"
    for path in ("../rahasia.png", "../b/lain.yml", "tiada.png", "/etc/passwd"):
        with pytest.raises(FetchRefused):
            first.read_beside(path)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04rusak", "cannot be opened"),
        (zipped({"a.txt": "x"}), "holds no publiccode"),
        (zipped({"publiccode.yml": bytes(9_000_000)}), "unfolds"),
        (zipped({f"{n}/publiccode.yml": "" for n in range(MOST_FILES + 1)}), "more than"),
    ],
)
def test_unfit_zip_is_refused_in_words(content, told):
    with pytest.raises(UploadUnfit, match=told):
        list(find_in_upload("x.zip", content))
