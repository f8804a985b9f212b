"""Repositories of others by git: read over HTTP on loopback, never checked out, within limits."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lumbung.catalogue.importing import git_repository
from lumbung.catalogue.importing.git_repository import (
    latest_commit,
    latest_version,
    opened_repository,
)
from lumbung.catalogue.importing.shielded_git import GitLimits, remove_leftovers, workshop
from lumbung.catalogue.tests.importing.git_server import (
    commit,
    git,
    make_repository,
    needs_git,
    serving_git,
)
from lumbung.kit.destinations import FetchFailed, FetchRefused, Gate

pytestmark = needs_git
FILES = {"publiccode.yml": b"isi\n", "gambar/logo.png": b"logo", "src/a.py": b"kode"}


@pytest.fixture
def root(tmp_path):
    return tmp_path / "repositories"


@pytest.fixture
def opened(tmp_path, root):
    """Opens the repository NAME, as the first file tells it, and hands it to `use`."""

    def open_(name, use, *, host="127.0.0.1", before=None, **options):
        with serving_git(root) as server:
            if before:
                server.before = before
            gate = options.pop("gate", None) or Gate(
                ["127.0.0.1", "kode.test"], resolve=lambda *asked: ["127.0.0.1"]
            )
            url = f"http://{host}:{server.port}/{name}"
            with opened_repository(url, tmp_path / "clones", gate=gate, **options) as repository:
                return use(repository)

    return open_


def test_file_pictures_and_history_are_read(root, opened):
    make_repository(root / "antrean", FILES)
    git(root / "antrean", "tag", "v1.9.0")
    commit(root / "antrean", {"b": b"2"}, when="2026-06-01T00:00:00+0000")
    git(root / "antrean", "tag", "--annotate", "v1.10.0", "--message", "x")
    git(root / "antrean", "tag", "nightly")

    def use(repository):
        return repository.publiccode(), repository.file("gambar/logo.png"), repository.history()

    publiccode, logo, history = opened("antrean", use)
    assert publiccode == ("publiccode.yml", b"isi\n") and logo == b"logo"
    assert history.last_commit_at == datetime(2026, 6, 1, tzinfo=UTC)
    assert (history.commits_seen, history.authors_seen, history.is_whole) == (2, 1, True)
    assert (history.tags, history.latest_tag) == (3, "v1.10.0")
    assert history.latest_tag_at == datetime(2026, 6, 1, tzinfo=UTC)


def test_history_is_honest_about_how_far_it_looked(root, opened, monkeypatch):
    make_repository(root / "antrean", FILES, when="2020-01-01T00:00:00+0000")
    for day in range(1, 8):
        commit(root / "antrean", {"b": b"%d" % day}, when=f"2026-06-0{day}T00:00:00+0000")
    monkeypatch.setattr(git_repository, "DEPTH", 3)
    history = opened("antrean", lambda repository: repository.history())
    assert (history.commits_seen, history.is_whole) == (3, False)
    assert history.oldest_seen_at == datetime(2026, 6, 5, tzinfo=UTC)


def test_yaml_ending_is_accepted_too(root, opened):
    make_repository(root / "antrean", {"publiccode.yaml": b"isi"})
    assert opened("antrean", lambda r: r.publiccode()) == ("publiccode.yaml", b"isi")


def test_git_connects_to_the_judged_address(root, opened):
    """No name server knows this name: git can only have got the address from us."""
    make_repository(root / "antrean", FILES)
    assert opened("antrean", lambda r: r.publiccode(), host="kode.test")[1] == b"isi\n"


def test_contents_that_nobody_asks_for_are_not_copied(root, opened):
    """Also a huge file does no harm: the other side leaves it out."""
    make_repository(root / "antrean", FILES | {"besar.bin": os.urandom(3_000_000)})
    limits = GitLimits(disk=1_000_000)
    assert opened("antrean", lambda r: r.publiccode(), limits=limits)[1] == b"isi\n"


def test_repository_too_large_is_stopped(root, opened):
    """The other side does not leave anything out here."""
    make_repository(root / "antrean", FILES | {"besar.bin": os.urandom(9_000_000)})
    git(root / "antrean", "config", "uploadpack.allowFilter", "false")
    with pytest.raises((FetchRefused, FetchFailed)):
        opened("antrean", lambda r: r.publiccode(), limits=GitLimits(disk=3_000_000))


def test_large_file_is_not_read(root, opened, monkeypatch):
    make_repository(root / "antrean", {"publiccode.yml": b"x" * 3_000_000})
    monkeypatch.setattr(git_repository, "MOST_FILE_BYTES", 1_000_000)
    with pytest.raises(FetchRefused, match="too much"):
        opened("antrean", lambda r: r.publiccode())


def test_link_submodule_and_folder_are_no_files(root, opened):
    folder = make_repository(root / "antrean", {"a": b"1", "publiccode.yaml/x": b"1"})
    (folder / "publiccode.yml").symlink_to("/etc/passwd")
    (folder / "keluar.png").symlink_to("../../rahasia.png")
    git(folder, "add", "--all")
    git(folder, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub")
    git(folder, "commit", "--quiet", "--message", "x")

    def use(repository):
        for path in ("publiccode.yml", "publiccode.yaml", "keluar.png", "sub", "tiada"):
            with pytest.raises(FetchRefused):
                repository.file(path)
        with pytest.raises(FetchRefused, match="no publiccode"):
            repository.publiccode()
        return True

    assert opened("antrean", use)


@pytest.mark.parametrize(
    "path",
    [
        "../luar",
        "/etc/passwd",
        "-x",
        "--upload-pack=x",
        ":(glob)*",
        "a/../../b",
        ".git/config",
        "a\x00b",
        "*",
        "",
    ],
)
def test_hostile_path_is_no_file(root, opened, path):
    make_repository(root / "antrean", FILES)

    def use(repository):
        with pytest.raises(FetchRefused):
            repository.file(path)
        return True

    assert opened("antrean", use)


def test_hostile_file_names_in_the_repository_do_no_harm(root, opened):
    folder = make_repository(root / "antrean", FILES)
    blob = git(folder, "hash-object", "-w", "--stdin", content=b"jahat")
    entries = [(name, f"100644 blob {blob}\t{name}\0") for name in ("$(touch x)", "a\nb", "-rf")]
    tree = "".join(line for _name, line in entries) + f"100644 blob {blob}\tpubliccode.yml\0"
    made = git(folder, "mktree", "-z", content=tree.encode())
    git(folder, "update-ref", "refs/heads/main", git(folder, "commit-tree", made, "-m", "x"))

    assert opened("antrean", lambda r: r.publiccode())[1] == b"jahat"


def test_nothing_of_the_repository_runs_or_is_checked_out(root, tmp_path, opened):
    hooks = {f".git-hooks/{name}": b"#!/bin/sh\ntouch ran\n" for name in ("post-checkout",)}
    attributes = {
        ".gitattributes": b"* filter=lfs diff=lfs\n",
        ".lfsconfig": b"[lfs]\nurl=http://x",
    }
    modules = {".gitmodules": b'[submodule "a"]\npath = a\nurl = file:///etc\n'}
    make_repository(root / "antrean", FILES | hooks | attributes | modules)

    def use(repository):
        repository.publiccode()
        shop = next(folder for folder in (tmp_path / "clones").iterdir() if folder.is_dir())
        assert not list(shop.rglob("publiccode*")) and not list(shop.rglob("hooks/*"))
        return True

    assert opened("antrean", use)
    assert list((tmp_path / "clones").iterdir()) == []


def redirecting(location):
    def before(handler):
        handler.send_response(302)
        handler.send_header("location", location)
        handler.send_header("content-length", "0")
        handler.end_headers()
        return True

    return before


def test_redirection_into_the_inside_is_refused(root, opened):
    make_repository(root / "antrean", FILES)
    with pytest.raises(FetchRefused):
        opened("antrean", lambda r: r, before=redirecting("http://169.254.169.254/x"))


def test_redirection_that_only_git_meets_is_not_followed(root, opened):
    """The first question is answered well; git itself is then sent elsewhere."""
    make_repository(root / "antrean", FILES)
    asked = []

    def before(handler):
        asked.append(handler.path)
        return len(asked) > 1 and redirecting("http://127.0.0.2:9/x")(handler)

    with pytest.raises(FetchFailed, match="could not be read"):
        opened("antrean", lambda r: r, before=before)


def test_moved_repository_is_followed_where_each_step_is_judged(root, opened):
    make_repository(root / "baru", FILES)

    def before(handler):
        return handler.path.startswith("/lama") and redirecting(
            handler.path.replace("/lama", "/baru", 1)
        )(handler)

    assert opened("lama", lambda r: r.address, before=before).endswith("/baru")


def test_inside_is_not_reached_and_plain_http_neither(root, opened):
    make_repository(root / "antrean", FILES)
    with pytest.raises(FetchRefused, match="https only"):
        opened("antrean", lambda r: r, gate=Gate())
    with pytest.raises(FetchRefused), workshop_of("https://127.0.0.1/x"):
        pass
    for url in ("file:///etc", "ssh://x/y", "git://x/y", "ext::sh -c x", "--upload-pack=x", "/etc"):
        with pytest.raises(FetchRefused), workshop_of(url):
            pass


def workshop_of(url):
    return opened_repository(url, Path("/nonexistent"), gate=Gate())


def test_silent_server_is_given_up_and_git_ends_with_all_it_started(root, tmp_path, opened):
    make_repository(root / "antrean", FILES)
    asked = []

    def before(handler):
        asked.append(handler.path)
        if len(asked) > 1:
            time.sleep(8)
        return len(asked) > 1

    started = time.monotonic()
    with pytest.raises(FetchFailed, match="within 1 seconds"):
        opened("antrean", lambda r: r, before=before, limits=GitLimits(seconds=1))
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert str(tmp_path) not in listed.stdout
    assert time.monotonic() - started < 30


def test_what_somebody_raises_while_git_runs_ends_git(root, opened):
    make_repository(root / "antrean", FILES)

    def enough():
        raise TimeoutError("cukup")

    with pytest.raises(TimeoutError):
        opened("antrean", lambda r: r.history(), before=lambda h: time.sleep(0.4), alive=enough)


def test_empty_and_missing_repositories_are_told_apart_from_nothing(root, opened):
    (root / "kosong").mkdir(parents=True)
    git(root / "kosong", "init", "--quiet")
    with pytest.raises(FetchFailed):
        opened("kosong", lambda r: r)
    with pytest.raises(FetchRefused, match="no public git repository"):
        opened("tiada", lambda r: r)


def test_latest_commit_is_asked_without_fetching(root, tmp_path):
    folder = make_repository(root / "antrean", FILES)
    with serving_git(root) as server:
        gate = Gate([f"127.0.0.1:{server.port}"])
        assert latest_commit(server.url("antrean"), tmp_path / "c", gate=gate) == git(
            folder, "rev-parse", "HEAD"
        )
    assert len([line for line in server.requests if line.startswith("POST")]) == 1


def test_environment_and_configuration_of_ours_do_not_matter(root, tmp_path, opened, monkeypatch):
    make_repository(root / "antrean", FILES)
    marker = tmp_path / "ran"
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        f'[core]\nsshCommand = touch {marker}\n[credential]\nhelper = "!touch {marker}"\n'
        '[url "http://127.0.0.9/"]\ninsteadOf = http://127.0.0.1\n'
    )
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("GIT_DIR", str(root / "antrean/.git"))
    assert opened("antrean", lambda r: r.publiccode())[1] == b"isi\n"
    assert not marker.exists()


def test_git_missing_is_told_in_words(root, opened, monkeypatch):
    make_repository(root / "antrean", FILES)
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(FetchFailed, match="not installed"):
        opened("antrean", lambda r: r)


def test_half_clones_of_the_dead_are_removed_and_those_at_work_are_not(tmp_path):
    script = (
        "import sys,time;from pathlib import Path;"
        "from lumbung.catalogue.importing.shielded_git import workshop;"
        "w=workshop(Path(sys.argv[1]));s=w.__enter__();(s.folder/'half').write_text('x');"
        "print('ready',flush=True);time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[4])},
    )
    try:
        assert process.stdout.readline().strip() == b"ready"
        remove_leftovers(tmp_path)
        assert len(list(tmp_path.rglob("half"))) == 1
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    with workshop(tmp_path) as shop:
        remove_leftovers(tmp_path)
        assert not list(tmp_path.rglob("half")) and shop.folder.exists()
    assert list(tmp_path.iterdir()) == []


def test_highest_version_is_the_latest():
    tags = ["v1.9", "v1.10.0-rc1", "v1.10.0", "nightly", "1.2", "release"]
    assert latest_version(tags) == "v1.10.0"
    assert latest_version(["nightly"]) == latest_version([]) == ""
