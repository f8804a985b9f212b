"""Finding publiccode.yml by an address: of the file, or of the page of its repository."""

from collections.abc import Callable

from lumbung.catalogue.domain.entries.repository_addresses import Places, beside, places_of
from lumbung.catalogue.domain.publiccode.verdict import LIMITS
from lumbung.catalogue.importing.found import Found
from lumbung.kit.destinations import FetchFailed, FetchRefused, Gate
from lumbung.kit.errors import gettext_noop
from lumbung.kit.fetching import Fetched, FetchLimits, fetch

FILE_LIMITS = FetchLimits(bytes=LIMITS.bytes, seconds=20)  # more would be refused when read
PICTURE_LIMITS = FetchLimits(bytes=8 * 1024 * 1024, seconds=20)


class NoFileFound(FetchRefused):
    """The places known by the address hold no publiccode.yml; the git way may."""

    code = "no-publiccode"
    message = gettext_noop("There is no publiccode.yml at %(address)s.")
    hint = gettext_noop("Give the address of the file itself, or read the repository by git.")


def find_by_url(
    url: str,
    *,
    tell: Callable[[str], None] = lambda place: None,
    gate: Gate | None = None,
) -> Found:
    """Raises NoFileFound where each place was reached and none holds the file, FetchRefused where
    the likeliest of them was refused, FetchFailed where the host is not reached."""
    places = places_of(url)
    refused: FetchRefused | None = None
    for address in places.files:
        tell(address)
        try:
            found = fetch(address, limits=FILE_LIMITS, gate=gate)
        except FetchRefused as error:
            refused = refused or error
            continue
        raise_for_status(found)
        if is_document(found):
            return _found(places, address, found, gate)
    raise refused or NoFileFound(address=url[:300])


def find_again(
    file_address: str, *, etag: str, last_modified: str, gate: Gate | None = None
) -> Found | None:
    """The file at an address where it was before; None where it has not changed since. Raises
    NoFileFound, FetchRefused, FetchFailed."""
    headers = {}
    if etag:
        headers["if-none-match"] = etag
    if last_modified:
        headers["if-modified-since"] = last_modified
    found = fetch(file_address, headers=headers, limits=FILE_LIMITS, gate=gate)
    if found.status == 304:
        return None
    if not is_document(found):
        raise_for_status(found)
        raise NoFileFound(address=file_address[:300])
    return _found(places_of(file_address), file_address, found, gate)


def raise_for_status(found: Fetched) -> None:
    """Raises FetchFailed where the other side tells that it has trouble or that we ask too much."""
    if found.status == 429 or found.status >= 500:
        raise FetchFailed(
            gettext_noop("%(address)s answers with status %(status)s."),
            address=found.url[:300],
            status=found.status,
        )


def is_document(found: Fetched) -> bool:
    """Whether this may be a YAML file: pages that say “not found” kindly, or ask to sign in, are
    HTML."""
    return found.status == 200 and found.body.lstrip()[:1] != b"<"


def _found(places: Places, address: str, fetched: Fetched, gate: Gate | None) -> Found:
    return Found(
        content=fetched.body,
        place=address,
        address=places.repository or address,
        read_beside=lambda path: picture_beside(address, path, gate),
        etag=fetched.headers.get("etag", "")[:200],
        last_modified=fetched.headers.get("last-modified", "")[:100],
    )


def picture_beside(file_address: str, path: str, gate: Gate | None = None) -> bytes:
    """The picture at `path` beside the file. Raises FetchRefused or FetchFailed."""
    address = beside(file_address, path)
    if not address:
        raise FetchRefused(gettext_noop("The path leads out of the repository."))
    return fetch_picture(address, gate)


def fetch_picture(address: str, gate: Gate | None = None) -> bytes:
    """Raises FetchFailed where it may come later, FetchRefused where it is not there."""
    found = fetch(address, limits=PICTURE_LIMITS, gate=gate)
    raise_for_status(found)
    if found.status != 200:
        raise FetchRefused(
            gettext_noop("%(address)s answers with status %(status)s."),
            gettext_noop("Check that the file is where publiccode.yml says."),
            address=address[:300],
            status=found.status,
        )
    return found.body


def beside_of(address: str, gate: Gate | None = None) -> Callable[[str], bytes]:
    """Pictures beside the likeliest place of the publiccode.yml that `address` means."""
    files = places_of(address).files if address else ()

    def read(path: str) -> bytes:
        if not files:
            raise FetchRefused(gettext_noop("It is not known beside which file to look for it."))
        return picture_beside(files[0], path, gate)

    return read
