"""Git repositories over HTTP on loopback, served by git's own http-backend."""

import contextlib
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

BACKEND = Path("/usr/lib/git-core/git-http-backend")
needs_git = pytest.mark.skipif(
    not (shutil.which("git") and BACKEND.exists()), reason="git and its http-backend are needed"
)
WHEN = "2026-05-04T03:02:01+0000"


def git(folder: Path, *arguments: str, when: str = WHEN, content: bytes | None = None) -> str:
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Contoh", "GIT_AUTHOR_EMAIL": "contoh@daerah.example",
        "GIT_COMMITTER_NAME": "Contoh", "GIT_COMMITTER_EMAIL": "contoh@daerah.example",
        "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when,
    }  # fmt: skip
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder, env=environment, check=True, capture_output=True, input=content,
    )  # fmt: skip
    return done.stdout.decode().strip()


def make_repository(folder: Path, files: dict[str, bytes], *, when: str = WHEN) -> Path:
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet")
    git(folder, "config", "uploadpack.allowFilter", "true")
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    commit(folder, files, when=when)
    return folder


def commit(folder: Path, files: dict[str, bytes], *, when: str = WHEN) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "Isi", when=when)


@dataclass
class GitServer:
    root: Path
    port: int = 0
    requests: list[str] = field(default_factory=list)
    before: Callable[[BaseHTTPRequestHandler], bool] = lambda handler: False

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/{name}"


@contextlib.contextmanager
def serving_git(root: Path) -> Iterator[GitServer]:
    """`/NAME` is the repository in the folder NAME; `before` may answer a request itself."""
    told = GitServer(root)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(b"")

        def do_POST(self) -> None:
            self.answer(self.rfile.read(int(self.headers.get("content-length", 0))))

        def answer(self, body: bytes) -> None:
            told.requests.append(f"{self.command} {self.path}")
            if not told.before(self):
                self.run_backend(body)

        def run_backend(self, body: bytes) -> None:
            path, _mark, query = self.path.partition("?")
            name, _slash, rest = path.lstrip("/").partition("/")
            environment = {
                "PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": str(root),
                "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": f"/{name}/.git/{rest}",
                "QUERY_STRING": query, "REQUEST_METHOD": self.command,
                "CONTENT_TYPE": self.headers.get("content-type", ""),
                "CONTENT_LENGTH": str(len(body)), "HOME": str(root),
                "HTTP_CONTENT_ENCODING": self.headers.get("content-encoding", ""),
                "GIT_PROTOCOL": self.headers.get("git-protocol", ""),
            }  # fmt: skip
            done = subprocess.run(
                [str(BACKEND)], env=environment, input=body, capture_output=True, check=False
            )
            head, _blank, content = done.stdout.partition(b"\r\n\r\n")
            lines = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if line)
            self.send_response(int(lines.pop("Status", "200").split()[0]))
            for key, value in lines.items():
                self.send_header(key, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(content)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
