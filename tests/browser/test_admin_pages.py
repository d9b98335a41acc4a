"""One walk through the pages in a real browser: log in, a substance, a screening, in both themes and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import NEEDS_BROWSER
from tests.serving import Served, served

MANIFEST = "name,cas,quantity,unit\nAcetic anhydride,108-24-7,200,kg\nSodium chloride,7647-14-5,1,kg\nassorted,,3,pcs\n"

pytestmark = [pytest.mark.walks, NEEDS_BROWSER]


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
def log_in(request: pytest.FixtureRequest, browser: Browser, service: Served) -> Iterator[Callable[[str], Page]]:
    """Return who logs a person in, in a browser of his own; any fault in the scripts of a page fails the test."""
    theme, width = request.param
    with ExitStack() as open_browsers:
        faults = list[str]()

        def logged_in(person: str) -> Page:
            context = browser.new_context(
                base_url=service.url,
                viewport={"width": width, "height": 900},
                color_scheme=theme,
                service_workers="block",
            )
            open_browsers.callback(context.close)
            page = context.new_page()
            page.on("pageerror", lambda fault: faults.append(str(fault)))
            page.goto("/")
            page.fill("#id_username", person)
            page.fill("#id_password", service.password)
            page.click("#login-form button[type=submit]")
            expect(page.get_by_role("heading", name="My desk", level=2)).to_be_visible()
            return page

        yield logged_in
    assert not faults


@pytest.fixture
def page(log_in: Callable[[str], Page]) -> Page:
    """Return a page on which the officer has logged in."""
    return log_in("officer")


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
    expect(page.get_by_role("heading", name="2 of 3 lines need review")).to_be_visible()
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
    expect(page.get_by_role("heading", name="1 of 2 lines needs review")).to_be_visible()
    assert _fits(page)

    page.goto("/admin/screen/")
    page.get_by_label("File").set_input_files(sent)
    page.get_by_role("button", name="See how it is read").click()
    expect(column).to_have_value("name")
    expect(page.get_by_text("as remembered: officer")).to_be_visible()


def test_one_curator_writes_a_change_and_another_decides(
    log_in: Callable[[str], Page], request: pytest.FixtureRequest
) -> None:
    page, title = log_in("curator"), f"Toluene, as seen in {request.node.callspec.id}"
    page.goto("/admin/curation/change-sets/new/")
    page.locator("select[name=list]").select_option("ca-schedule-6")
    page.locator("select[name=kind]").select_option("add")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Substance", exact=True).fill("108-88-4")
    page.get_by_label("Printed name").fill("Toluene")
    page.get_by_label("Wording").fill("Toluene")
    page.get_by_label("In force from").fill("2030-01-01")
    page.get_by_label("Act", exact=True).fill("ca-cdsa-2026-4")
    page.get_by_label("What it is about, in one line").fill(title)
    page.get_by_role("button", name="Propose it").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("“108-88-4” is no substance that is held")
    assert _fits(page)

    page.get_by_label("Substance", exact=True).fill("108-88-3")
    page.get_by_role("button", name="Propose it").press("Enter")
    expect(page.locator(".bar")).to_contain_text("You proposed this; another curator must approve.")
    expect(page.get_by_text("Announced: from 1 Jan 2030")).to_be_visible()
    assert _fits(page)

    page = log_in("second-curator")
    page.get_by_role("link", name=title).click()
    expect(page.locator(".source-says svg")).to_be_visible()
    page.get_by_role("button", name="Work out the effect").press("Enter")
    expect(page.locator(".effect")).to_contain_text("would become controlled", timeout=60_000)
    page.get_by_text("Reject…").click()
    expect(page.get_by_label("Why it is not so")).to_be_visible()
    assert _fits(page)
    page.get_by_role("button", name="Approve 1").press("Enter")
    expect(page.locator(".decided")).to_contain_text("Accepted by second-curator")
    assert _fits(page)


def test_a_curator_looks_at_the_desk(log_in: Callable[[str], Page]) -> None:
    page = log_in("curator")
    for place in ("sources/", "sources/ca-cdsa/", "tasks/", "change-sets/"):
        page.goto(f"/admin/curation/{place}")
        assert _fits(page), place
    page.goto("/admin/curation/sources/ca-cdsa/")
    page.get_by_text("Leave it alone…").click()
    expect(page.get_by_label("Why")).to_be_visible()
    assert _fits(page)
