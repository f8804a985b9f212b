"""The main journey: an agency states a need, an offer comes in, a plan is solved and read by the
CIO; and what another agency may not see."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.journeys import sign_in

pytestmark = pytest.mark.browser
SOLVE_TIMEOUT_MS = 90_000
NEED = "Antrean puskesmas (contoh)"
OFFER_NAME = "Antrean bersama (contoh)"
OFFER = f"""\
format: lumbung-offer/1
id: contoh-antrean
name: {OFFER_NAME}
kind: application
provider: "32.11"
source: contoh
example: true
recipe:
  activities:
    - {{id: pasang, name: Pemasangan, least_weeks: 2, effort_days: {{infrastruktur: 3}}}}
"""


def press(page: Page, action: str) -> None:
    """Sends the form of the page whose action ends so."""
    page.locator(f"form[action$='{action}'] button").first.click()


def test_from_need_and_offer_to_plan(page: Page, site: Site, browser: Browser) -> None:
    sign_in(page, site, "dinkes")
    need_address = state_need(page)
    cio = browser.new_context(base_url=site.address, locale="id-ID").new_page()
    sign_in(cio, site, "cio")
    accept_need(cio, need_address)
    take_in_offer(cio)
    put_offer_into_plan(cio)
    plan_address = solve(cio)
    read_plan(cio)
    cio.context.close()
    another_agency_sees_nothing_of_it(browser, site, need_address, plan_address)


def state_need(page: Page) -> str:
    page.goto("/planning/needs/new/")
    page.fill("[name=name]", NEED)
    page.locator("main form.form button.btn-primary").click()
    expect(page.locator("h1")).to_contain_text(NEED)
    return page.url


def accept_need(page: Page, address: str) -> None:
    page.goto(address)
    page.fill("form[action$='/accept/'] [name=weight]", "20")
    press(page, "/accept/")
    expect(page.locator("main")).to_contain_text("20")


def take_in_offer(page: Page) -> None:
    page.goto("/catalogue/offers/import/")
    page.set_input_files(
        "[name=offer_file]",
        files=[{"name": "offer.yml", "mimeType": "text/yaml", "buffer": OFFER.encode()}],
    )
    page.locator("main form.form button").last.click()
    page.locator("button[name=store]").click()
    expect(page.locator("h1")).to_contain_text(OFFER_NAME)
    press(page, "/publish/")


def put_offer_into_plan(page: Page) -> None:
    page.locator("a[href*='/options/from-offer/']").first.click()
    page.locator("select[name$='-need']").first.select_option(label=option_text(page))
    page.locator("[name$='-fit_percent']").first.fill("90")
    page.locator("main form.form button.btn-primary").last.click()
    expect(page.locator("h1")).to_contain_text(OFFER_NAME)


def option_text(page: Page) -> str:
    options = page.locator("select[name$='-need']").first.locator("option", has_text=NEED)
    return options.first.inner_text()


def solve(page: Page) -> str:
    page.goto("/planning/plans/new/")
    page.fill("[name=name]", "Rencana dengan antrean")
    page.fill("[name=time_limit_s]", "10")
    page.locator("main form.form button.btn-primary").click()
    expect(page.locator("#gantt, .gantt").first).to_be_visible(timeout=SOLVE_TIMEOUT_MS)
    return page.url


def read_plan(page: Page) -> None:
    page.reload()
    expect(page.locator("h1")).to_contain_text("Rencana dengan antrean")
    expect(page.locator("main")).to_contain_text(NEED)
    expect(page.locator("main svg:not(.symbols)").first).to_be_visible()
    page.goto(f"{page.url.rstrip('/')}/spending/")
    expect(page.locator("table").first).to_be_visible()


def another_agency_sees_nothing_of_it(
    browser: Browser, site: Site, need_address: str, plan_address: str
) -> None:
    context = browser.new_context(base_url=site.address, locale="id-ID")
    page = context.new_page()
    sign_in(page, site, "disdukcapil")
    answer = page.goto(need_address)
    assert answer is not None
    assert answer.status in {403, 404}
    page.goto(plan_address)
    expect(page.locator("main")).not_to_contain_text(NEED)
    answer = page.goto("/planning/plans/new/")
    assert answer is not None
    assert answer.status == 403
    context.close()
