"""Where no script runs, an officer logs in, reads a shipment, judges a line, and goes to the next."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NEEDS_BROWSER
from tests.browser.house import PHONE, WIDE, Walkers

pytestmark = [pytest.mark.walks, NEEDS_BROWSER]


def first_line(page: Page, shipment: str) -> None:
    """Go from the desk to the first line of a shipment, by links alone."""
    page.get_by_role("link", name="Screening runs").click()
    page.get_by_role("link", name=shipment).click()
    page.get_by_role("link", name=re.compile(r"^Line \d+$")).first.click()


@pytest.mark.parametrize(("width", "shipment"), [(WIDE, "GPS-4539"), (PHONE, "GPS-4544")])
def test_a_line_is_read_and_judged_and_leads_to_the_next(walkers: Walkers, width: int, shipment: str) -> None:
    page = walkers.walk("officer", width=width, scripts=False)
    expect(page.locator("#content").get_by_role("heading", name="My desk")).to_be_visible()
    first_line(page, shipment)
    expect(page.locator("#read-as")).to_be_visible()
    expect(page.locator("[data-print]")).to_be_hidden()
    before = page.url
    page.get_by_role("button", name=re.compile(r"^Confirm (line|\d+ equal lines)")).click()
    expect(page).not_to_have_url(before)
    page.goto(before)
    expect(page.locator("#findings").get_by_text("To judge")).to_have_count(0)
    page.get_by_role("link", name="Next line").click()
    expect(page).not_to_have_url(before)


def test_a_finding_is_dismissed_with_a_reason(walkers: Walkers) -> None:
    page = walkers.walk("officer", scripts=False)
    first_line(page, "HPT-0091")
    before = page.url
    page.get_by_text(re.compile(r"^\s*Dismiss (line|\d+ equal lines)…")).click()
    page.get_by_role("radio", name="Another substance").check()
    page.get_by_role("textbox", name=re.compile("^Note")).fill("The analysis shows another substance.")
    page.get_by_role("button", name=re.compile("^(Send to a second officer|Dismiss)( |$)")).first.click()
    expect(page).not_to_have_url(before)
    page.goto(before)
    expect(
        page.locator("#findings").get_by_text(re.compile("Waiting for a second officer|Dismissed")).first
    ).to_be_visible()


def test_the_link_of_a_page_is_a_plain_link_to_it(walkers: Walkers) -> None:
    page = walkers.walk("officer", scripts=False)
    first_line(page, "SHA-HAM-0728")
    page.get_by_role("link", name="Copy link").click()
    expect(page).to_have_url(re.compile(r"as_of=\d{4}-\d\d-\d\d&known_at=.*&finding=0"))
    expect(page.locator("#read-as")).to_be_visible()


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_menu_is_there_and_leads_out(walkers: Walkers, width: int) -> None:
    page = walkers.walk("officer", width=width, scripts=False)
    page.get_by_role("button", name="Log out").click()
    expect(
        page.locator("#id_username").or_(page.get_by_text(re.compile("logged out", re.IGNORECASE))).first
    ).to_be_visible()
