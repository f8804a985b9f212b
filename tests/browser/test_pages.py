"""Every page a person reaches: it opens, breaks no rule of its own security policy, and nothing
sticks out of the screen, wide and on a phone, in both languages, with and without JavaScript."""

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, WIDE, Site
from tests.browser.journeys import overflow_px, sign_in

pytestmark = pytest.mark.browser
MOST_TABS = 60
PAGES = (
    "/",
    "/planning/plans/",
    "/planning/plans/1/",
    "/planning/plans/new/",
    "/planning/needs/",
    "/planning/options/",
    "/catalogue/",
    "/catalogue/entries/1/",
    "/catalogue/entries/new/",
    "/catalogue/compare/?entry=1&entry=2",
    "/catalogue/check/",
    "/catalogue/offers/",
    "/catalogue/offers/import/",
    "/catalogue/offers/1/",
    "/catalogue/offers/given/",
    "/catalogue/sharing/",
    "/catalogue/sharing/requests/",
    "/catalogue/sharing/agreements/",
    "/catalogue/sharing/agreements/1/",
    "/catalogue/sharing/figures/",
    "/catalogue/sharing/known/",
    "/catalogue/sharing/peers/",
    "/catalogue/sharing/peers/own/",
    "/catalogue/sharing/reminders/",
    "/catalogue/sharing/webhooks/",
    "/catalogue/sharing/webhooks/new/",
    "/catalogue/experience/",
    "/catalogue/sources/",
    "/v1/docs",
    "/catalogue/hub/",
    "/catalogue/hub/regions/61/",
    "/catalogue/hub/calls/",
    "/catalogue/hub/ours/",
    "/catalogue/entries/doubles/",
    "/planning/matching/",
    "/planning/matching/offers/1/",
    "/planning/adopting/1/",
    "/planning/duplicates/",
    "/planning/needs/1/",
    "/registry/",
    "/registry/applications/",
    "/registry/servers/",
    "/registry/budget-lines/",
    "/account/",
    "/audit/",
)


# Lists that people read on a phone: each row is a card there, nothing is beside the screen.
CARDS = ("/planning/needs/", "/planning/matching/", "/catalogue/offers/", "/catalogue/sharing/")
SIDEWAYS = "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).length"
LEVELS = "all => all.filter(each => each.getClientRects().length).map(each => +each.tagName[1])"


def test_lists_are_cards_on_a_phone(browser: Browser, site: Site) -> None:
    page = browser.new_context(base_url=site.address, viewport=PHONE, locale="id").new_page()
    sign_in(page, site, "cio")
    for address in CARDS:
        page.goto(address)
        assert page.locator(".table-wrap").evaluate_all(SIDEWAYS) == 0, address
    page.context.close()


def test_headings_leave_no_level_out(browser: Browser, site: Site) -> None:
    page = browser.new_context(base_url=site.address, viewport=WIDE, locale="id").new_page()
    sign_in(page, site, "cio")
    for address in PAGES:
        if address == "/v1/docs":
            continue
        page.goto(address)
        levels = page.locator("h1, h2, h3, h4, h5").evaluate_all(LEVELS)
        assert all(low - high <= 1 for high, low in pairwise(levels)), (address, levels)
    page.context.close()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["wide", "phone"])
def test_pages_fit_and_keep_their_policy(
    browser: Browser, site: Site, screen: dict[str, int], language: str
) -> None:
    context = browser.new_context(base_url=site.address, viewport=screen, locale=language)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    sign_in(page, site, "cio")
    expect(page.locator("html")).to_have_attribute("lang", language)
    for address in PAGES:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert overflow_px(page) == 0, address
        assert page.locator("h1").count() == 1, address
    assert complaints == []
    context.close()


def test_a_plan_can_be_watched_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address, locale="id", java_script_enabled=False)
    page = context.new_page()
    sign_in(page, site, "integrator")
    page.goto("/planning/plans/new/")
    page.fill("[name=name]", "Tanpa JavaScript")
    page.fill("[name=time_limit_s]", "3")
    page.locator("main form.form button.btn-primary").click()
    expect(page.locator("h1")).to_contain_text("Tanpa JavaScript")
    for _ in range(40):
        if page.locator("main svg:not(.symbols)").count():
            break
        page.wait_for_timeout(1500)
        page.reload()
    expect(page.locator("main svg:not(.symbols)").first).to_be_visible()
    context.close()


def test_language_is_chosen_by_hand(page: Page, site: Site) -> None:
    page.goto("/")
    page.locator("button[value=en], a[hreflang=en]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_page_is_used_by_keyboard_alone(page: Page, site: Site) -> None:
    page.goto("/sign-in/")
    page.locator("input[name=username]").focus()
    page.keyboard.type("integrator")
    page.keyboard.press("Tab")
    page.keyboard.type(site.passwords["integrator"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/")
    page.goto("/planning/plans/")
    tab_to_link(page, "/planning/plans/1/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/planning/plans/1/")


def tab_to_link(page: Page, address: str) -> None:
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == address:
            return
    raise AssertionError(f"{address} was not reached in {MOST_TABS} tabs")
