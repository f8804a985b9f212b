"""Steps that several journeys share, told as a person would do them."""

from playwright.sync_api import Page

from tests.browser.conftest import Site


def sign_in(page: Page, site: Site, username: str) -> None:
    page.goto("/sign-in/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", site.passwords[username])
    page.locator("form:has(input[name=password]) button").click()


def overflow_px(page: Page) -> int:
    """How far the page is wider than the screen; 0 when nothing sticks out."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )
