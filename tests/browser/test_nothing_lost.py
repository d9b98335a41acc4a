"""Nothing typed is lost: a session that ends, a form that is refused, and what others do meanwhile."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import violations
from tests.browser.conftest import NEEDS_BROWSER
from tests.browser.house import PHONE, WIDE, Walkers, fits

pytestmark = [pytest.mark.walks, NEEDS_BROWSER]
STATE = "**/admin/session/"


def case_of(page: Page, reference: str) -> None:
    page.goto(f"/admin/cases/?q={reference}&state=any")
    page.get_by_role("link", name=re.compile(r"^C-\d+")).first.click()
    expect(page.locator(".strip")).to_contain_text(reference)


@pytest.mark.parametrize(("theme", "width"), [("light", WIDE), ("dark", PHONE)])
def test_a_note_is_kept_though_its_session_ended_while_it_was_written(walkers: Walkers, theme: str, width: int) -> None:
    page = walkers.walk("officer", theme=theme, width=width)
    walkers.allowed = ("status of 400",)
    page.clock.install()
    with page.expect_response(STATE):
        case_of(page, "SHA-HAM-0728")
    text = f"Asked the shipper for the declaration ({theme})."
    page.get_by_label("Note").fill(text)
    page.context.clear_cookies()
    page.clock.fast_forward(60_000)
    page.get_by_role("button", name="Keep the note").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text("Your session has ended")
    expect(dialog.get_by_label("Username")).to_have_value("officer")
    assert not violations(page)
    assert fits(page)
    dialog.get_by_label("Password").fill("not the password")
    dialog.get_by_role("button", name="Log in").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("Password").fill(walkers.house.password)
    dialog.get_by_role("button", name="Log in").click()
    expect(page.locator("ol.events")).to_contain_text(text)


def test_a_session_that_ends_soon_is_told_and_put_off(walkers: Walkers) -> None:
    page = walkers.walk("officer")

    def nearly_over(route: Route) -> None:
        told = route.fetch()
        route.fulfill(response=told, body=json.dumps({**told.json(), "seconds": 100}))

    page.route(STATE, nearly_over)
    case_of(page, "SHA-HAM-0728")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Your session is about to end")
    assert not violations(page)
    page.unroute(STATE)
    dialog.get_by_role("button", name="Stay logged in").click()
    expect(dialog).to_be_hidden()


def test_what_another_does_is_told_within_seconds_and_what_is_written_stays(walkers: Walkers) -> None:
    first, second = walkers.walk("officer"), walkers.walk("second-officer")
    for page in (first, second):
        case_of(page, "WHA-2208")
    first.get_by_label("Note").fill("Still being written")
    second.get_by_label("Note").fill("The consignee was called.")
    second.get_by_label("Note").press("Control+Enter")
    news = first.locator(".news")
    expect(news).to_contain_text("second-officer wrote a note.", timeout=15_000)
    assert not violations(first)
    news.get_by_role("button", name="Show").click()
    expect(first.locator("ol.events")).to_contain_text("The consignee was called.")
    expect(news.get_by_role("button", name="Show")).to_be_hidden()
    expect(first.get_by_label("Note")).to_have_value("Still being written")


@pytest.mark.parametrize(("theme", "width"), [("light", WIDE), ("dark", PHONE)])
def test_a_refused_form_keeps_the_file_and_the_file_says_its_shipment(walkers: Walkers, theme: str, width: int) -> None:
    page = walkers.walk("officer", theme=theme, width=width)
    walkers.allowed = ("status of 400",)
    rows = f"Consignee: Beauval SARL {theme},\nDate of export:,2026-12-03\nName,Quantity (kg)\nAcetone,5\n"
    page.goto("/admin/screen/")
    file = {"name": f"K-{theme}.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Origin").fill("Atlantis")
    page.get_by_role("button", name="See how it is read").click()
    expect(page.locator(".kept-file")).to_contain_text(f"K-{theme}.csv")
    assert not violations(page)
    assert fits(page)
    page.get_by_label("Origin").fill("FR")
    page.get_by_role("button", name="See how it is read").click()
    expect(page.get_by_label("Consignee")).to_have_value(f"Beauval SARL {theme}")
    expect(page.get_by_label("Date of export")).to_have_value("2026-12-03")
    assert not violations(page)
    assert fits(page)
    page.get_by_role("button", name=re.compile(r"^Screen \d+ lines?$")).click()
    page.goto("/admin/screen/")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="See how it is read").click()
    expect(page.get_by_text("This very file was screened as")).to_be_visible()
    assert not violations(page)
    assert fits(page)


def test_a_file_is_kept_with_a_case(walkers: Walkers) -> None:
    page = walkers.walk("officer")
    case_of(page, "WHA-2208")
    page.get_by_label("Add a file").set_input_files(
        {"name": "d.txt", "mimeType": "text/plain", "buffer": b"Declared.\n"}
    )
    page.get_by_role("button", name="Keep the file").click()
    expect(page.get_by_role("link", name="d.txt")).to_be_visible()
