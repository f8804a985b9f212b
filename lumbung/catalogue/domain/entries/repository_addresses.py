"""Where publiccode.yml may be found, told from the address of a file or of a repository's page.

Source: how GitHub, GitLab, Gitea and Forgejo, and Bitbucket address one file of a repository. Of a
host that is not known by name each manner is tried; whoever calls fetches, and judges what comes.
"""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

FILES = ("publiccode.yml", "publiccode.yaml")
_FILE = re.compile(r"(?i)\.ya?ml$")
_GITHUB = frozenset({"github.com", "www.github.com"})
_FORGEJO = frozenset({"codeberg.org", "gitea.com"})
# One file's page on each kind of host, and where the same file comes raw.
_PAGES = (
    (re.compile(r"^/([^/]+/.+?)/-/blob/(.+)$"), "/{0}/-/raw/{1}"),
    (re.compile(r"^/([^/]+/[^/]+)/src/((?:branch|commit|tag)/.+)$"), "/{0}/raw/{1}"),
)


@dataclass(frozen=True, slots=True)
class Places:
    """`files` are raw addresses to try in turn; `repository` is the page, or empty where only the
    file is known; `git` is where it may be cloned from."""

    files: tuple[str, ...]
    repository: str
    git: str


def places_of(url: str) -> Places:
    """Where to look for the publiccode.yml that `url` means: itself, if it names a YAML file; else
    that of the repository whose page `url` is."""
    parts = urlsplit(url.strip())
    if _FILE.search(parts.path):
        repository = _repository_of_file(raw_address(url))
        return Places((raw_address(url),), repository, _git(repository))
    base = _without_inside(parts.path)
    page = urlunsplit((parts.scheme, parts.netloc, base, "", ""))
    roots = _raw_roots(parts.scheme, parts.netloc, base)
    return Places(tuple(f"{root}{file}" for root in roots for file in FILES), page, _git(page))


def raw_address(url: str) -> str:
    """The address from which the file comes as it is, where `url` is the page that shows it."""
    parts = urlsplit(url.strip())
    host, path = parts.netloc.lower(), parts.path
    if host in _GITHUB:
        found = re.match(r"^/([^/]+/[^/]+)/(?:blob|raw)/(.+)$", path)
        if found:
            return f"https://raw.githubusercontent.com/{found[1]}/{found[2]}"
    if host == "bitbucket.org":
        path = re.sub(r"^(/[^/]+/[^/]+)/src/", r"\1/raw/", path)
    for page, raw in _PAGES:
        found = page.match(path)
        if found:
            path = raw.format(*found.groups())
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def beside(file_address: str, path: str) -> str:
    """The address of the file at `path`, relative to the file at `file_address`; empty where
    `path` leads out of the repository."""
    clean = clean_path(path)
    if not clean:
        return ""
    parts = urlsplit(file_address)
    folder, _slash, _name = parts.path.rpartition("/")
    query = parts.query if "/api/v1/repos/" in parts.path else ""
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{quote(clean)}", query, ""))


def clean_path(path: str) -> str:
    """`path` within a repository, plainly spelled; empty where it leads out of it or is none."""
    is_odd = path.startswith(("/", "-", ":")) or "\\" in path or len(path) > 400
    if not path or is_odd or any(ord(sign) < 32 for sign in path):
        return ""
    clean = posixpath.normpath(path)
    parts = clean.split("/")
    return "" if ".." in parts or clean == "." or ".git" in parts else clean


def _raw_roots(scheme: str, host: str, path: str) -> list[str]:
    name = host.lower()
    if name in _GITHUB:
        return [f"https://raw.githubusercontent.com{path}/HEAD/"]
    gitlab = f"{scheme}://{host}{path}/-/raw/HEAD/"
    forgejo = f"{scheme}://{host}/api/v1/repos{path}/raw/"
    bitbucket = f"{scheme}://{host}{path}/raw/HEAD/"
    if name == "gitlab.com":
        return [gitlab]
    if name in _FORGEJO:
        return [forgejo]
    if name == "bitbucket.org":
        return [bitbucket]
    is_two_part = path.count("/") == 2
    return [gitlab, *([forgejo] if is_two_part else []), bitbucket]


def _without_inside(path: str) -> str:
    """The repository's own path, without the place of something inside it, and without `.git`."""
    path = re.sub(r"/-/.*$|/(?:tree|src|blob)/.*$", "", path).rstrip("/")
    return path.removesuffix(".git")


def _repository_of_file(url: str) -> str:
    """The page of the repository that a raw address is of, where its manner is known."""
    parts = urlsplit(url)
    if parts.netloc.lower() == "raw.githubusercontent.com":
        return "https://github.com/" + "/".join(parts.path.split("/")[1:3])
    for inside in (r"/-/raw/.*$", r"/raw/.*$"):
        if re.search(inside, parts.path):
            path = re.sub(inside, "", parts.path).replace("/api/v1/repos/", "/", 1)
            return urlunsplit((parts.scheme, parts.netloc, path, "", ""))
    return ""


def _git(page: str) -> str:
    return f"{page}.git" if page else ""
