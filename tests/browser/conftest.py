"""A real `lumbung` on a database of its own, and Debian's Chromium to visit it.

The server and the worker are processes, as an operator runs them; nothing of them is replaced.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.architecture.sources import ROOT

CHROMIUM = "/usr/bin/chromium"
# No connection leaves the machine: Chromium's own housekeeping is off.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_TIMEOUT_S = 60
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Site:
    """A running Lumbung: its address, and the password of each example account."""

    address: str
    passwords: dict[str, str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_served(address: str) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except URLError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} was not served within {START_TIMEOUT_S} s")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("lumbung")
    environment = os.environ | {"LUMBUNG_DATA_DIR": str(folder)}
    environment.pop("LUMBUNG_DATABASE_URL", None)
    lumbung = [sys.executable, "-m", "lumbung"]

    def run(*arguments: str) -> None:
        subprocess.run([*lumbung, *arguments], cwd=ROOT, env=environment, check=True, timeout=300)

    run("collectstatic", "--noinput", "--verbosity", "0")
    run("demo", "--no-serve", "--time-limit", "10")
    port = free_port()
    with subprocess.Popen(
        [*lumbung, "dev", "--port", str(port)], cwd=ROOT, env=environment
    ) as process:
        try:
            wait_until_served(f"http://127.0.0.1:{port}/")
            yield Site(f"http://127.0.0.1:{port}", _example_passwords(folder))
        finally:
            process.terminate()
            process.wait(30)


def _example_passwords(folder: Path) -> dict[str, str]:
    lines = (folder / "example-accounts.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split()[:2] for line in lines if line and not line.startswith("#"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS, headless=True
        )
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=site.address, viewport=WIDE, locale="id-ID")
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext) -> Page:
    return visitor.new_page()
