"""What a source lists: a JSON list of repository addresses (one GET), or an existing catalogue with
the open API, page by page (CATALOGUE.md). What of it is no address is counted and left out."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lumbung.catalogue.importing.by_url import raise_for_status
from lumbung.kit.destinations import FetchFailed, FetchRefused, Gate, place_of
from lumbung.kit.errors import gettext_noop
from lumbung.kit.fetching import Fetched, FetchLimits, fetch

MOST_ADDRESSES = 20_000
MOST_PAGES = 400
MOST_ADDRESS_CHARACTERS = 500
LIST_LIMITS = FetchLimits(bytes=5 * 1024 * 1024, seconds=30)
PAGE_LIMITS = FetchLimits(bytes=20 * 1024 * 1024, seconds=60)
NO_LIST = gettext_noop("%(address)s is not a list of repository addresses.")
NO_CATALOGUE = gettext_noop("%(address)s does not answer as a catalogue with the open API.")


@dataclass(frozen=True, slots=True)
class UrlList:
    addresses: tuple[str, ...]
    skipped: int
    etag: str
    last_modified: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One piece of software as an existing catalogue has it."""

    address: str
    publiccode_yml: str
    is_active: bool = True


@dataclass(slots=True)
class Page:
    software: list[Listed] = field(default_factory=list)
    skipped: int = 0


def read_url_list(
    url: str, *, etag: str = "", last_modified: str = "", gate: Gate | None = None
) -> UrlList | None:
    """None where it has not changed since. A list of texts, or of objects with `url`; it may stand
    under `data`. Raises FetchRefused or FetchFailed."""
    asked = {"if-none-match": etag, "if-modified-since": last_modified}
    headers = {name: value for name, value in asked.items() if value}
    headers["accept"] = "application/json"
    found = fetch(url, headers=headers, limits=LIST_LIMITS, gate=gate)
    if found.status == 304:
        return None
    told = _json(found, NO_LIST)
    rows = told.get("data") if isinstance(told, dict) else told
    if not isinstance(rows, list):
        raise FetchRefused(NO_LIST, address=url[:300])
    texts = [row.get("url") if isinstance(row, dict) else row for row in rows[:MOST_ADDRESSES]]
    addresses = [text for text in map(_address, texts) if text]
    return UrlList(
        tuple(dict.fromkeys(addresses)),
        len(rows) - len(addresses),
        found.headers.get("etag", "")[:200],
        found.headers.get("last-modified", "")[:100],
    )


def read_catalogue(url: str, *, gate: Gate | None = None) -> Iterator[Page]:
    """Every page of `/software` of the catalogue at `url` (`…/v1`, with or without `/software`).
    Links to the next page are followed within the same address only. Raises FetchRefused or
    FetchFailed."""
    start = place_of(url)
    parts = urlsplit(str(start))
    path = parts.path.rstrip("/").removesuffix("/software") + "/software"
    query = "page[size]=100"
    seen = set()
    for _page in range(MOST_PAGES):
        seen.add(query)
        address = urlunsplit((parts.scheme, parts.netloc, path, query, ""))
        found = fetch(
            address, headers={"accept": "application/json"}, limits=PAGE_LIMITS, gate=gate
        )
        told = _json(found, NO_CATALOGUE)
        if not isinstance(told, dict) or not isinstance(told.get("data"), list):
            raise FetchRefused(NO_CATALOGUE, address=url[:300])
        yield _page_of(told["data"])
        query = _next_query(told)
        if not query:
            return
        if query in seen:
            raise FetchRefused(
                gettext_noop("%(address)s leads in a circle from page to page."), address=url[:300]
            )
    raise FetchRefused(
        gettext_noop("%(address)s has more than %(most)s pages."),
        address=url[:300],
        most=MOST_PAGES,
    )


def _page_of(rows: list[Any]) -> Page:
    page = Page()
    for row in rows[:1000]:
        listed = _listed(row)
        if listed is None:
            page.skipped += 1
        else:
            page.software.append(listed)
    return page


def _listed(row: Any) -> Listed | None:
    if not isinstance(row, dict):
        return None
    address = _address(row.get("url"))
    text = row.get("publiccodeYml")
    if not address or not isinstance(text, str) or not text.strip():
        return None
    return Listed(address, text, is_active=row.get("active") is not False)


def _next_query(told: dict[str, Any]) -> str:
    """Of `links.next`, which is a query string, or an address whose query counts."""
    links = told.get("links")
    link = links.get("next") if isinstance(links, dict) else None
    if not isinstance(link, str) or not link:
        return ""
    query = link.partition("?")[2] if "?" in link else link
    wanted = dict(parse_qsl(query)) | {"page[size]": "100"}
    return urlencode(sorted(wanted.items()), safe="[]")


def _address(text: Any) -> str:
    """The address as given, if it may be fetched at all."""
    if not isinstance(text, str) or len(text) > MOST_ADDRESS_CHARACTERS:
        return ""
    try:
        place_of(text.strip())
    except FetchRefused:
        return ""
    return text.strip()


def _json(found: Fetched, message: str) -> Any:
    raise_for_status(found)
    if found.status != 200:
        raise FetchFailed(
            gettext_noop("%(address)s answers with status %(status)s."),
            address=found.url[:300],
            status=found.status,
        )
    try:
        return json.loads(found.body)
    except (ValueError, RecursionError):
        raise FetchRefused(message, address=found.url[:300]) from None
