"""A real browser, where there is one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.house import Walkers, demo_house
from tests.serving import Served

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

NEEDS_BROWSER = pytest.mark.skipif(
    not CHROMIUM.exists() and "CI" not in os.environ, reason="no /usr/bin/chromium here: only CI must have a browser"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start one browser for the walk: while it runs, so does its loop of events, and Django asks no database there."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve one house with demo shipments for all who walk through it."""
    with demo_house(tmp_path_factory.mktemp("house")) as running:
        yield running


@pytest.fixture
def walkers(browser: Browser, house: Served) -> Iterator[Walkers]:
    """Return who opens a browser for a person; a page that did anything wrong fails the test."""
    people = Walkers(browser, house)
    yield people
    people.close()
    assert not people.faults, "\n".join(people.faults)
