"""What is done with a page as a whole: its link copied, the page printed, its goods screened again."""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.axe import violations
from tests.browser.conftest import NEEDS_BROWSER
from tests.browser.house import PHONE, WIDE, Walkers, fits

pytestmark = [pytest.mark.walks, NEEDS_BROWSER]
LOOKS = [("light", WIDE), ("dark", WIDE), ("light", PHONE)]


def results(page: Page, shipment: str = "SHA-HAM-0728") -> None:
    page.goto(f"/admin/watchlist/screening/?q={shipment}")
    page.get_by_role("link", name=shipment).first.click()
    expect(page).to_have_url(re.compile(r"/screening/[0-9a-f-]{36}/"))


def line(page: Page, number: int = 5) -> None:
    results(page)
    page.get_by_role("link", name=f"Line {number}", exact=True).click()
    expect(page.locator("#read-as")).to_be_visible()


def pages_of(page: Page) -> list[str]:
    """Return the text of each page as it is printed, once its script has shown it."""
    expect(page.locator("html[x-cloak]")).to_have_count(0)
    return [one.extract_text() for one in PdfReader(BytesIO(page.pdf(format="A4"))).pages]


def test_the_link_of_a_finding_is_copied_by_keyboard_and_said(walkers: Walkers) -> None:
    page = walkers.walk("officer")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    line(page)
    page.goto(f"{page.url}?tab=file")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#f1")).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="Copy link").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".wl-said")).to_have_text("The link to this page is copied")
    expect(page.get_by_role("link", name="Copied")).to_be_focused()
    copied: str = page.evaluate("navigator.clipboard.readText()")
    asked = parse_qs(urlsplit(copied).query)
    assert asked.keys() == {"as_of", "known_at", "tab", "finding"}
    assert (asked["tab"], asked["finding"]) == (["file"], ["1"])
    other = walkers.walk("second-officer")
    other.goto(copied)
    expect(other.locator("#f1")).to_have_attribute("aria-current", "true")


def test_a_link_that_the_browser_does_not_copy_stands_in_the_address(walkers: Walkers) -> None:
    page = walkers.walk("officer")
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    results(page)
    page.get_by_role("link", name="Copy link").click()
    expect(page.locator(".wl-said")).to_contain_text("it stands in the address bar")
    expect(page).to_have_url(re.compile(r"\?as_of=.*known_at="))


def test_the_button_prints(walkers: Walkers) -> None:
    page = walkers.walk("auditor")
    page.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1 }")
    line(page)
    page.keyboard.press("j")
    expect(page.locator(".wl-said")).to_contain_text("Line")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_printed_line_has_its_findings_open_and_its_hash_on_each_page(walkers: Walkers, theme: str) -> None:
    page = walkers.walk("officer", theme=theme)
    line(page)
    findings, sha256 = page.locator("#findings .jf").count(), page.locator(".print-foot code").text_content() or ""
    printed = pages_of(page)
    assert len(sha256) == 64
    assert all(sha256 in text for text in printed)
    whole = "\n".join(printed)
    assert len(re.findall(r"The law.s words", whole)) == findings
    assert not re.search(r"Screening runs|Copy link|Confirm\b|Next line|Put one on file", whole)


def test_no_page_ends_within_a_finding(walkers: Walkers) -> None:
    page = walkers.walk("officer")
    line(page)
    for text in pages_of(page):
        assert len(re.findall(r"The law.s words", text)) == len(re.findall(r"^Conditions", text, re.MULTILINE))


def test_results_and_case_are_printed_without_forms(walkers: Walkers) -> None:
    page = walkers.walk("officer")
    results(page)
    assert "needs review" in (whole := "\n".join(pages_of(page))) or "need review" in whole
    assert not re.search(r"Screening runs|Filter|Export|All, people first", whole)
    assert "Phenylacetone" in whole or "MONOHYDRATE" in whole  # no word is broken within
    page.goto("/admin/cases/?q=SHA-HAM-0728&state=any")
    page.get_by_role("link", name=re.compile(r"^C-\d+")).first.click()
    expect(page.get_by_role("heading", name="What the law asks")).to_be_visible()
    whole = "\n".join(pages_of(page))
    assert "What the law asks" in whole
    assert not re.search(r"Keep the note|Write it down|Take it|My desk", whole)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_case_is_chosen_by_its_box_and_opened_by_its_row(walkers: Walkers, width: int) -> None:
    page = walkers.walk("officer", width=width)
    page.goto("/admin/cases/")
    box = page.get_by_role("checkbox", name=re.compile("^Choose C-")).first
    box.check()
    expect(box).to_be_checked()
    expect(page).to_have_url(re.compile(r"/admin/cases/$"))
    page.locator("tr.row-link td:nth-child(4)").first.click(force=True)  # the link of the row lies over its cells
    expect(page).to_have_url(re.compile(r"/admin/cases/\d+/$"))


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_a_shipment_is_screened_again(walkers: Walkers, theme: str, width: int) -> None:
    page = walkers.walk("officer", theme=theme, width=width)
    results(page, "WHA-2208")
    before = page.url
    for _ in range(2):
        assert not violations(page)
        assert fits(page)
        if "again" not in page.url:
            page.get_by_role("link", name="Screen again…").click()
    page.get_by_role("button", name="Screen it again").click()
    expect(page.get_by_role("heading", name=re.compile("needs? review"))).to_be_visible()
    assert page.url != before
    page.get_by_role("link", name=re.compile("^Open case")).click()
    expect(page.get_by_text(re.compile("The shipment was screened again")).first).to_be_visible()
