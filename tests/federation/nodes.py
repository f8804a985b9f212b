"""Nodes for tests: real processes with a database, a data folder, a key and a port of their own,
that reach each other over loopback only because the operator's setting allows it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.error import URLError

from tests.architecture.sources import ROOT

START_TIMEOUT_S = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_template(folder: Path) -> Path:
    """A database with all tables and the list of regions, to copy for each node."""
    script = (
        "import django; django.setup(); "
        "from django.core.management import call_command; call_command('migrate', verbosity=0); "
        "from lumbung.registry.actions import load_regions; load_regions()"
    )
    environment = node_environment(folder, code="61.72", address="")
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, check=True)
    return folder / "lumbung.sqlite3"


def node_environment(folder: Path, *, code: str, address: str) -> dict[str, str]:
    environment = os.environ | {
        "LUMBUNG_DATA_DIR": str(folder),
        "LUMBUNG_REGION": code,
        "LUMBUNG_SITE_URL": address,
        "LUMBUNG_ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("LUMBUNG_DATABASE_URL", None)
    return environment


class Node:
    """A node of one region. `node.deed(...)` runs a function of tests.federation.deeds in it."""

    def __init__(self, code: str, folder: Path, template: Path) -> None:
        self.code, self.folder, self.port = code, folder, free_port()
        folder.mkdir()
        shutil.copy(template, folder / "lumbung.sqlite3")
        self.address = f"http://127.0.0.1:{self.port}/"
        self._process: subprocess.Popen[str] | None = None
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.federation.node_process", str(self.port)],
            cwd=ROOT,
            env=node_environment(self.folder, code=self.code, address=self.address),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait_until_served(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.address}federation/v1/node", timeout=5):
                    return
            except URLError:
                time.sleep(0.1)
        raise TimeoutError(f"node {self.code} was not served within {START_TIMEOUT_S} s")

    def work(self) -> None:
        """`lumbung work` until the queue is empty."""
        environment = node_environment(self.folder, code=self.code, address=self.address)
        command = [sys.executable, "-m", "lumbung", "work", "--once"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=60)

    def __getattr__(self, deed: str) -> Any:
        def done(**facts: Any) -> Any:
            process = self._process
            assert process is not None and process.stdin and process.stdout
            process.stdin.write(json.dumps({"deed": deed, "facts": facts}) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert "error" not in answer, answer["error"]
            return answer["result"]

        return done

    def kill(self) -> None:
        """At once, as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    stream.close()
            self._process = None
