"""Fetching from addresses that others have written: the one way out of the node by HTTP.

Every destination is judged (kit.destinations) and connected to by the address that was judged; TLS
is verified for the host's name. One deadline spans the whole exchange, redirections included, so
that a server that drips gains nothing; bodies are counted as they unfold. There are no proxies, no
cookies, no credentials of the environment. Built on httpcore, the layer below httpx, because all of
that is then absent rather than switched off.
"""

import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import httpcore
from django.conf import settings

from lumbung.kit.destinations import (
    Destination,
    FetchFailed,
    FetchRefused,
    Gate,
    Place,
    place_of,
    redirected,
)
from lumbung.kit.errors import gettext_noop
from lumbung.kit.pinned_network import PinnedNetwork

__all__ = ["FetchFailed", "FetchLimits", "FetchRefused", "Fetched", "fetch", "settings_gate"]

REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 64 * 1024
USER_AGENT = "Lumbung"
# What may follow a redirection to another host; all else might be a secret meant for the first.
_KEPT_ELSEWHERE = frozenset({"accept", "if-none-match", "if-modified-since"})
_SET_HERE = frozenset({"host", "user-agent", "accept-encoding", "connection", "content-length"})


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """`bytes` counts the body unfolded; `seconds` the whole exchange."""

    bytes: int = 20 * 1024 * 1024
    seconds: float = 20
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, whatever its status; `url` is where the last redirection led, header names are
    lower case."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    limits: FetchLimits | None = None,
    gate: Gate | None = None,
) -> Fetched:
    """Raises FetchRefused (on principle) or FetchFailed (this time). Only GET and HEAD follow
    redirections."""
    limits = limits or FetchLimits()
    gate = gate or settings_gate()
    deadline = time.monotonic() + limits.seconds
    sent = {name.lower(): value for name, value in (headers or {}).items()}
    sent = {name: value for name, value in sent.items() if name not in _SET_HERE}
    place = place_of(url)
    for _hop in range(limits.redirects + 1):
        destination = gate.judge(place, deadline - time.monotonic())
        answer = _exchange(destination, method, sent, body, limits, deadline)
        location = answer.headers.get("location", "")
        if answer.status not in REDIRECTS or not location:
            return answer
        if method not in {"GET", "HEAD"}:
            raise FetchRefused(
                gettext_noop("%(host)s redirects what was sent to it."), host=place.host
            )
        target = redirected(place, location)
        if target.origin != place.origin:
            sent = {name: value for name, value in sent.items() if name in _KEPT_ELSEWHERE}
        place = target
    raise FetchRefused(
        gettext_noop("%(host)s redirects more than %(most)s times."),
        host=place.host,
        most=limits.redirects,
    )


def settings_gate() -> Gate:
    """The gate of this node: what the operator allows beyond public addresses."""
    return Gate(settings.ALLOWED_PRIVATE_HOSTS)


def _exchange(
    destination: Destination,
    method: str,
    headers: Mapping[str, str],
    body: bytes,
    limits: FetchLimits,
    deadline: float,
) -> Fetched:
    place = destination.place
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=_tls(),
                network_backend=PinnedNetwork(destination.addresses, deadline),
                keepalive_expiry=0,
            ) as pool,
            pool.stream(
                method,
                httpcore.URL(
                    scheme=place.scheme.encode(),
                    host=place.host.encode(),
                    port=place.port,
                    target=place.target.encode(),
                ),
                headers=_header_lines(place, headers, body),
                content=body or None,
            ) as response,
        ):
            return _answer(place, response, limits)
    except httpcore.TimeoutException:
        raise FetchFailed(
            gettext_noop("%(host)s did not answer within %(seconds)s seconds."),
            host=place.host,
            seconds=f"{limits.seconds:g}",
        ) from None
    except httpcore.ConnectError as error:
        if error.args and isinstance(error.args[0], ssl.SSLError):
            raise FetchFailed(
                gettext_noop("The certificate of %(host)s is not valid for it."),
                gettext_noop("Ask the operator of the site to renew it."),
                host=place.host,
            ) from None
        raise FetchFailed(host=place.host) from None
    except (httpcore.NetworkError, httpcore.ProtocolError):
        raise FetchFailed(
            gettext_noop("%(host)s broke off or did not speak HTTP."), host=place.host
        ) from None


def _header_lines(
    place: Place, headers: Mapping[str, str], body: bytes
) -> list[tuple[bytes, bytes]]:
    lines = {"host": place.authority, "user-agent": USER_AGENT, "accept-encoding": "gzip"}
    lines |= {"connection": "close"} | dict(headers)
    if body:
        lines["content-length"] = str(len(body))
    return [(name.encode("ascii"), value.encode("utf-8")) for name, value in lines.items()]


def _answer(place: Place, response: httpcore.Response, limits: FetchLimits) -> Fetched:
    headers = _headers(response.headers)
    declared = headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limits.bytes:
        raise _too_large(place, limits)
    parts = []
    size = 0
    for part in _unfolded(place, headers.get("content-encoding", ""), response.iter_stream()):
        size += len(part)
        if size > limits.bytes:
            raise _too_large(place, limits)
        parts.append(part)
    return Fetched(str(place), response.status, headers, b"".join(parts))


def _headers(lines: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in lines:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _unfolded(place: Place, encoding: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The body's parts, none larger than CHUNK unless sent so. One layer of gzip is understood,
    for that is what was asked for."""
    if encoding.strip().lower() in {"", "identity"}:
        yield from chunks
        return
    if encoding.strip().lower() not in {"gzip", "x-gzip"}:
        raise FetchRefused(
            gettext_noop("%(host)s sends its answer packed in a way that was not asked for."),
            host=place.host,
        )
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for chunk in chunks:
            yield unpacker.decompress(chunk, CHUNK)
            while unpacker.unconsumed_tail:
                yield unpacker.decompress(unpacker.unconsumed_tail, CHUNK)
            if unpacker.eof:
                return
    except zlib.error:
        raise FetchFailed(
            gettext_noop("%(host)s sends an answer that cannot be unpacked."), host=place.host
        ) from None
    if not unpacker.eof:
        raise FetchFailed(
            gettext_noop("%(host)s sends an answer that cannot be unpacked."), host=place.host
        )


def _too_large(place: Place, limits: FetchLimits) -> FetchRefused:
    return FetchRefused(
        gettext_noop("The answer of %(host)s is larger than %(most)s KiB."),
        gettext_noop("Give the address of a smaller file."),
        host=place.host,
        most=limits.bytes // 1024,
    )


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Verifies against the system's authorities (SSL_CERT_FILE and SSL_CERT_DIR name others)."""
    return ssl.create_default_context()
