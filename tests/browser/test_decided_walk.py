"""A shipment of 41 messy lines, from upload to every line decided: few keys, few pages, and one page for the second."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import NEEDS_BROWSER
from tests.browser.house import Walkers, fits
from tests.serving import Served, served
from watchlist.engine.host import ROOT

pytestmark = [pytest.mark.walks, NEEDS_BROWSER]
FILE = ROOT / "fixtures" / "walks" / "mixed_load_41.csv"
MOST_KEYS, MOST_PAGES, MOST_PAGES_OF_SECOND = 60, 5, 2
ANSWERED = 120_000
"""Milliseconds that the first answer of a service may take: how long it takes is no matter of this walk."""
SALT, ACID, NOTE = "Sodium chloride, food grade", "Acetic anhydride", "It is salt."
"""The file gives table salt the number of the acid: so that is confirmed line by line, and the salt dismissed."""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the law, with demo people and no shipment."""
    with served(tmp_path_factory.mktemp("decided")) as running:
        yield running


@pytest.fixture
def people(browser: Browser, service: Served) -> Iterator[Walkers]:
    """Return who opens a browser for a person; a page that did anything wrong fails the test."""
    walkers = Walkers(browser, service)
    yield walkers
    walkers.close()
    assert not walkers.faults, "\n".join(walkers.faults)


@dataclass
class Counted:
    """A page on which keys and loads are counted: what a script swaps is no load, nor is an anchor."""

    page: Page
    keys: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda sent: self.pages.append(sent.url) if self._is_page(sent) else None)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys.append(key)
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.keys += text
        self.page.keyboard.type(text)

    def _is_page(self, sent: object) -> bool:
        frame: Frame = self.page.main_frame
        is_ours = sent.is_navigation_request() and sent.frame == frame  # type: ignore[attr-defined]
        return is_ours and sent.redirected_from is None  # type: ignore[attr-defined]


def test_an_officer_decides_41_lines_and_a_second_answers_on_one_page(people: Walkers) -> None:
    page = people.walk("officer")
    first = Counted(page)
    page.goto("/admin/screen/")
    page.get_by_label("File").set_input_files(FILE)
    page.get_by_role("button", name="See how it is read").focus()
    first.press("Enter")
    page.get_by_role("button", name=re.compile(r"^Screen 41 lines$")).focus()
    first.press("Enter")
    results = page.get_by_role("heading", name=re.compile(r"of 41 lines need review"))
    expect(results).to_be_visible(timeout=ANSWERED)
    first.press("j", "Enter")
    expect(page.locator("#read-as")).to_be_visible()
    while "/admin/cases/" not in page.url:
        before = page.locator(".strip b").first.inner_text()
        if page.locator(".decl td.mono").get_by_text(SALT, exact=True).count():
            first.press("d", "2")
            first.write(NOTE)
            first.press("Control+Enter")
        else:
            is_alike = page.locator('[data-key="C"]').count() and page.locator("#read-as").inner_text() != ACID
            first.press("C" if is_alike else "c")
        page.wait_for_function(
            "before => location.pathname.includes('/cases/') || "
            "document.querySelector('.strip b')?.innerText !== before",
            arg=before,
        )
    expect(page.get_by_text("The last line is judged")).to_be_visible()
    expect(page.locator("#end")).to_be_in_viewport()
    assert len(first.keys) <= MOST_KEYS, first.keys
    assert len(first.pages) <= MOST_PAGES, first.pages
    case = page.url
    assert not violations(page)

    page = people.walk("second-officer")
    second = Counted(page)
    page.goto("/admin/cases/waiting/")
    expect(page.get_by_role("article")).to_contain_text(NOTE)
    assert not violations(page)
    assert fits(page)
    page.get_by_role("checkbox", name=re.compile("^Choose")).check()
    page.get_by_role("button", name="Agree to all chosen").click()
    expect(page.get_by_text("You agreed to 1 request.")).to_be_visible()
    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    assert len(second.pages) <= MOST_PAGES_OF_SECOND, second.pages
    page.goto(case)
    expect(page.get_by_text(re.compile(r"\d lines? to judge"))).to_have_count(0)
