"""Fetching from servers that lie, drip, redirect and unfold, over real sockets on loopback."""

import contextlib
import datetime
import gzip
import socket
import ssl
import time
import tracemalloc
import zlib

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from lumbung.kit import fetching
from lumbung.kit.destinations import Gate
from lumbung.kit.fetching import FetchFailed, FetchLimits, FetchRefused, fetch
from lumbung.kit.tests.servers import answer, redirect, serving

LOOPBACK = Gate(["127.0.0.1", "127.0.0.2", "kode.test"], resolve=lambda *asked: ["127.0.0.1"])
SHORT = FetchLimits(bytes=100_000, seconds=1)


def get(url, **options):
    return fetch(url, **{"gate": LOOPBACK, "limits": SHORT} | options)


def test_answer_comes_with_status_headers_and_body():
    with serving(
        answer(b"isi", status="404 Not Found", headers="ETag: x\r\nX: 1\r\nX: 2\r\n")
    ) as s:
        found = get(f"{s.url}/a?b=c", headers={"If-None-Match": "y", "Host": "lain"})
    assert (found.status, found.body, found.url) == (404, b"isi", f"{s.url}/a?b=c")
    assert (found.headers["etag"], found.headers["x"]) == ("x", "1, 2")
    head = s.requests[0].decode().lower()
    assert head.startswith("get /a?b=c http/1.1") and "if-none-match: y" in head
    assert head.count("host:") == 1 and f"host: {s.host}:{s.port}" in head


def test_body_is_sent_with_its_length():
    with serving(answer()) as s:
        get(s.url, method="POST", body=b"abc", headers={"content-type": "text/plain"})
    assert b"content-length: 3" in s.requests[0].lower()


def test_environment_gives_neither_proxy_nor_credentials(monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("default login saya password rahasia\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with serving(answer(b"isi")) as s:
        assert get(s.url).body == b"isi"
    assert b"authorization" not in s.requests[0].lower()


def test_without_leave_loopback_is_refused_before_anything_connects():
    with serving(answer(b"rahasia")) as s, pytest.raises(FetchRefused):
        fetch(s.url, gate=Gate())
    assert s.requests == []


def test_leave_comes_from_the_settings(settings):
    with serving(answer(b"isi")) as s:
        with pytest.raises(FetchRefused):
            fetch(s.url)
        settings.ALLOWED_PRIVATE_HOSTS = [f"127.0.0.1:{s.port}"]
        assert fetch(s.url).body == b"isi"


def test_name_that_answers_otherwise_later_gains_nothing():
    """DNS rebinding: the connection goes to the address that was judged, and nobody asks twice."""
    asked = []

    def rebinding(host, port, seconds):
        asked.append(host)
        return ["127.0.0.2"] if len(asked) == 1 else ["127.0.0.1"]

    with (
        serving(answer(b"dinilai"), host="127.0.0.2") as judged,
        serving(answer(b"rahasia"), host="127.0.0.1", port=judged.port) as hidden,
    ):
        gate = Gate(["127.0.0.2/32"], resolve=rebinding)
        assert get(f"http://ganti.test:{judged.port}/", gate=gate).body == b"dinilai"
    assert asked == ["ganti.test"] and hidden.requests == []
    assert f"host: ganti.test:{judged.port}".encode() in judged.requests[0].lower()


def test_next_judged_address_is_tried_where_one_does_not_listen():
    with serving(answer(b"isi")) as s:
        gate = Gate(["dua.test"], resolve=lambda *asked: ["127.0.0.3", "127.0.0.1"])
        assert get(f"http://dua.test:{s.port}/", gate=gate).body == b"isi"


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.9/",
        "http://169.254.169.254/latest/",
        "http://jahat.test/",
        "file:///etc/passwd",
        "http://0x7f.1/",
    ],
)
def test_redirection_is_judged_anew(location):
    with serving(redirect(location)) as s, pytest.raises(FetchRefused):
        get(s.url)


def test_redirections_are_followed_and_counted():
    def hop(peer, request):
        number = int(request.split()[1][1:] or b"0")
        (redirect(f"/{number + 1}") if number < 5 else answer(b"akhir"))(peer, request)

    with serving(hop) as s:
        found = get(s.url)
        assert (found.body, found.url) == (b"akhir", f"{s.url}/5")
    with serving(redirect("/")) as s, pytest.raises(FetchRefused, match="more than 5"):
        get(s.url)
    assert len(s.requests) == 6


def test_secrets_do_not_follow_to_another_host():
    with serving(answer(b"isi")) as other, serving(redirect(other.url)) as s:
        get(s.url, headers={"Authorization": "rahasia", "Signature": "x", "If-None-Match": "y"})
    head = other.requests[0].lower()
    assert b"rahasia" not in head and b"signature" not in head and b"if-none-match: y" in head


def test_what_is_sent_is_not_redirected():
    with (
        serving(answer(b"isi")) as other,
        serving(redirect(other.url, "307 x")) as s,
        pytest.raises(FetchRefused),
    ):
        get(s.url, method="POST", body=b"rahasia")
    assert other.requests == []


def drip(*, head: bytes, piece: bytes):
    def behave(peer, request):
        peer.sendall(head)
        with contextlib.suppress(OSError):
            while True:
                peer.sendall(piece)
                time.sleep(0.05)

    return behave


@pytest.mark.parametrize(
    "behave",
    [
        drip(head=b"HTTP/1.1 200 OK\r\n", piece=b"X"),
        drip(head=b"HTTP/1.1 200 OK\r\n", piece=b"X: 1\r\n"),
        drip(head=b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n", piece=b"X"),
        drip(head=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", piece=b"1\r\nX\r\n"),
        drip(head=b"", piece=b"HTTP/1.1 100 Continue\r\n\r\n"),
        lambda peer, request: time.sleep(1.5),
    ],
    ids=["header", "headers", "body", "chunks", "continue", "silence"],
)
def test_one_deadline_ends_every_drip(behave):
    started = time.monotonic()
    with serving(behave) as s:
        with pytest.raises(FetchFailed, match=r"within 0\.4 seconds"):
            get(s.url, limits=FetchLimits(seconds=0.4))
        assert time.monotonic() - started < 3


def test_deadline_spans_redirections():
    def slow(peer, request):
        time.sleep(0.2)
        redirect("/")(peer, request)

    with serving(slow) as s, pytest.raises(FetchFailed, match="within"):
        get(s.url, limits=FetchLimits(seconds=0.5))
    assert len(s.requests) <= 3


def test_slow_resolver_has_the_same_deadline():
    def slow(host, port, seconds):
        assert seconds <= 0.3
        raise TimeoutError

    with pytest.raises(FetchFailed):
        get("http://lambat.test/", gate=Gate(resolve=slow), limits=FetchLimits(seconds=0.3))


def endless(head: bytes, piece: bytes):
    def behave(peer, request):
        peer.sendall(head)
        while True:
            peer.sendall(piece)

    return behave


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 500 Oops\r\nConnection: close\r\n\r\n",
    ],
)
def test_endless_body_ends_at_the_limit(head):
    piece = b"FFFF\r\n" + b"x" * 0xFFFF + b"\r\n"
    with serving(endless(head, piece)) as s, pytest.raises(FetchRefused, match="larger than"):
        get(s.url)


def test_endless_header_is_refused():
    behave = endless(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 65536)
    with serving(behave) as s, pytest.raises(FetchFailed, match="speak HTTP"):
        get(s.url, limits=FetchLimits(seconds=5))


def test_declared_length_is_believed_where_it_is_too_large_and_nowhere_else():
    with serving(answer(b"x", length=10**12)) as s, pytest.raises(FetchRefused):
        get(s.url)
    with serving(answer(b"pendek", length=50)) as s, pytest.raises(FetchFailed):
        get(s.url)
    with serving(answer(b"panjang sekali", length=7)) as s:
        assert get(s.url).body == b"panjang"
    twice = answer(headers="Content-Length: 3\r\n", length=9)
    with serving(twice) as s, pytest.raises(FetchFailed):
        get(s.url)


def packed(body: bytes, encoding: str):
    return answer(body, headers=f"Content-Encoding: {encoding}\r\n")


def test_packed_answer_is_unpacked():
    with serving(packed(gzip.compress(b"isi " * 9000), "gzip")) as s:
        assert get(s.url).body == b"isi " * 9000


def test_bomb_is_refused_in_bounded_memory():
    bomb = gzip.compress(bytes(200_000_000), 9)
    with serving(packed(bomb, "gzip")) as s:
        tracemalloc.start()
        try:
            with pytest.raises(FetchRefused, match="larger than"):
                get(s.url, limits=FetchLimits(bytes=1_000_000, seconds=10))
            assert tracemalloc.get_traced_memory()[1] < 8_000_000
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "gzip;q=1", "x"])
def test_packing_that_was_not_asked_for_is_refused(encoding):
    twice = gzip.compress(gzip.compress(b"x"))
    with serving(packed(twice, encoding)) as s, pytest.raises(FetchRefused):
        get(s.url)


@pytest.mark.parametrize(
    "body", [b"bukan gzip", gzip.compress(b"isi" * 99, mtime=0)[:-9], zlib.compress(b"")]
)
def test_broken_packing_is_a_failure(body):
    with serving(packed(body, "gzip")) as s, pytest.raises(FetchFailed):
        get(s.url)


@pytest.mark.parametrize("said", [b"", b"SSH-2.0-x\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\x00" * 99])
def test_what_is_no_http_is_a_failure(said):
    with serving(lambda peer, request: peer.sendall(said)) as s, pytest.raises(FetchFailed):
        get(s.url)


def test_nobody_listening_is_a_failure():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(FetchFailed, match=r"127\.0\.0\.1"):
        get(f"http://127.0.0.1:{port}/")


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A certificate for kode.test, that is its own authority, and the server's TLS with it."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "kode.test")])
    today = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("kode.test")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "kode.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return file, context


def test_certificate_is_verified_for_the_name_though_the_address_is_pinned(authority, monkeypatch):
    file, context = authority
    names = []
    context.sni_callback = lambda wire, name, its: names.append(name)
    with serving(answer(b"isi"), tls=context) as s:
        with pytest.raises(FetchFailed, match="certificate"):
            get(f"https://kode.test:{s.port}/")
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        fetching._tls.cache_clear()
        try:
            assert get(f"https://kode.test:{s.port}/").body == b"isi"
            with pytest.raises(FetchFailed, match="certificate"):
                get(f"https://127.0.0.1:{s.port}/")
        finally:
            fetching._tls.cache_clear()
    assert names == ["kode.test", "kode.test", None]


def test_handshake_that_never_ends_has_the_same_deadline():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(FetchFailed, match="within"):
            get(f"https://kode.test:{port}/", limits=FetchLimits(seconds=0.3))


def test_redirection_from_https_to_http_is_refused(authority, monkeypatch):
    file, context = authority
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    fetching._tls.cache_clear()
    behave = redirect("http://kode.test/")
    refused = pytest.raises(FetchRefused, match="from https to http")
    try:
        with serving(behave, tls=context) as s, refused:
            get(f"https://kode.test:{s.port}/")
    finally:
        fetching._tls.cache_clear()
