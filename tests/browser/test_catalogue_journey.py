"""A visitor finds software in the catalogue: with a slip of the pen, choices, an entry, and two
side by side; wide, on a phone, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, WIDE, Site
from tests.browser.journeys import overflow_px

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_visitor_searches_with_a_typo_narrows_opens_and_compares(
    browser: Browser, site: Site, scripts: bool
) -> None:
    context = browser.new_context(
        base_url=site.address, viewport=WIDE, locale="id-ID", java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto("/")
    page.locator("main input[type=search]").fill("perizinnan")
    page.keyboard.press("Enter")
    expect(page.locator(".search-told")).to_contain_text("perizinan")
    way_back = page.get_by_role("link", name="Cari persis")
    expect(way_back).to_be_visible()
    narrow_down(page)
    open_the_first(page)
    compare_with_another(page)
    context.close()


def narrow_down(page: Page) -> None:
    cards = page.locator(".entry-card")
    before = cards.count()
    assert before >= 2
    choice = page.locator(".facet-choice", has_text="Gratis")
    wanted = int(choice.locator(".facet-count").inner_text())
    choice.click()
    expect(page).to_have_url(re.compile("terms=free"))
    expect(cards).to_have_count(wanted)
    page.locator(".chip", has_text="Gratis").or_(page.locator(".chip", has_text="gratis")).click()
    expect(cards).to_have_count(before)


def open_the_first(page: Page) -> None:
    link = page.locator(".entry-card h3 a").first
    name = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_contain_text(name)
    expect(page.locator("#offers")).to_be_visible()
    page.go_back()


def compare_with_another(page: Page) -> None:
    boxes = page.locator(".entry-card input[type=checkbox]")
    names = page.locator(".entry-card h3 a").all_inner_texts()[:2]
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.locator(".search-results form button").click()
    for name in names:
        expect(page.locator(".compare thead")).to_contain_text(name)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["wide", "phone"])
def test_public_catalogue_fits_and_keeps_its_policy(
    browser: Browser, site: Site, screen: dict[str, int], language: str
) -> None:
    context = browser.new_context(base_url=site.address, viewport=screen, locale=language)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    page.goto("/catalogue/?text=surat")
    entry = page.locator(".entry-card h3 a").first.get_attribute("href")
    assert entry
    for address in ("/catalogue/", "/catalogue/?text=surat&terms=free", entry):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert overflow_px(page) == 0, address
        assert page.locator("h1").count() == 1, address
    assert complaints == []
    context.close()
