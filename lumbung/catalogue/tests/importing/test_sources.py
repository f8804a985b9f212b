"""Sources read on a schedule: only what changed is fetched, errors are kept and waited after, what
is listed no more is marked and stays."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lumbung.catalogue import source_jobs
from lumbung.catalogue.actions import sources
from lumbung.catalogue.errors import SourceAddressUnfit
from lumbung.catalogue.importing.listings import read_catalogue, read_url_list
from lumbung.catalogue.kept_errors import error_words
from lumbung.catalogue.models import Catalog, Entry, SourceItem
from lumbung.catalogue.source_reading import read_source
from lumbung.catalogue.tests.importing.git_server import (
    commit,
    make_repository,
    needs_git,
    serving_git,
)
from lumbung.catalogue.tests.importing.publiccode import LOGO, PNG, publiccode
from lumbung.core.models import Role
from lumbung.core.tests.factories import make_user
from lumbung.kit.destinations import FetchFailed, FetchRefused, Gate
from lumbung.kit.tests.servers import answer, serving
from lumbung.registry.errors import StillInUse

pytestmark = pytest.mark.django_db
GATE = Gate(["127.0.0.1"])


@pytest.fixture(autouse=True)
def loopback(settings, tmp_path):
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    settings.DATA_DIR = tmp_path


class Site:
    """Answers from `files`, with an ETag, and 304 to who has it; other paths are 404. What is set
    in `broken` is answered with 503."""

    def __init__(self):
        self.files = {}
        self.broken = set()
        self.asked = []

    def __call__(self, peer, request):
        path = request.split()[1].decode()
        self.asked.append(path)
        if path in self.broken:
            return answer(status="503 Sibuk")(peer, request)
        if path not in self.files:
            return answer(b"<html>", status="404 Tiada")(peer, request)
        content = self.files[path]
        etag = f'"{hash(content)}"'
        if f"if-none-match: {etag}".encode() in request.lower():
            return answer(status="304 Sama")(peer, request)
        return answer(content, headers=f"ETag: {etag}\r\n")(peer, request)


def raw(name):
    return f"/kota/{name}/-/raw/HEAD/publiccode.yml"


def make_source(url, driver="json"):
    fields = {"name": "Sumber", "alternative_id": "sumber", "driver": driver, "url": url}
    return sources.store_source({**fields, "interval_minutes": 60}, by=None)


def read(source):
    read_source(source.pk)
    source.refresh_from_db()
    return {item.address.rpartition("/")[2]: item for item in source.source_items.all()}


def later():
    """All that waits is due."""
    Catalog.objects.update(next_try_at=None, last_full_at=timezone.now() - timedelta(days=1))
    SourceItem.objects.update(next_try_at=None)


@pytest.fixture
def site():
    site = Site()
    with serving(site) as server:
        site.url = server.url
        site.files = {
            raw("a"): publiccode("A", url=f"{server.url}/kota/a", logo=None),
            raw("b"): publiccode("B", url=f"{server.url}/kota/b", logo=None),
        }
        listed = [f"{server.url}/kota/a", {"url": f"{server.url}/kota/b"}]
        site.files["/daftar.json"] = json.dumps(listed).encode()
        yield site


def test_what_a_list_names_becomes_entries_of_that_source(site):
    source = make_source(f"{site.url}/daftar.json")
    items = read(source)
    assert {entry.name: entry.catalog for entry in Entry.objects.all()} == {
        "A": source,
        "B": source,
    }
    assert items["a"].last_valid_at and items["a"].next_try_at > timezone.now()
    assert (source.failures, source.last_error, source.etag != "") == (0, "", True)
    assert source.next_try_at > timezone.now()


def test_second_reading_asks_only_for_changes(site):
    source = make_source(f"{site.url}/daftar.json")
    read(source)
    later()
    site.asked.clear()
    site.files[raw("b")] = publiccode("B baru", url=f"{site.url}/kota/b", logo=None)
    before = Entry.objects.get(name="A").last_seen_at
    read(source)
    assert [path for path in site.asked if path.endswith(("json", "yml"))] == [
        "/daftar.json", raw("a"), raw("b"),
    ]  # fmt: skip
    assert set(Entry.objects.values_list("name", flat=True)) == {"A", "B baru"}
    assert Entry.objects.get(name="A").last_seen_at > before


def test_what_is_not_due_is_not_asked(site):
    source = make_source(f"{site.url}/daftar.json")
    read(source)
    site.asked.clear()
    read(source)
    assert site.asked == []


def test_entry_that_breaks_keeps_its_last_good_copy_and_is_asked_ever_later(site):
    source = make_source(f"{site.url}/daftar.json")
    read(source)
    site.broken.add(raw("a"))
    waits = []
    for _round in range(3):
        later()
        item = read(source)["a"]
        waits.append(item.next_try_at - timezone.now())
    assert waits[0] < waits[1] < waits[2] and item.failures == 3
    assert "503" in error_words(item.error)
    assert item.entry.name == "A" and item.last_valid_at
    site.broken.clear()
    later()
    assert (read(source)["a"].failures, read(source)["a"].error) == (0, {})


def test_file_that_cannot_be_used_is_told_and_the_others_are_read(site):
    source = make_source(f"{site.url}/daftar.json")
    site.files[raw("a")] = b"- bukan kamus"
    items = read(source)
    assert items["a"].error["message"] and items["a"].entry is None
    assert items["b"].entry.name == "B"


def test_what_is_listed_no_more_is_marked_and_stays_until_it_is_back(site):
    source = make_source(f"{site.url}/daftar.json")
    read(source)
    whole = site.files["/daftar.json"]
    site.files["/daftar.json"] = json.dumps([f"{site.url}/kota/b"]).encode()
    later()
    items = read(source)
    assert items["a"].missing_since and not items["b"].missing_since
    assert Entry.objects.filter(name="A", is_active=True).exists()
    site.files["/daftar.json"] = whole
    later()
    assert read(source)["a"].missing_since is None


@pytest.mark.parametrize("content", [b"{", b'{"a": 1}', b'"x"', b"[" * 100_000, b"\xff"])
def test_source_that_is_no_list_fails_in_words_and_nothing_is_marked_missing(site, content):
    source = make_source(f"{site.url}/daftar.json")
    read(source)
    site.files["/daftar.json"] = content
    later()
    items = read(source)
    assert source.failures == 1 and "not a list" in source.last_error
    assert source.next_try_at > timezone.now() and not items["a"].missing_since


def test_addresses_that_are_none_are_counted_and_left_out():
    rows = ["https://a.example/x", "file:///etc/passwd", {"url": 5}, 7, None, "", "x" * 900, [], {}]
    with serving(answer(json.dumps({"data": rows * 2}).encode())) as s:
        told = read_url_list(s.url, gate=GATE)
    assert (told.addresses, told.skipped) == (("https://a.example/x",), 16)


def software(site, name, **more):
    text = publiccode(name, url=f"{site.url}/kota/{name}", logo="logo: gambar/logo.svg").decode()
    return {
        "id": name,
        "url": f"{site.url}/kota/{name}",
        "publiccodeYml": text,
        "active": True,
    } | more


class Pages:
    def __init__(self, rows, size=2):
        self.rows, self.size, self.asked = rows, size, []

    def __call__(self, peer, request):
        path = request.split()[1].decode()
        self.asked.append(path)
        start = int(parse_qs(urlsplit(path).query).get("page[after]", ["0"])[0])
        end = start + self.size
        following = f"?page[after]={end}" if end < len(self.rows) else None
        body = {"data": self.rows[start:end], "links": {"prev": None, "next": following}}
        answer(json.dumps(body).encode())(peer, request)


def test_existing_catalogue_is_read_page_by_page(site):
    rows = [software(site, name) for name in "abcde"] + [
        {"id": 1},
        "x",
        software(site, "f", active=False),
    ]
    pages = Pages(rows)
    site.files["/kota/a/-/raw/HEAD/gambar/logo.svg"] = LOGO
    with serving(pages) as api:
        source = make_source(f"{api.url}/v1", "open-catalog")
        read(source)
        assert len(pages.asked) == 4 and all(
            path.startswith("/v1/software?") for path in pages.asked
        )
        assert set(Entry.objects.values_list("name", flat=True)) == set("abcde")
        asked = len(site.asked)
        pages.rows = rows[1:]
        later()
        items = read(source)
    assert items["a"].missing_since and len(site.asked) == asked
    assert Entry.objects.count() == 5


def test_catalogue_that_leads_in_a_circle_or_elsewhere_is_refused():
    def circle(peer, request):
        links = {"next": "https://jahat.example/v1/software?page[after]=1"}
        answer(json.dumps({"data": [], "links": links}).encode())(peer, request)

    with serving(circle) as s, pytest.raises(FetchRefused, match="circle"):
        list(read_catalogue(f"{s.url}/v1", gate=GATE))
    assert len(s.requests) == 2
    for body, error in ((b"[]", FetchRefused), (b"x", FetchRefused), (b'{"data":5}', FetchRefused)):
        with serving(answer(body)) as s, pytest.raises(error):
            list(read_catalogue(s.url, gate=GATE))
    with serving(answer(status="404 x")) as s, pytest.raises(FetchFailed):
        list(read_catalogue(s.url, gate=GATE))


@needs_git
def test_git_source_is_fetched_anew_only_for_a_new_commit(tmp_path):
    files = {"publiccode.yml": publiccode(), "gambar/logo.svg": LOGO, "gambar/layar.png": PNG}
    folder = make_repository(tmp_path / "r/antrean", files)
    with serving_git(tmp_path / "r") as server:
        source = make_source(server.url("antrean"), "git")
        item = read(source)["antrean"]
        assert item.error == {} and item.entry.pictures.count() == 2
        first = item.entry.history.commit
        later()
        server.requests.clear()
        read(source)
        assert len(server.requests) < 5
        commit(folder, {"publiccode.yml": publiccode("Nama baru")})
        later()
        item = read(source)["antrean"]
    assert item.entry.name == "Nama baru" and item.entry.history.commit != first


def test_two_workers_do_not_read_one_source_at_once(site):
    from lumbung.catalogue.actions.pulls import begin_pull

    source = make_source(f"{site.url}/daftar.json")
    assert begin_pull(source.pk)
    assert read_source(source.pk) is None and site.asked == []


def test_reading_that_takes_too_long_goes_on_next_time(site):
    source = make_source(f"{site.url}/daftar.json")
    read_source(source.pk, budget_s=-1)
    assert SourceItem.objects.filter(entry=None).count() == 2
    source.refresh_from_db()
    assert source.next_try_at <= timezone.now()
    site.asked.clear()
    read(source)
    assert "/daftar.json" not in site.asked and Entry.objects.count() == 2


def test_due_sources_are_queued_once_and_paused_ones_are_not(site):
    source = make_source(f"{site.url}/daftar.json")
    source_jobs.read_due_sources.call()
    source_jobs.read_due_sources.call()
    assert DBTaskResult.objects.count() == 1
    DBTaskResult.objects.all().delete()
    sources.pause_source(source, by=make_user(Role.CIO))
    source_jobs.read_due_sources.call()
    assert DBTaskResult.objects.count() == 0 and read_source(source.pk) is None
    sources.resume_source(source, by=None)
    source_jobs.read_due_sources.call()
    assert DBTaskResult.objects.count() == 1


def test_source_with_entries_is_not_deleted(site):
    source = make_source(f"{site.url}/daftar.json")
    read(source)
    with pytest.raises(StillInUse):
        sources.delete_source(source, by=None)
    Entry.objects.all().delete()
    sources.delete_source(source, by=None)
    assert not Catalog.objects.exists()


@pytest.mark.parametrize("url", ["ftp://x.example/", "https://a:b@x.example/", "http://0x7f.1/"])
def test_address_that_is_never_fetched_is_no_source(url):
    with pytest.raises(SourceAddressUnfit):
        make_source(url)
