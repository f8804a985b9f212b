"""Small servers on loopback that misbehave in one way each, for tests of what fetches."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Behave = Callable[[socket.socket, bytes], None]


@dataclass
class Server:
    """Where it listens and the heads of the requests it got."""

    host: str
    port: int
    requests: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


@contextlib.contextmanager
def serving(
    behave: Behave, *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[Server]:
    """Reads each request's head and lets `behave` do the rest with the socket."""
    listener = socket.create_server((host, port))
    server = Server(host, listener.getsockname()[1])
    threads = []

    def serve(peer: socket.socket) -> None:
        with contextlib.suppress(OSError), peer:
            wire = tls.wrap_socket(peer, server_side=True) if tls else peer
            with wire:
                head = b""
                while b"\r\n\r\n" not in head:
                    got = wire.recv(65536)
                    if not got:
                        return
                    head += got
                server.requests.append(head)
                behave(wire, head)

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                thread = threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True)
                thread.start()
                threads.append(thread)

    acceptor = threading.Thread(target=accept, daemon=True)
    acceptor.start()
    try:
        yield server
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        acceptor.join(5)
        for thread in threads:
            thread.join(5)


def answer(
    body: bytes = b"", *, status: str = "200 OK", headers: str = "", length: int | None = None
) -> Behave:
    size = len(body) if length is None else length
    head = f"HTTP/1.1 {status}\r\n{headers}Content-Length: {size}\r\n\r\n".encode()

    def behave(peer: socket.socket, request: bytes) -> None:
        peer.sendall(head + body)

    return behave


def redirect(location: str, status: str = "302 Found") -> Behave:
    return answer(status=status, headers=f"Location: {location}\r\n")
