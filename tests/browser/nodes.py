"""Nodes of several regions on one machine: each a real `lumbung serve` and `lumbung work` on a
database, key and port of its own. Loopback is named as allowed, as an operator would who runs two
nodes on one server."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.architecture.sources import ROOT
from tests.browser.conftest import WIDE, Site, free_port, wait_until_served


@contextlib.contextmanager
def running_node(folder: Path, region: str) -> Iterator[Site]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "LUMBUNG_DATA_DIR": str(folder),
        "LUMBUNG_REGION": region,
        "LUMBUNG_SITE_URL": address,
        "LUMBUNG_ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
    }
    environment.pop("LUMBUNG_DATABASE_URL", None)
    lumbung = [sys.executable, "-m", "lumbung"]
    prepare = [sys.executable, "-m", "tests.browser.prepare_node"]
    for command in ([*lumbung, "collectstatic", "--noinput", "--verbosity", "0"], prepare):
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=300)
    serve = [*lumbung, "dev", "--port", str(port)]
    with subprocess.Popen(serve, cwd=ROOT, env=environment) as process:
        try:
            wait_until_served(f"{address}/")
            yield Site(address, _passwords(folder))
        finally:
            process.terminate()
            process.wait(30)


def visit(browser: Browser, site: Site) -> Page:
    context = browser.new_context(base_url=site.address, viewport=WIDE, locale="id-ID")
    return context.new_page()


def _passwords(folder: Path) -> dict[str, str]:
    lines = (folder / "accounts.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines)
