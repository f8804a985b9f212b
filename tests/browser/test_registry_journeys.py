"""An inventory goes in without JavaScript; a new officer comes in by a link, up to the limits."""

import pytest
from playwright.sync_api import Browser, Page, expect

from lumbung.registry.tests import inventory
from tests.browser.conftest import Site
from tests.browser.journeys import sign_in

pytestmark = pytest.mark.browser
PASSWORD = "gabah-kering-giling-9"


def test_inventory_is_imported_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address, locale="id", java_script_enabled=False)
    page = context.new_page()
    sign_in(page, site, "integrator")
    page.goto("/registry/applications/import/")
    page.set_input_files(
        "input[type=file]",
        {
            "name": "inventaris.xlsx",
            "mimeType": "application/octet-stream",
            "buffer": inventory.workbook(),
        },
    )
    page.locator("main form button").click()
    expect(page.locator("[name=header_line]")).to_have_value("3")
    expect(page.locator("[name=column-1]")).to_have_value("name")
    page.locator("main button.btn-primary").click()
    expect(page.locator(".figure-value").first).to_have_text(str(inventory.APPLICATIONS))
    with page.expect_download() as download:
        page.locator("a[href$='findings.csv']").click()
    assert "rusak berat" in download.value.path().read_text(encoding="utf-8-sig")
    page.locator("main button.btn-primary").click()
    expect(page.locator(".messages")).to_contain_text("189")
    page.goto("/registry/applications/?text=Aplikasi 188")
    expect(page.locator("tbody tr")).to_have_count(1)
    context.close()


def test_new_officer_comes_in_by_a_link_and_meets_the_limits(
    browser: Browser, page: Page, site: Site
) -> None:
    sign_in(page, site, "cio")
    page.goto("/people/new/")
    page.fill("[name=username]", "petugas.baru")
    page.select_option("[name=role]", "agency")
    page.select_option("[name=agency]", index=1)
    page.locator("main form.form button").click()
    link = page.locator("main code.hash").inner_text()
    theirs = browser.new_context(base_url=site.address, locale="id").new_page()
    theirs.goto(link)
    for name in ("new_password1", "new_password2"):
        theirs.fill(f"[name={name}]", PASSWORD)
    theirs.locator("main form.form button").click()
    theirs.fill("[name=username]", "petugas.baru")
    theirs.fill("[name=password]", PASSWORD)
    theirs.locator("main form.form button").click()
    theirs.goto("/registry/servers/")
    expect(theirs.locator("main a[href$='/new/']")).to_have_count(0)
    assert theirs.goto("/registry/servers/new/").status == 403
    page.goto("/audit/?outcome=refused")
    expect(page.locator("tbody tr").first).to_contain_text("/registry/servers/new/")
    theirs.context.close()
