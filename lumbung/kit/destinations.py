"""Where an address leads that somebody else has written, judged before anything connects.

A URL is taken apart once, strictly, and rebuilt; its host is resolved once; whoever connects uses
the very addresses that were judged (`Destination.addresses`), so that a name that answers otherwise
a moment later gains nothing. Hosts of one's own network are refused unless the operator names them
(LUMBUNG_ALLOWED_PRIVATE_HOSTS).
"""

import queue
import re
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import idna

from lumbung.kit.addresses_outside import (
    Address,
    as_address,
    as_network,
    is_numeric,
    is_outside,
)
from lumbung.kit.errors import LumbungError, gettext_noop

DEFAULT_PORTS = {"http": 80, "https": 443}
MOST_CHARACTERS = 2000
MOST_ADDRESSES = 4  # of one name that are tried in turn
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_SAFE_IN_PATH = "/:@!$&'()*+,;=~-._%"
_SAFE_IN_QUERY = _SAFE_IN_PATH + "?"

Resolve = Callable[[str, int, float], Sequence[str]]  # host, port, seconds -> addresses as text


class FetchRefused(LumbungError):
    """Something that is not fetched on principle; trying again will not help."""

    code = "fetch-refused"
    message = gettext_noop("This address is not fetched.")
    hint = gettext_noop("Give the public https address of what is to be fetched.")

    def __init__(self, message: str = "", hint: str = "", **facts: object) -> None:
        self.message = message or self.message
        self.hint = hint or self.hint
        super().__init__(**facts)


class FetchFailed(LumbungError):
    """The other side could not be reached or did not answer as it should; later it may."""

    code = "fetch-failed"
    message = gettext_noop("%(host)s could not be reached.")
    hint = gettext_noop("Check the address; try again later.")

    def __init__(self, message: str = "", hint: str = "", **facts: object) -> None:
        self.message = message or self.message
        self.hint = hint or self.hint
        super().__init__(**facts)


@dataclass(frozen=True, slots=True)
class Place:
    """A URL taken apart; `host` is lower case ASCII, an IPv6 address without brackets."""

    scheme: str
    host: str
    port: int
    target: str  # path and query, as sent

    @property
    def origin(self) -> tuple[str, str, int]:
        return (self.scheme, self.host, self.port)

    @property
    def authority(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == DEFAULT_PORTS[self.scheme] else f"{name}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


@dataclass(frozen=True, slots=True)
class Destination:
    """A place and the addresses found fit to connect to, in the order to try them."""

    place: Place
    addresses: tuple[str, ...]


def system_resolve(host: str, port: int, seconds: float) -> Sequence[str]:
    """Asks the system's resolver, which knows no deadline of its own, for at most `seconds`."""
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([str(entry[4][0]) for entry in found])
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise TimeoutError(f"{host} was not resolved in time") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


class Gate:
    """Judges every place before it is connected to. `allowed` are hosts (`name`, `name:port`, an
    address) or networks (CIDR) of the inside that the operator has named."""

    def __init__(self, allowed: Iterable[str] = (), resolve: Resolve = system_resolve) -> None:
        self._resolve = resolve
        words = [word.strip().lower() for word in allowed]
        self._networks = tuple(network for word in words if (network := as_network(word)))
        self._hosts = frozenset(words)

    def judge(self, place: Place, seconds: float) -> Destination:
        """Raises FetchRefused where nothing behind `place` may be connected to, FetchFailed where
        its name is not known."""
        is_named = self.is_named(place)
        literal = as_address(place.host)
        found = [literal] if literal else self._resolved(place, seconds)
        fit = [each for each in found if is_named or is_outside(each) or self._is_inside_ours(each)]
        if not fit:
            raise FetchRefused(
                gettext_noop("%(host)s leads into a private or reserved network."),
                gettext_noop(
                    "If that is meant, the operator names it in LUMBUNG_ALLOWED_PRIVATE_HOSTS."
                ),
                host=place.host,
            )
        if not is_named:
            fit = [each for each in fit if self._may_use_port(place, each)]
        if not fit:
            raise FetchRefused(
                gettext_noop("Only the ports 80 and 443 are fetched from, not %(port)s."),
                port=place.port,
            )
        return Destination(place, tuple(str(each) for each in fit[:MOST_ADDRESSES]))

    def is_named(self, place: Place) -> bool:
        """Whether the operator has named this host, by name or spelled address."""
        name = f"[{place.host}]" if ":" in place.host else place.host
        return bool({name, place.host, f"{name}:{place.port}"} & self._hosts)

    def _is_inside_ours(self, address: Address) -> bool:
        return any(
            address.version == network.version and address in network for network in self._networks
        )

    def _may_use_port(self, place: Place, address: Address) -> bool:
        return place.port in DEFAULT_PORTS.values() or self._is_inside_ours(address)

    def _resolved(self, place: Place, seconds: float) -> list[Address]:
        try:
            texts = self._resolve(place.host, place.port, seconds)
        except OSError:
            raise FetchFailed(
                gettext_noop("The name %(host)s is not known."), host=place.host
            ) from None
        found = (as_address(text) for text in dict.fromkeys(texts))
        return [address for address in found if address is not None]


def place_of(url: str) -> Place:
    """`url` taken apart. Raises FetchRefused for whatever two readers might understand in two ways:
    credentials, blanks, control characters, backslashes, numbers for addresses."""
    if len(url) > MOST_CHARACTERS:
        raise FetchRefused(gettext_noop("The address is too long."))
    if _UNSAFE.search(url):
        raise FetchRefused(
            gettext_noop("The address holds a blank, a control character or a backslash.")
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise FetchRefused(gettext_noop("This is not a well-formed address.")) from None
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise FetchRefused(gettext_noop("Only http and https addresses are fetched."))
    if "@" in parts.netloc:
        raise FetchRefused(gettext_noop("An address with a user name or a password is not used."))
    host = _host(parts)
    return Place(scheme, host, DEFAULT_PORTS[scheme] if port is None else port, _target(parts))


def redirected(place: Place, location: str) -> Place:
    """Where a redirection from `place` leads. Raises FetchRefused as `place_of`, and from https
    to http."""
    if _UNSAFE.search(location):
        raise FetchRefused(
            gettext_noop("%(host)s redirects to an address that is not well-formed."),
            host=place.host,
        )
    try:
        joined = urljoin(str(place), location)
    except ValueError:
        joined = location
    target = place_of(joined)
    if place.scheme == "https" and target.scheme != "https":
        raise FetchRefused(gettext_noop("%(host)s redirects from https to http."), host=place.host)
    return target


def _host(parts: SplitResult) -> str:
    bracketed = parts.netloc.startswith("[")
    host = (parts.hostname or "").removesuffix(".")
    if bracketed:
        address = as_address(host)
        if address is None or address.version != 6 or "%" in host:
            raise _no_host(host)
        return str(address)
    if not host.isascii():
        host = _ascii(host)
    if is_numeric(host):
        address = as_address(host)
        if address is None:
            raise FetchRefused(
                gettext_noop("%(host)s is an unusual spelling of a numeric address."), host=host
            )
        return str(address)
    if not host or len(host) > 253 or not all(_LABEL.fullmatch(x) for x in host.split(".")):
        raise _no_host(host)
    return host


def _ascii(host: str) -> str:
    try:
        return idna.encode(host, uts46=True).decode().lower()
    except (idna.IDNAError, UnicodeError):
        raise _no_host(host) from None


def _no_host(host: str) -> FetchRefused:
    return FetchRefused(gettext_noop("“%(host)s” is not the name of a host."), host=host[:253])


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE_IN_PATH)
    return urlunsplit(("", "", path, quote(parts.query, safe=_SAFE_IN_QUERY), ""))
