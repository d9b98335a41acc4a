"""The ten journeys of the workbench, each by the people who make it, in a real browser against a real server.

Every page on the way is asked of its scripts and its requests (`walkers`), and by axe where the journey rests.
"""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import NEEDS_BROWSER
from tests.browser.house import PHONE, Walkers, fits, log_in
from watchlist.engine.host import ROOT

pytestmark = [pytest.mark.walks, NEEDS_BROWSER]
FORBIDDEN = "status of 403"
RELATIVE = "name,quantity,unit,consignor,consignee,date\nN-Methyl-4-piperidone,10,kg,Northgate Ltd,Beauval SARL,{day}\n"


def heading(page: Page, words: str | re.Pattern[str]) -> None:
    """Wait until a page says what it is about."""
    expect(page.get_by_role("heading", name=words).first).to_be_visible()


def case_of(page: Page, reference: str) -> None:
    """Go to the case of a shipment, from the list of cases."""
    page.goto(f"/admin/cases/?q={reference}&state=any")
    page.get_by_role("link", name=re.compile(r"^C-\d+")).first.click()
    expect(page.locator(".strip")).to_contain_text(reference)


def asked(page: Page, reference: str) -> None:
    """Go to what was asked about a shipment, from the second officer's queue."""
    page.locator(".request, table.asked-for tr", has_text=reference).locator("h3 a, th a").first.click()


def sent(page: Page, name: str, rows: str, **route: str) -> None:
    """Screen a file by the pages, from its bytes to its results."""
    page.goto("/admin/screen/")
    page.get_by_label("File").set_input_files({"name": name, "mimeType": "text/csv", "buffer": rows.encode()})
    for label, value in route.items():
        page.get_by_label(label.capitalize(), exact=True).fill(value)
    page.get_by_role("button", name="See how it is read").click()
    page.get_by_role("button", name=re.compile(r"^Screen \d+ lines?$")).click()
    heading(page, re.compile(r"needs? review"))


def settled(page: Page) -> None:
    """Ask axe of a page where a journey rests."""
    assert not violations(page)
    assert fits(page)


def test_1_an_officer_logs_in_for_the_first_time(walkers: Walkers) -> None:
    page = walkers.walk("", logged_in=False)
    page.goto("/admin/")
    page.fill("#id_username", "officer")
    page.fill("#id_password", "not the password")
    page.click("#login-form button[type=submit]")
    expect(page.get_by_text(re.compile("correct|wrong", re.IGNORECASE)).first).to_be_visible()
    log_in(page, "officer", walkers.house.password)
    heading(page, "My desk")
    settled(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_2_from_an_upload_to_a_decision(walkers: Walkers) -> None:
    page = walkers.walk("officer")
    rows = "name,cas,quantity,unit\nAcetic anhydride,108-24-7,200,kg\nSodium chloride,7647-14-5,1,kg\n"
    sent(page, "J-2.csv", rows, origin="GB", destination="DE")
    page.get_by_role("link", name="Line 1", exact=True).click()
    expect(page.locator("#bar")).to_contain_text("Confirm")
    settled(page)
    left = page.locator("#findings").get_by_text("To judge")
    while count := left.count():
        page.keyboard.press("c")
        expect(left).not_to_have_count(count)
    case_of(page, "J-2.csv")
    page.get_by_label("Refused").check()
    page.get_by_label("What it rests on").fill("No licence was shown.")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".strip")).to_contain_text("Refused")
    settled(page)


def test_3_a_release_is_agreed_by_a_second_officer(walkers: Walkers) -> None:
    first, second = walkers.walk("officer"), walkers.walk("second-officer")
    case_of(first, "GPS-4467")
    expect(first.get_by_text("Waiting for a second officer").first).to_be_visible()
    second.goto("/admin/cases/waiting/")
    settled(second)
    asked(second, "GPS-4467")
    expect(second.get_by_text("A regular customer")).to_be_hidden()
    second.get_by_text("The first officer's reason").click()
    expect(second.get_by_text("A regular customer")).to_be_visible()
    settled(second)
    second.get_by_role("button", name="Agree").click()
    first.reload()
    expect(first.locator(".strip")).to_contain_text("Released")


def test_4_a_signal_is_set_aside_by_two_until_a_day(walkers: Walkers) -> None:
    first, second = walkers.walk("officer"), walkers.walk("second-officer")
    today = datetime.now(UTC).date()
    within, after = today + timedelta(days=1), today + timedelta(days=40)
    sent(first, "J-4.csv", RELATIVE.format(day=within), origin="GB", destination="DE")
    expect(first.locator("tbody .badge").first).to_have_text("Needs review")
    first.get_by_role("link", name="Line 1", exact=True).click()
    first.get_by_role("link", name=re.compile("set this aside")).first.click()
    first.get_by_label("It ends on").fill((today + timedelta(days=30)).isoformat())
    first.get_by_label("Why").fill("A flavour house; the use was shown.")
    first.get_by_role("button", name="Send to a second officer").click()
    settled(first)
    second.goto("/admin/suppressions/")
    second.locator("table.rulings a").first.click()
    second.get_by_role("button", name="Agree").click()
    settled(second)
    sent(first, "J-4b.csv", RELATIVE.format(day=within), origin="GB", destination="DE")
    expect(first.locator("tbody .badge").first).to_have_text("No match")
    sent(first, "J-4c.csv", RELATIVE.format(day=after), origin="GB", destination="DE")
    expect(first.locator("tbody .badge").first).to_have_text("Needs review")


def test_5_a_structure_is_drawn_and_checked_at_once(walkers: Walkers) -> None:
    page = walkers.walk("officer", theme="dark")
    page.goto("/admin/check/")
    page.get_by_label("Name, number or structure").fill("O=C1CCNCC1")
    expect(page.locator("#answer .badge").first).to_have_text("Controlled")
    settled(page)


def test_6_what_changed_since(walkers: Walkers) -> None:
    page = walkers.walk("officer", width=PHONE)
    page.goto("/admin/law/changes/?after=2024-01-01")
    heading(page, "What changed")
    settled(page)
    page.goto("/admin/law/matrix/?as_of=2024-12-02&q=4-piperidone")
    expect(page.get_by_text("not today's law")).to_be_visible()


def test_7_a_change_of_a_list_is_approved_by_another(walkers: Walkers) -> None:
    walkers.house.manage("shell", "-c", PROPOSED)
    own, other = walkers.walk("curator"), walkers.walk("second-curator")
    for page in (own, other):
        page.goto("/admin/curation/change-sets/")
        page.get_by_role("link", name="End of an entry").click()
    expect(own.get_by_text("You proposed this")).to_be_visible()
    settled(own)
    other.get_by_role("button", name=re.compile("^(Approve|Accept)")).first.click()
    expect(other.get_by_text(re.compile("accepted")).first).to_be_visible()
    settled(other)


def test_8_an_auditor_reads_and_changes_nothing(walkers: Walkers) -> None:
    page = walkers.walk("auditor")
    case_of(page, "GPS-4410")
    expect(page.locator(".wl form[method=post]")).to_have_count(0)
    settled(page)
    page.goto("/admin/watchlist/screening/")
    page.get_by_role("link", name="SHA-HAM-0728").click()
    page.get_by_role("link", name="Line 5", exact=True).click()
    expect(page.locator(".wl form[method=post]")).to_have_count(0)
    settled(page)
    page.goto("/admin/watchlist/auditevent/")
    expect(page.locator("#result_list").get_by_text("dispose").first).to_be_visible()


def test_9_a_dossier_is_made_and_verified(walkers: Walkers, tmp_path: Path) -> None:
    page = walkers.walk("officer")
    case_of(page, "GPS-4410")
    kept = {}
    for name in ("Dossier, PDF", "Signed JSON"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        kept[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(kept[name])
    assert kept["Dossier, PDF"].read_bytes().startswith(b"%PDF-")
    assert _verified(walkers, kept["Signed JSON"]) == 0
    tampered = tmp_path / "tampered.json"
    tampered.write_bytes(kept["Signed JSON"].read_bytes().replace(b"Great Plains", b"Great Plainz", 1))
    assert _verified(walkers, tampered) == 1


def test_10_nobody_answers_what_he_asked_for(walkers: Walkers) -> None:
    walkers.allowed = (FORBIDDEN,)
    page = walkers.walk("second-officer")
    rows = "name,cas,quantity,unit\nAcetic anhydride,108-24-7,200,kg\n"
    sent(page, "J-10.csv", rows, origin="GB", destination="DE")
    page.get_by_role("link", name="Line 1", exact=True).click()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("d")
    page.keyboard.press("4")
    page.keyboard.type("The analysis shows acetone.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The last line is judged")).to_be_visible()
    page.goto("/admin/cases/waiting/")
    asked(page, "J-10.csv")
    expect(page.get_by_text("You asked for this").first).to_be_visible()
    expect(page.get_by_role("button", name="Agree")).to_have_count(0)
    settled(page)
    curator = walkers.walk("curator")
    curator.goto("/admin/cases/")
    heading(curator, "Not for this account")
    settled(curator)


def _verified(walkers: Walkers, path: Path) -> int:
    command = [sys.executable, "manage.py", "verify_dossier", str(path)]
    return subprocess.run(command, cwd=ROOT, env=walkers.house.environment, capture_output=True, check=False).returncode


PROPOSED = """
from django.contrib.auth.models import User
from watchlist.law_store.models import Scheduling
from watchlist.list_updates.approval import open_by_hand
from watchlist.list_updates.drafting import ChangeDraft
from watchlist.list_updates.entry_facts import redraft
row = Scheduling.objects.current().filter(entry__key__startswith="us-list-2/", valid_until=None).first()
entries = (row.entry.key,)
draft = ChangeDraft(kind="remove", name=row.printed_name, list_key="us-list-2", entries=entries, code=row.law_code)
ending = {"valid_until": "2040-01-01", "event_kind": "removed", "instrument": row.instrument.key}
curator = User.objects.get(username="curator")
open_by_hand(title="End of an entry", changes=[redraft(draft, ending)], actor=curator)
"""
"""A change set of a curator, as the page "new" would open it."""


@pytest.fixture(autouse=True)
def _patient() -> None:
    expect.set_options(timeout=20_000)
