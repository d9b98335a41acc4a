"""The page about the API in a real browser, under the process server: it works, and asks nobody else for anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import NEEDS_BROWSER
from tests.serving import served

pytestmark = [pytest.mark.walks, NEEDS_BROWSER]


def test_the_page_shows_every_group_and_leaves_this_host_for_nothing(tmp_path: Path, browser: Browser) -> None:
    with served(tmp_path, workers=1) as service:
        context = browser.new_context(service_workers="block")
        page, asked, faults = context.new_page(), list[str](), list[str]()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(f"{service.url}/admin/api/")
        page.fill("[name=username]", "officer")
        page.fill("[name=password]", service.password)
        page.press("[name=password]", "Enter")
        expect(page.get_by_role("heading", name="Precursor Watchlist")).to_be_visible()
        page.locator("#operations-screenings-screen button.opblock-summary-control").click()
        expect(page.locator("#operations-screenings-screen")).to_contain_text("Idempotency-Key")
        expect(page.locator("#operations-screenings-screen")).to_contain_text("Acetic anhydride")
        assert faults == []
        assert {url for url in asked if not url.startswith((service.url, "data:"))} == set()
        assert any("swagger-ui-bundle." in url and "swagger-ui-bundle.js" not in url for url in asked)
        context.close()
