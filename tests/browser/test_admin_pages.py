"""One walk through the pages in a real browser: log in, a substance, a screening, in both themes and on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import NEEDS_BROWSER
from tests.serving import Served, served

MANIFEST = "name,cas,quantity,unit\nAcetic anhydride,108-24-7,200,kg\nSodium chloride,7647-14-5,1,kg\nassorted,,3,pcs\n"

pytestmark = NEEDS_BROWSER


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the law, with one screening stored from the command line."""
    build = tmp_path_factory.mktemp("served")
    with served(build) as running:
        (build / "SHA-HAM-0728.csv").write_text(MANIFEST)
        running.manage(
            "screen", str(build / "SHA-HAM-0728.csv"), "--jurisdiction", "UN", "--save", "--format", "jsonl", expect=1
        )
        yield running


@pytest.fixture(params=[("light", 1360), ("dark", 1360), ("dark", 390)], ids=["light", "dark", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, service: Served) -> Iterator[Page]:
    """Return a page on which the officer has logged in; any fault in its scripts fails the test."""
    theme, width = request.param
    context = browser.new_context(
        base_url=service.url, viewport={"width": width, "height": 900}, color_scheme=theme, service_workers="block"
    )
    page, faults = context.new_page(), list[str]()
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto("/")
    page.fill("#id_username", "officer")
    page.fill("#id_password", service.password)
    page.click("#login-form button[type=submit]")
    expect(page.get_by_role("heading", name="Overview", level=2)).to_be_visible()
    yield page
    context.close()
    assert not faults


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_an_officer_walks_from_a_substance_to_a_line(page: Page) -> None:
    page.goto("/admin/watchlist/substance/?q=41661-47-6")
    page.get_by_role("link", name="4-Piperidone").first.click()
    expect(page.get_by_role("heading", name="4-Piperidone", level=2)).to_be_visible()
    expect(page.locator(".drawing svg")).to_be_visible()
    assert _fits(page)

    page.goto("/admin/watchlist/screening/")
    page.get_by_role("link", name="SHA-HAM-0728.csv").click()
    expect(page.get_by_role("heading", name="2 of 3 lines need a person")).to_be_visible()
    assert _fits(page)

    page.get_by_role("link", name="Line 1").click()
    expect(page.locator(".verdict .badge")).to_have_text("Controlled")
    expect(page.locator(".pics svg").first).to_be_visible()
    assert _fits(page)


def test_an_officer_tries_a_structure_on_a_class_rule(page: Page) -> None:
    page.goto("/admin/watchlist/classrule/")
    assert _fits(page)
    page.get_by_role("link", name="Fentanyl-related substances").last.click()
    expect(page.get_by_role("heading", name="Fentanyl-related substances", level=2)).to_be_visible()
    expect(page.locator("#core svg")).to_be_visible()
    assert _fits(page)

    page.get_by_label("Structure, as SMILES or InChI").fill("CCC(=O)N(c1ccccc1)C1CCN(CC(C#N)c2ccccc2)CC1")
    page.get_by_role("button", name="Lay it on the rule").click()
    expect(page.locator("#try .tier")).to_have_text("Outside by one condition")
    expect(page.locator("#try .fails")).to_be_visible()
    expect(page.locator("#try")).to_be_in_viewport()
    assert _fits(page)


def test_an_officer_asks_who_controls_what_and_what_changed(page: Page) -> None:
    page.goto("/admin/law/matrix/")
    expect(page.get_by_role("heading", name="Who controls what", level=2)).to_be_visible()
    expect(page.get_by_role("link", name="Table I").first).to_be_attached()
    assert _fits(page)
    page.get_by_label("Name or number").fill("41661-47-6")
    page.get_by_label("As of").fill("2024-12-02")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("not today's law")).to_be_visible()
    expect(page.locator(".m-announced small").first).to_have_text("from 2024")
    assert _fits(page)

    for place in ("changes/?after=1990-01-01", "coverage/", "matrix/?as_of=never", "matrix/?q=nothing-of-this-name"):
        page.goto(f"/admin/law/{place}")
        assert _fits(page), place
    page.goto("/admin/watchlist/substance/?q=41661-47-6")
    page.get_by_role("link", name="4-Piperidone").first.click()
    expect(page.locator("svg.timeline:visible")).to_have_count(1)
    assert _fits(page)


def test_an_officer_corrects_a_file_once(page: Page, request: pytest.FixtureRequest) -> None:
    odd = f"Ware {request.node.callspec.id};Gewicht (kg);Vermerk\nAcetic anhydride;200;eilig\nSodium chloride;1;\n"
    sent = {"name": "lieferung.csv", "mimeType": "text/csv", "buffer": odd.encode()}
    column = page.get_by_label(f"Ware {request.node.callspec.id}")

    page.goto("/admin/")
    page.goto("/admin/screen/")
    assert _fits(page)
    page.get_by_label("File").set_input_files(sent)
    page.get_by_label("Origin").fill("Netherlands")
    page.get_by_label("Destination").fill("MX")
    page.get_by_role("button", name="See how it is read").press("Enter")
    expect(column).to_have_value("")
    assert _fits(page)

    column.select_option("name of the goods")
    page.get_by_role("button", name="Screen 2 lines").press("Enter")
    expect(page.get_by_role("heading", name="1 of 2 lines needs a person")).to_be_visible()
    assert _fits(page)

    page.goto("/admin/screen/")
    page.get_by_label("File").set_input_files(sent)
    page.get_by_role("button", name="See how it is read").click()
    expect(column).to_have_value("name")
    expect(page.get_by_text("as remembered: officer")).to_be_visible()
