"""A repository of others, read without checking anything out: single files, and its history.

Only the latest commits are asked for, without files' contents where the other side can leave them
out; the contents that are wanted then come one by one, through the same shield.
"""

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lumbung.catalogue.domain.entries.repository_addresses import FILES, clean_path
from lumbung.catalogue.importing.shielded_git import GitLimits, Workshop, workshop
from lumbung.kit.destinations import FetchFailed, FetchRefused, Gate, Place, place_of
from lumbung.kit.errors import gettext_noop
from lumbung.kit.fetching import FetchLimits, fetch, settings_gate

DEPTH = 200  # commits looked back
MOST_FILE_BYTES = 8 * 1024 * 1024
ADVERTISEMENT = "application/x-git-upload-pack-advertisement"
_REGULAR = re.compile(rb"^100(?:644|755) blob ([0-9a-f]{40,64})\t")
_VERSION = re.compile(r"^[vV]?\d+(?:[._-]\d+)*")
NO_ZONE = 0


@dataclass(frozen=True, slots=True)
class History:
    """As in models.RepositoryHistory."""

    commit: str
    last_commit_at: datetime
    oldest_seen_at: datetime
    commits_seen: int
    authors_seen: int
    is_whole: bool
    tags: int
    latest_tag: str
    latest_tag_at: datetime | None


class GitRepository:
    """The latest state of a repository, in a workshop."""

    def __init__(self, shop: Workshop, address: str, commit: str) -> None:
        self._shop = shop
        self.address = address
        self.commit = commit

    def file(self, path: str) -> bytes:
        """The content of the regular file at `path` in the latest commit. Raises FetchRefused
        where there is none: links, submodules and paths that lead out are none."""
        clean = clean_path(path)
        found = self._tree_entry(clean) if clean else None
        if found is None:
            raise FetchRefused(
                gettext_noop("The repository has no regular file %(path)s."), path=path[:200]
            )
        return self._shop.git("cat-file", "blob", found, most_output=MOST_FILE_BYTES)

    def publiccode(self) -> tuple[str, bytes]:
        """Name and content. Raises FetchRefused where there is none in the root."""
        for name in FILES:
            if self._tree_entry(name):
                return name, self.file(name)
        raise FetchRefused(
            gettext_noop("The repository has no publiccode.yml in its root."),
            gettext_noop("Ask its owner to add one, or upload one that you write."),
        )

    def _tree_entry(self, path: str) -> str | None:
        line = self._shop.git("ls-tree", "-z", "--full-tree", self.commit, "--", path)
        found = _REGULAR.match(line)
        return found[1].decode() if found else None

    def history(self) -> History:
        log = self._shop.git("log", "-z", f"--max-count={DEPTH}", "--format=%ct %ae", self.commit)
        lines = [line.partition(b" ") for line in log.split(b"\0") if line.strip()]
        moments = [_moment(line[0]) for line in lines]
        tags = self._tags()
        latest = latest_version(tags)
        return History(
            commit=self.commit,
            last_commit_at=moments[0],
            oldest_seen_at=min(moments),
            commits_seen=len(moments),
            authors_seen=len({line[2].lower() for line in lines}),
            is_whole=len(moments) < DEPTH and not self._is_shallow(),
            tags=len(tags),
            latest_tag=latest[:200],
            latest_tag_at=self._tagged_at(latest) if latest else None,
        )

    def _is_shallow(self) -> bool:
        return self._shop.git("rev-parse", "--is-shallow-repository").strip() != b"false"

    def _tags(self) -> list[str]:
        lines = self._shop.git("ls-remote", "--tags", "--refs", "--", self.address).splitlines()
        names = (line.partition(b"\trefs/tags/")[2] for line in lines)
        return [name.decode("utf-8", "replace") for name in names if name]

    def _tagged_at(self, tag: str) -> datetime | None:
        """When the commit that `tag` names was made; None where the other side does not tell."""
        try:
            self._shop.git(
                "fetch", "--quiet", "--no-tags", "--depth=1", "--filter=tree:0",
                "--no-write-fetch-head", "origin", f"refs/tags/{tag}:refs/latest",
            )  # fmt: skip
            return _moment(self._shop.git("log", "-1", "--format=%ct", "refs/latest"))
        except FetchFailed:
            return None


@contextlib.contextmanager
def opened_repository(
    url: str,
    parent: Path,
    *,
    limits: GitLimits | None = None,
    gate: Gate | None = None,
    alive: Callable[[], None] = lambda: None,
) -> Iterator[GitRepository]:
    """The repository at `url`, fetched into a folder below `parent` that is gone afterwards. Raises
    FetchRefused or FetchFailed."""
    gate = gate or settings_gate()
    place = _smart_place(url, gate)
    with workshop(parent, limits, alive) as shop:
        shop.open_network(gate.judge(place, 10))
        address = str(place)
        shop.git("init", "--quiet", "--bare", "--template=", str(shop.repository))
        shop.git(
            "fetch", "--quiet", "--no-tags", f"--depth={DEPTH}", "--filter=blob:none",
            "--no-write-fetch-head", "origin", "HEAD:refs/read",
        )  # fmt: skip
        commit = shop.git("rev-parse", "--verify", "refs/read^{commit}").strip().decode()
        yield GitRepository(shop, address, commit)


def latest_commit(url: str, parent: Path, *, gate: Gate | None = None) -> str:
    """The commit that the repository's HEAD names now; nothing else is fetched."""
    gate = gate or settings_gate()
    place = _smart_place(url, gate)
    with workshop(parent, GitLimits(seconds=30)) as shop:
        shop.open_network(gate.judge(place, 10))
        shop.git("init", "--quiet", "--bare", "--template=", str(shop.repository))
        told = shop.git("ls-remote", "--", str(place), "HEAD")
    return told.split(b"\t")[0].decode("ascii", "replace")


def latest_version(tags: list[str]) -> str:
    """Of the tags that look like a version, the highest; else none."""
    versions = [tag for tag in tags if _VERSION.match(tag)]
    return max(versions, key=_version_key, default="")


def _version_key(tag: str) -> tuple[tuple[int, ...], bool, str]:
    """A release comes after its own candidates (`2.0-rc1` before `2.0`)."""
    found = _VERSION.match(tag)
    whole = found[0] if found else ""
    return tuple(int(digits) for digits in re.findall(r"\d{1,18}", whole)), whole == tag, tag


def _smart_place(url: str, gate: Gate) -> Place:
    """Where the repository really is: redirections are followed here, each judged, so that git
    itself need follow none. Raises FetchRefused where no git answers."""
    asked = place_of(url)
    if asked.scheme != "https" and not gate.is_named(asked):
        raise FetchRefused(gettext_noop("A repository is read by https only."))
    path = asked.target.partition("?")[0].rstrip("/")
    plain = path.removesuffix(".git")
    for candidate in dict.fromkeys((path, f"{plain}.git", plain)):
        service = f"{candidate}/info/refs?service=git-upload-pack"
        found = fetch(
            f"{asked.scheme}://{asked.authority}{service}",
            headers={"git-protocol": "version=2"},
            limits=FetchLimits(bytes=8 * 1024 * 1024, seconds=20),
            gate=gate,
        )
        if found.status == 200 and found.headers.get("content-type", "") == ADVERTISEMENT:
            return place_of(found.url.partition("/info/refs?")[0])
    raise FetchRefused(
        gettext_noop("%(host)s has no public git repository at this address."),
        gettext_noop("Copy the address that the repository's page gives for cloning by https."),
        host=asked.host,
    )


def _moment(seconds: bytes) -> datetime:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(NO_ZONE, UTC)
