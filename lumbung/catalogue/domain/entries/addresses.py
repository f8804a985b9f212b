"""When two addresses mean the same repository. What is compared is never shown: pages and peers see
the address as its publisher wrote it.

Sources: RFC 3986 section 6 (case of scheme and host, default ports, dot segments), git-urls(7) (the
short form `git@host:path`), and how GitHub, GitLab, Bitbucket and Gitea address one file.
"""

import posixpath
import re
from urllib.parse import unquote, urlsplit

MOST_CHARACTERS = 500
_SCP = re.compile(
    r"^(?:[\w.-]+@)?([\w.-]+\.[a-z]{2,}|\d+(?:\.\d+){3}):(?!//)(?!\d+(?:/|$))(.+)$", re.I
)
_SCHEMES = frozenset({"http", "https", "git", "ssh", "git+ssh", "git+https"})
_RAW_HOSTS = {
    "raw.githubusercontent.com": "github.com",
    "raw.github.com": "github.com",
}
# Hosts whose paths do not tell upper from lower case.
_CASELESS_HOSTS = frozenset({"github.com", "gitlab.com", "bitbucket.org", "codeberg.org"})
# On these a repository is exactly owner/name; what follows addresses something inside it.
_TWO_PART_HOSTS = frozenset({"github.com", "bitbucket.org", "codeberg.org"})
_INSIDE = re.compile(r"/(?:-/)?(?:raw|blob|tree|src|blame)/.+$")
_INSIDE_GITLAB = re.compile(r"/-(?:/.*)?$")


def normalised_url(url: str) -> str:
    """`https://host/path` for every spelling of one repository's address: without credentials,
    default port, `.git`, query, trailing slash, or the place of a file inside it. Empty where `url`
    is no address of something on the network. Idempotent."""
    text = url.strip()
    if not text or len(text) > MOST_CHARACTERS * 4 or any(ord(sign) < 33 for sign in text):
        return ""
    short = _SCP.match(text)
    if short and "://" not in text:
        text = f"ssh://{short[1]}/{short[2]}"
    return _normalised(text) if "://" in text else ""


def _normalised(text: str) -> str:
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:  # a port or an IPv6 address that is none
        return ""
    if parts.scheme.lower() not in _SCHEMES or not host:
        return ""
    host = _RAW_HOSTS.get(host, host).removeprefix("www.")
    is_default = port in (None, 80, 443) or not parts.scheme.lower().startswith("http")
    where = f"[{host}]" if ":" in host else host
    place = where if is_default else f"{where}:{port}"
    found = f"https://{place}{_path(host, parts.path, parts.netloc)}"
    return found[:MOST_CHARACTERS]


def _path(host: str, path: str, netloc: str) -> str:
    path = posixpath.normpath("/" + unquote(path).strip("/")) if path.strip("/") else ""
    if any(ord(sign) < 33 for sign in path):
        path = re.sub(r"[\x00-\x20]+", "", path)
    raw = netloc.lower().rpartition("@")[2] in _RAW_HOSTS
    if raw or host in _TWO_PART_HOSTS:
        path = "/".join(path.split("/")[:3])
    else:
        path = _INSIDE_GITLAB.sub("", _INSIDE.sub("", path))
    while path.lower().endswith((".git", "/")):
        path = path[:-4] if path.lower().endswith(".git") else path[:-1]
    return path.lower() if host in _CASELESS_HOSTS else path
