"""Judging by keys alone, in a real browser: from the results to a line, from finding to finding, to the next line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import NEEDS_BROWSER
from tests.serving import Served, served

MANIFEST = (
    "name,cas,quantity,unit,consignee\nAcetone,67-64-1,160,kg,{to}\nPipronal,,1,kg,{to}\n"
    "Acetone techn.,67-64-1,90,kg,{to}\nSodium chloride,7647-14-5,1,kg,{to}\n"
)
SHIPMENTS = ("light", "dark")

pytestmark = [pytest.mark.walks, NEEDS_BROWSER]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the law, with a shipment for each walk stored from the command line."""
    build = tmp_path_factory.mktemp("judged")
    with served(build) as running:
        for name in SHIPMENTS:
            (build / f"{name}.csv").write_text(MANIFEST.format(to=name))
            running.manage(
                "screen", str(build / f"{name}.csv"), "--jurisdiction", "EU", "--save", "--format", "jsonl", expect=1
            )
        yield running


@pytest.fixture(params=[("light", 1360), ("dark", 390)], ids=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser, service: Served) -> Iterator[Page]:
    """Return the page of a screening, on which the officer has logged in; nothing may fail in it or leave the host."""
    theme, width = request.param
    faults = list[str]()
    with ExitStack() as opened:
        context = browser.new_context(
            base_url=service.url, viewport={"width": width, "height": 860}, color_scheme=theme, service_workers="block"
        )
        opened.callback(context.close)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on(
            "request", lambda sent: None if sent.url.startswith((service.url, "data:")) else faults.append(sent.url)
        )
        page.goto("/")
        page.fill("#id_username", "officer")
        page.fill("#id_password", service.password)
        page.click("#login-form button[type=submit]")
        page.goto("/admin/watchlist/screening/")
        page.get_by_role("link", name=f"{theme}.csv").click()
        expect(page.get_by_role("heading", name="3 of 4 lines need review")).to_be_visible()
        yield page
    assert not faults


def _looked_at(page: Page) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_an_officer_judges_by_keys_alone(page: Page) -> None:
    press, bar = page.keyboard.press, page.locator("#bar-of")
    _looked_at(page)
    press("j")
    expect(page.locator("tr.cur")).to_contain_text("Acetone")
    press("x")
    expect(page.locator("tr.cur input[type=radio]")).to_be_checked()
    press("Enter")
    expect(page.locator("#read-as")).to_have_text("Acetone")
    _looked_at(page)

    expect(bar.locator(".fn")).to_have_text("1")
    press("ArrowDown")
    expect(bar.locator(".fn")).to_have_text("2")
    press("c")
    expect(page.locator("#read-as")).to_have_text("Piperonal")
    expect(page.locator("#read-as")).to_be_focused()
    expect(page.locator("#judged")).to_contain_text("2 of 3 lines judged")
    expect(page.locator(".wl-said")).to_have_text("Line 2, needs review")
    press("z")
    expect(page.locator("#read-as")).to_have_text("Acetone")
    expect(page.locator("#f0 .j")).to_contain_text("Undecided")
    expect(page.locator("#judged")).to_contain_text("0 of 3 lines judged")

    press("D")
    press("Escape")
    press("d")
    press("1")
    expect(page.get_by_role("textbox", name="Note: what shows it")).to_be_focused()
    page.keyboard.type("jk: the analysis shows water.")
    _looked_at(page)
    press("Control+Enter")
    expect(page.locator("#read-as")).to_have_text("Piperonal")
    expect(page.locator("#judged")).to_contain_text("2 wait for a second officer")
    _looked_at(page)
    press("k")
    expect(page.locator("#f0 .j")).to_contain_text("Waiting for a second officer")
    expect(page.locator("#read-as")).to_have_text("Acetone")
    page.go_back()
    expect(page.locator("#read-as")).to_have_text("Piperonal")


def test_the_sheet_of_keys_turns_them_off(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    _looked_at(page)
    page.get_by_label("Turn single keys off on this device").check()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("j")
    expect(page.locator("tr.cur")).to_have_count(0)


def test_cases_are_chosen_and_assigned_by_keys_alone(page: Page) -> None:
    press, chosen, to = page.keyboard.press, page.locator("[data-chosen]"), page.locator("select[name=to]")
    page.goto("/admin/cases/")
    press("j")
    expect(page.locator("tr.cur a[data-open]")).to_be_focused()
    for key, count in (("x", 1), ("X", 2), ("X", 0), ("x", 1)):
        press(key)
        expect(chosen).to_have_text(f"Chosen: {count}")
    _looked_at(page)
    press("a")
    expect(to).to_be_focused()
    press("x")  # in a field a key is a letter
    expect(chosen).to_have_text("Chosen: 1")
    to.select_option(label="second-officer")
    press("Control+Enter")
    expect(page.get_by_text("1 case is assigned to second-officer.")).to_be_visible()
