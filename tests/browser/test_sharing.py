"""From an offer to an adoption in use: an agency asks, the CIO answers and lets the PKS enter into
force, the option stands in the plan; once more without JavaScript and in English."""

import re
from io import BytesIO

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Site
from tests.browser.journeys import sign_in

pytestmark = pytest.mark.browser
OFFER_NAME = "Arsip bersama (contoh)"
OFFER = f"""\
format: lumbung-offer/2
id: contoh-arsip
name: {OFFER_NAME}
kind: application
provider: "61.72"
source: contoh
example: true
terms: {{fee_idr: 0, government_use_only: true}}
shared_activities:
  - {{id: pks-arsip, name: PKS arsip, least_weeks: 4, example: true}}
recipe:
  uses: [pks-arsip]
  activities:
    - {{id: pasang, name: Pemasangan, least_weeks: 2, effort_days: {{infrastruktur: 3}}}}
"""


def test_from_offer_to_use(page: Page, site: Site, browser: Browser) -> None:
    sign_in(page, site, "cio")
    publish_offer(page)
    offer_address = page.url
    officer = browser.new_context(
        base_url=site.address, locale="id-ID", java_script_enabled=False, viewport=PHONE
    ).new_page()
    sign_in(officer, site, "dinkes")
    adoption_address = ask(officer, offer_address)
    answer(page, adoption_address)
    bring_agreement_into_force(page, offer_address)
    use(officer, adoption_address)
    option_stands_in_the_plan(page)
    others_see_nothing_of_it(browser, site, adoption_address)
    officer.context.close()


def publish_offer(page: Page) -> None:
    page.goto("/catalogue/offers/import/")
    page.set_input_files(
        "[name=offer_file]",
        files=[{"name": "offer.yml", "mimeType": "text/yaml", "buffer": OFFER.encode()}],
    )
    page.locator("main form.form button").last.click()
    page.locator("button[name=store]").click()
    expect(page.locator("h1")).to_contain_text(OFFER_NAME)
    page.locator("form[action$='/publish/'] button").click()
    expect(page.locator("a[href$='/adopt/']")).to_be_visible()


def ask(page: Page, offer_address: str) -> str:
    page.goto(offer_address)
    page.locator("a[href$='/adopt/']").first.click()
    page.fill("[name=purpose]", "Arsip puskesmas (contoh)")
    page.fill("[name=users_count]", "40")
    page.locator("main form.form button.btn-primary").click()
    expect(page.locator("h1")).to_contain_text(OFFER_NAME)
    expect(page.locator(".way-here")).to_contain_text("Diminta")
    return page.url


def answer(page: Page, adoption_address: str) -> None:
    page.goto("/")
    page.locator("a[href*='/sharing/requests/']").first.click()
    page.locator("main table a").first.click()
    assert page.url == adoption_address
    page.check("form[action$='/answer/'] [name=verdict][value=agreed]")
    page.fill("form[action$='/answer/'] [name=note]", "Silakan (contoh)")
    page.locator("form[action$='/answer/'] button").click()
    expect(page.locator(".way-here")).to_contain_text("Disepakati")


def bring_agreement_into_force(page: Page, offer_address: str) -> None:
    page.goto(offer_address)
    page.locator("a[href*='/agreements/new/']").click()
    for name, value in {
        "no_parent_reason": "Di dalam satu daerah (contoh)",
        "number": "1/PKS/2027",
        "signed_on": "2026-01-05",
        "starts_on": "2026-01-05",
        "ends_on": "2036-01-04",
        "parties-0-signatory": "Kepala Dinas (contoh)",
        "parties-1-signatory": "Kepala Dinas (contoh)",
    }.items():
        page.fill(f"[name={name}]", value)
    for number in (0, 1):
        page.select_option(f"[name=parties-{number}-signs_as]", "other")
    page.locator("main form.form button.btn-primary").last.click()
    read_draft(page)
    for stage in ("drafted", "reviewed", "signing", "in-force"):
        page.locator(f".next-stage:has([value={stage}]) button").click()
    expect(page.locator(".way-here")).to_contain_text("Berlaku")
    expect(page.locator("svg.validity-plot")).to_be_visible()


def read_draft(page: Page) -> None:
    page.locator("a[href$='/draft/']").click()
    expect(page.locator("article.pks")).to_contain_text("PERJANJIAN KERJA SAMA")
    with page.expect_download() as download:
        page.locator("a[href$='/draft.docx']").click()
    text = "\n".join(
        paragraph.text
        for paragraph in Document(BytesIO(download.value.path().read_bytes())).paragraphs
    )
    assert OFFER_NAME.upper() in text
    page.go_back()


def use(page: Page, adoption_address: str) -> None:
    page.goto(adoption_address)
    for status in ("installing", "in-use"):
        page.check(f"[name=status][value={status}]")
        page.locator("form[action$='/move/'] button").click()
    expect(page.locator(".way-here")).to_contain_text("Dipakai")
    page.locator("form[action$='/confirm/'] button").click()
    expect(page.locator(".notice-success")).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def option_stands_in_the_plan(page: Page) -> None:
    page.goto("/planning/options/")
    missing = page.locator("section:has(#missing-adoptions)")
    expect(missing).to_contain_text(OFFER_NAME)
    page.goto("/planning/options/?text=arsip+bersama")
    page.locator("main table a", has_text=OFFER_NAME).first.click()
    expect(page.locator("main")).to_contain_text("1/PKS/2027")
    page.locator("form[action$='/leave-out/'] button").click()
    expect(page.locator("form[action$='/put-back/']")).to_contain_text("PKS arsip")


def others_see_nothing_of_it(browser: Browser, site: Site, adoption_address: str) -> None:
    context = browser.new_context(base_url=site.address, locale="en-GB")
    page = context.new_page()
    sign_in(page, site, "disdukcapil")
    answer = page.goto(adoption_address)
    assert answer is not None and answer.status == 404
    answer = page.goto("/catalogue/sharing/agreements/")
    assert answer is not None and answer.status == 403
    page.goto("/catalogue/sharing/")
    page.locator("button[name=language][value=en]").click()
    expect(page.locator("h1")).to_have_text(re.compile("Our adoptions"))
    expect(page.locator("main")).not_to_contain_text(OFFER_NAME)
    context.close()
