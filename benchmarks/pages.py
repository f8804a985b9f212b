"""Server time of every page of the example city, as the CIO sees it, beside a trivial page.

`python -m benchmarks.pages [SECONDS_TO_SOLVE]`: a temporary database takes the example city and one
solved plan; pages are found by following links, one address for each view; each is asked for many
times through all middleware, in turn with the trivial page, so that both feel the same noise.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from statistics import median
from time import perf_counter
from types import ModuleType
from urllib.parse import urljoin, urlsplit

ROOT = Path(__file__).resolve().parent.parent
REPEATS = 25
TARGET_MS = 150
LINK = re.compile(r'href="([^"#]+)')
TRIVIAL = "/trivial/"
# Pages that are reached by a form, and what other catalogues read.
BESIDES = (
    "/planning/plans/compare/?a=1&b=2",
    "/catalogue/compare/?entry=1&entry=2",
    "/v1/software?page[size]=100",
    "/v1/publishers",
    "/v1/catalogs",
)


@dataclass
class Page:
    view: str
    address: str
    first_ms: float
    kib: float
    queries: int
    times_ms: list[float]
    trivial_ms: list[float]

    @property
    def ratio(self) -> float:
        return median(self.times_ms) / median(self.trivial_ms)


def main(solve_s: int = 10) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LUMBUNG_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django

        django.setup()
        _prepare(solve_s)
        pages = list(_measure())
    _print(pages)


def _prepare(solve_s: int) -> None:
    from django.core.management import call_command

    from lumbung.core.models import Role, User
    from lumbung.planning import actions, jobs
    from lumbung.planning.actions import SolveSettings
    from lumbung.planning.actions.example import load_example_city
    from lumbung.planning.scenario_building import frozen_scenario_of_region

    call_command("migrate", verbosity=0)
    load_example_city(ROOT / "examples" / "singkawang")
    cio = User.objects.create_user("cio", role=Role.CIO)
    for seed in (1, 2):
        settings = SolveSettings(time_limit_s=solve_s, seed=seed, workers=2)
        plan = jobs.start_plan(f"Rencana {seed}", frozen_scenario_of_region(), settings, by=cio)
        jobs.solve_plan.func(plan.pk)
    plan.refresh_from_db()
    actions.publish_plan(plan, by=cio)
    _fill_sharing(cio)


def _fill_sharing(cio) -> None:
    """A partner node, an invitation, a source and a subscription, so that their pages are walked
    too."""
    from lumbung.catalogue.actions.peers import create_invitation
    from lumbung.catalogue.actions.webhooks import send_test, subscribe
    from lumbung.catalogue.models import Catalog, ResourceKind

    create_invitation(region_code="32.11", as_member=False, by=cio)
    webhook = subscribe("https://katalog.example.id/", kind=ResourceKind.SOFTWARE, by=cio)
    for _number in range(50):
        send_test(webhook, by=cio)
    common = {"state": Catalog.State.ACTIVE, "url": "https://node.example.id"}
    Catalog.objects.create(
        alternative_id="32.11",
        name="Sumedang",
        region_id="32.11",
        public_key="A" * 43 + "=",
        **common,
    )
    api = Catalog.Driver.API
    Catalog.objects.create(alternative_id="italia", name="Italia", driver=api, **common)


def _measure() -> Iterator[Page]:
    from django.conf import settings
    from django.test import Client

    from lumbung.core.models import User

    settings.ROOT_URLCONF = _addresses_with_a_trivial_one()
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    yield from _walk(client, "visitor ")
    client.force_login(User.objects.get(username="cio"))
    yield from _walk(client, "")


def _addresses_with_a_trivial_one() -> ModuleType:
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    from lumbung.core.access import Right, access
    from lumbung.urls import urlpatterns

    @access(Right.SEE_PUBLIC)
    def trivial(request: HttpRequest) -> HttpResponse:
        return HttpResponse("trivial")

    module = ModuleType("benchmark_urls")
    module.urlpatterns = [*urlpatterns, path(TRIVIAL[1:], trivial)]  # type: ignore[attr-defined]
    return module


def _walk(client, who: str) -> Iterator[Page]:
    """One page for each view that is linked from somewhere, breadth first."""
    waiting, seen = ["/", *BESIDES], set()
    while waiting:
        address = waiting.pop(0)
        view = _view_of(address)
        if view is None or view in seen:
            continue
        seen.add(view)
        page, html = _ask(client, view, address)
        if page is None:
            continue
        page.view = who + page.view
        yield page
        waiting += [urljoin(address, unescape(link)) for link in LINK.findall(html)]


def _view_of(address: str) -> str | None:
    from django.urls import Resolver404, resolve

    if urlsplit(address).netloc:
        return None
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    # The registry's pages share their views; each kind of row is a page of its own.
    return f"{match.view_name} {match.kwargs.get('entity', '')}".strip()


def _ask(client, view: str, address: str) -> tuple[Page | None, str]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    started = perf_counter()
    response = client.get(address)
    first_ms = 1000 * (perf_counter() - started)
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    is_page = kind == "text/html" or address in BESIDES
    if response.status_code != 200 or not is_page:
        return None, ""
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    page = Page(view, address, first_ms, len(response.content) / 1024, len(queries), [], [])
    for _number in range(REPEATS):
        page.times_ms.append(_time(client, address))
        page.trivial_ms.append(_time(client, TRIVIAL))
    return page, response.content.decode()


def _time(client, address: str) -> float:
    started = perf_counter()
    client.get(address)
    return 1000 * (perf_counter() - started)


def _print(pages: list[Page]) -> None:
    print(f"{'page':34} {'median':>8} {'first':>8} {'× trivial':>9} {'queries':>7} {'KiB':>6}")
    for page in sorted(pages, key=lambda page: -median(page.times_ms)):
        print(
            f"{page.view[:34]:34} {median(page.times_ms):6.1f}ms {page.first_ms:6.1f}ms"
            f" {page.ratio:9.1f} {page.queries:7} {page.kib:6.0f}"
        )
    slow = [page.view for page in pages if median(page.times_ms) > TARGET_MS]
    print(f"{len(pages)} pages, {len(slow)} above {TARGET_MS} ms at the median: {slow or 'none'}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
