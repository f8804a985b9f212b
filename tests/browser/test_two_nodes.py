"""Two regions, each with a node of its own, share an application: Sumedang offers e-Office;
Singkawang finds it, asks for it and plans with it; Sumedang sees the request on its own node and
agrees. All by pages, with real servers, workers and readings between them."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.journeys import sign_in
from tests.browser.nodes import running_node, visit

pytestmark = pytest.mark.browser
SUMEDANG, SINGKAWANG = "32.11", "61.72"
WAIT_S = 60
NAME = "e-Office Sumedang (contoh)"
NEED = "Surat dan disposisi elektronik (contoh)"
OFFER = f"""\
format: lumbung-offer/1
id: e-office
name: {NAME}
kind: application
provider: "{SUMEDANG}"
provider_agency: Diskominfosanditik
function: Surat dan disposisi elektronik perangkat daerah
terms: {{fee_idr: 0, agreement: PKS, onward_sharing_allowed: false}}
source: contoh
example: true
shared_activities:
  - {{id: pks, name: PKS dengan Kabupaten Sumedang, least_weeks: 4, effort_days: {{teknisi: 2}}}}
recipe:
  example: true
  uses: [pks]
  activities:
    - {{id: pasang, name: Pemasangan, least_weeks: 2, effort_days: {{teknisi: 6}}, after: [pks]}}
  demand: {{cpu_millicores: 2000, memory_mib: 4096, disk_gib: 50}}
"""

OTHER = "e-Disposisi Kecamatan (contoh)"
OTHER_OFFER = OFFER.replace(NAME, OTHER).replace("id: e-office", "id: e-disposisi", 1)


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Site]]:
    folders = [tmp_path_factory.mktemp(name) for name in ("sumedang", "singkawang")]
    with (
        running_node(folders[0], SUMEDANG) as sumedang,
        running_node(folders[1], SINGKAWANG) as singkawang,
    ):
        yield sumedang, singkawang


def until(page: Page, address: str, holds: Callable[[], bool]) -> None:
    """Loads the page again until what the worker does shows, as a person would."""
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        page.goto(address)
        if holds():
            return
        time.sleep(1)
    raise AssertionError(f"{page.url} still shows:\n{page.locator('main').inner_text()}")


def test_two_regions_share_an_application(nodes: tuple[Site, Site], browser: Browser) -> None:
    provider, adopter = visit(browser, nodes[0]), visit(browser, nodes[1])
    officer = visit(browser, nodes[1])
    sign_in(provider, nodes[0], "cio")
    sign_in(adopter, nodes[1], "cio")
    sign_in(officer, nodes[1], "petugas")

    offer_application(provider, NAME, OFFER)
    offer_application(provider, OTHER, OTHER_OFFER)
    partner = join(invite(provider), adopter)
    read_now(adopter, partner)
    find_and_compare(officer)
    need = state_need(officer)
    adoption = request_adoption(officer, need)
    address = answer_request(provider)
    see_the_answer(adopter, partner, adoption)
    record_agreement(adopter)
    find_in_the_plan(adopter)
    provider.goto(address)
    expect(provider.locator("main")).to_contain_text("Kota Singkawang")
    for page in (provider, adopter, officer):
        page.context.close()


def offer_application(page: Page, name: str, document: str) -> None:
    page.goto("/catalogue/offers/import/")
    page.locator("details summary").first.click()
    page.fill("[name=offer_text]", document)
    page.locator("form.form button").last.click()
    page.locator("button[name=store]").click()
    page.locator("form[action$='/publish/'] button").click()
    expect(page.locator("h1")).to_contain_text(name)


def open_partner_nodes(page: Page) -> None:
    page.goto("/")
    page.locator(".site-nav a[href='/catalogue/sharing/']").click()
    page.locator(".page-nav a[href='/catalogue/sharing/peers/']").click()


def invite(page: Page) -> str:
    """The link that Sumedang sends to Singkawang."""
    open_partner_nodes(page)
    page.locator("a[href$='/peers/invite/']").click()
    page.select_option("[name=region]", SINGKAWANG)
    page.locator("main form.form button.btn-primary").click()
    return page.locator("main code.wrap").inner_text().strip()


def join(link: str, page: Page) -> str:
    """Singkawang looks who invites, and joins; the page of its new partner."""
    open_partner_nodes(page)
    page.locator("a[href$='/peers/join/']").click()
    page.fill("[name=link]", link)
    page.locator("main form.form button.btn-primary").click()
    expect(page.locator("main")).to_contain_text("Kabupaten Sumedang")
    page.locator("button[name=confirmed]").click()
    expect(page.locator("h1")).to_contain_text("Kabupaten Sumedang")
    return page.url


def read_now(page: Page, partner: str) -> None:
    page.goto(partner)
    page.locator("form[action$='/read/'] button").first.click()
    until(page, "/catalogue/offers/", lambda: NAME in page.locator("main").inner_text())


def find_and_compare(page: Page) -> None:
    """The officer of Singkawang finds both applications of Sumedang and sets them side by side."""
    page.goto("/")
    page.locator(".site-nav a[href='/catalogue/']").click()
    page.fill("#search-text", "disposisi elektronik")
    page.locator("form[role=search] button").click()
    for name in (NAME, OTHER):
        page.locator(".entry-card", has_text=name).locator("[name=entry]").check()
    page.locator("form[action='/catalogue/compare/'] button").click()
    head = page.locator("table.compare thead")
    expect(head).to_contain_text(NAME)
    expect(head).to_contain_text(OTHER)
    page.locator("table.compare thead a", has_text=NAME).click()
    expect(page.locator("main")).to_contain_text("Kabupaten Sumedang")


def state_need(page: Page) -> str:
    page.goto("/planning/needs/new/")
    page.fill("[name=name]", NEED)
    page.locator("main form.form button.btn-primary").click()
    expect(page.locator("h1")).to_contain_text(NEED)
    return page.url


def request_adoption(page: Page, need: str) -> str:
    """From the need's page, where the offer is found to fit."""
    page.goto(need)
    card = page.locator(".matches > *", has_text=NAME).first
    card.locator("a[href*='/adopt/?need=']").click()
    expect(page.locator("h1")).to_contain_text(NAME)
    page.fill("[name=purpose]", "Surat masuk dan keluar semua perangkat daerah.")
    page.fill("[name=users_count]", "900")
    page.locator("main form.form button.btn-primary").click()
    expect(page.locator("h1")).to_contain_text(NAME)
    return page.url


def answer_request(page: Page) -> str:
    """Sumedang's own node shows who asks; its CIO agrees with a condition."""
    until(
        page,
        "/catalogue/sharing/requests/",
        lambda: "Kota Singkawang" in page.locator("main").inner_text(),
    )
    page.locator("tbody a").first.click()
    expect(page.locator("main")).to_contain_text("Surat masuk dan keluar")
    address = page.url
    page.check("form[action$='/answer/'] [name=verdict][value=agreed]")
    page.fill("form[action$='/answer/'] [name=note]", "Setelah PKS ditandatangani.")
    page.locator("form[action$='/answer/'] button").click()
    expect(page.locator("main")).to_contain_text("Setelah PKS ditandatangani.")
    return address


def see_the_answer(page: Page, partner: str, adoption: str) -> None:
    until(
        page,
        adoption,
        lambda: "Setelah PKS ditandatangani." in page.locator("main").inner_text(),
    )


def record_agreement(page: Page) -> None:
    """The PKS, from its record until it is in force."""
    page.goto("/catalogue/sharing/agreements/new/")
    page.select_option("[name=kind]", "pks")
    page.fill("[name=title]", "PKS e-Office Sumedang dan Singkawang (contoh)")
    page.fill("[name=subject]", "Pemanfaatan e-Office oleh Kota Singkawang.")
    page.select_option("[name=offers]", label=NAME)
    page.fill("[name=no_parent_reason]", "Contoh: kesepakatan bersama menyusul.")
    page.fill("[name=number]", "PKS/1/contoh")
    for name, day in (
        ("signed_on", "2026-11-02"),
        ("starts_on", "2026-11-02"),
        ("ends_on", "2028-11-01"),
    ):
        page.fill(f"[name={name}]", day)
    page.check("[name=example]")
    for number, (side, region) in enumerate((("provider", SUMEDANG), ("adopter", SINGKAWANG))):
        party = f"parties-{number}-"
        page.select_option(f"[name={party}side]", side)
        page.select_option(f"[name={party}region]", region)
        page.fill(f"[name={party}agency_name]", "Dinas Kominfo")
        page.fill(f"[name={party}signatory]", f"Kepala Dinas {number + 1} (contoh)")
        page.fill(f"[name={party}signatory_office]", "Kepala Dinas")
        page.select_option(f"[name={party}signs_as]", "office")
        page.fill(f"[name={party}mandate_number]", f"SK/{number + 1}/contoh")
        page.fill(f"[name={party}mandate_on]", "2026-10-20")
    page.locator("main form.form button.btn-primary").click()
    expect(page.locator("h1")).to_contain_text("PKS e-Office")
    for stage in ("drafted", "reviewed", "signing", "in-force"):
        page.locator(f"form:has([name=stage][value={stage}]) button").click()
    expect(page.locator("h1 ~ p .tag").first).to_have_class(re.compile("tag-done"))


def find_in_the_plan(page: Page) -> None:
    page.goto("/planning/options/")
    row = page.locator("tbody tr", has_text=NAME)
    expect(row).to_contain_text(NEED)
    row.locator("a").first.click()
    expect(page.locator("main")).to_contain_text("PKS")
