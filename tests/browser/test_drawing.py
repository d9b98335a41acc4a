"""Drawing in a real browser, under the process server: a ring by mouse, its answer, and what never happens unasked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import NEEDS_BROWSER
from tests.serving import Served, served

pytestmark = [pytest.mark.walks, NEEDS_BROWSER]
PHENYL = (34, 201)
"""Where the toolbar of the pad has its benzene ring, from the corner of the pad."""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve as a house would: static files under the names of their content."""
    with served(tmp_path_factory.mktemp("served"), workers=1) as running:
        yield running


@pytest.fixture(params=[("light", 1360), ("dark", 390)], ids=["light", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, service: Served) -> Iterator[Page]:
    """Return a page of an officer; a fault, an error told to the console or another host asked fails the test."""
    theme, width = request.param
    context = browser.new_context(
        base_url=service.url, viewport={"width": width, "height": 900}, color_scheme=theme, service_workers="block"
    )
    page, faults, asked = context.new_page(), list[str](), list[str]()
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto("/")
    page.fill("#id_username", "officer")
    page.fill("#id_password", service.password)
    page.click("#login-form button[type=submit]")
    page.wait_for_selector("#nav-sidebar-apps", state="attached")
    yield page
    context.close()
    assert faults == []
    assert {url for url in asked if not url.startswith((service.url, "data:", "blob:"))} == set()


def draw_a_ring(page: Page) -> None:
    """Open the pad and put a benzene ring on it with the mouse."""
    page.get_by_text("Draw a structure").click()
    page.wait_for_selector(".sketch[data-ready]")
    pad = page.locator(".pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    page.mouse.click(box["x"] + PHENYL[0], box["y"] + PHENYL[1])
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 150)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_what_is_drawn_is_answered_at_once_and_stands_in_no_address(page: Page) -> None:
    page.goto("/admin/check/")
    draw_a_ring(page)
    expect(page.locator("#said")).to_have_text("Read as a SMILES: Benzene. Controlled.", timeout=30_000)
    expect(page.locator("#id_typed")).to_have_value("c1ccccc1")
    expect(page.locator("#answer .verdict")).to_be_visible()
    assert page.url.endswith("/admin/check/")
    page.get_by_text("Day, route and quantity").click()
    page.get_by_label("Law as of").fill("2001-05-05")
    expect(page.get_by_text("not today's law")).to_be_visible()
    page.wait_for_url("**/admin/check/?as_of=2001-05-05")
    assert fits(page)


def test_opening_a_pad_rewrites_nothing_and_shows_what_was_read(page: Page) -> None:
    page.goto("/admin/check/")
    page.get_by_label("Name, number or structure").fill("Acetic anhydride")
    expect(page.locator("#said")).to_contain_text("Acetic anhydride. Controlled.", timeout=30_000)
    page.get_by_text("Draw a structure").click()
    page.wait_for_selector(".sketch[data-ready]")
    expect(page.locator("[data-unread]")).to_be_hidden()
    # A change that the editor tells of by itself would be written by the next frames.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(page.get_by_label("Name, number or structure")).to_have_value("Acetic anhydride")


def test_a_drawn_part_is_searched_for(page: Page) -> None:
    page.goto("/admin/check/structures/")
    draw_a_ring(page)
    page.get_by_role("button", name="Search", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="50 substances")).to_be_visible()
    expect(page.locator(".found svg").first).to_be_visible()
    assert fits(page)


def test_a_part_is_searched_for_before_the_pad_tells_of_it(page: Page) -> None:
    page.goto("/admin/check/structures/")
    page.evaluate("() => { window.requestAnimationFrame = () => 0; }")  # a machine so slow that no frame comes
    draw_a_ring(page)
    expect(page.locator("[name=structure]")).to_have_value("")
    page.get_by_role("button", name="Search", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="50 substances")).to_be_visible()


def test_a_pad_that_was_only_touched_leaves_what_was_written(page: Page) -> None:
    page.goto("/admin/check/structures/")
    page.locator("[name=structure]").fill("C1=CC=CC=C1")
    page.get_by_text("Draw a structure").click()
    page.wait_for_selector(".sketch[data-ready]")
    page.locator(".pad").dispatch_event("pointerdown")
    page.get_by_role("button", name="Search", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="50 substances")).to_be_visible()
    expect(page.locator("[name=structure]")).to_have_value("C1=CC=CC=C1")


def test_the_search_over_everything_opens_by_key_and_by_hand(page: Page) -> None:
    page.goto("/admin/check/")
    page.keyboard.press("Control+k")
    box = page.locator("dialog input[type=search]")
    expect(box).to_be_focused()
    box.press_sequentially("108-24-7")
    expect(page.locator("dialog").get_by_role("link", name="Acetic anhydride").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    page.locator("[data-command]").dispatch_event("click")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("t")  # in the same moment: nothing that is hidden takes it
    expect(box).to_be_focused()
    expect(page.locator("#search-input-command")).to_be_hidden()  # the frame has a search of its own, behind
    box.fill("108-24-7")
    box.press("Enter")
    page.wait_for_url("**/admin/watchlist/substance/*/change/")


def test_a_tool_of_the_pad_is_named_under_the_pointer(page: Page) -> None:
    page.goto("/admin/check/")
    draw_a_ring(page)
    pad = page.locator(".pad")
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + PHENYL[0], box["y"] + PHENYL[1])
    expect(page.locator("[data-tool]")).to_have_text("Benzene ring")
    assert not violations(page)
