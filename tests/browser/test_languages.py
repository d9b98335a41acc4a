"""In each language every page says which it is, has no serious fault that axe finds, and fits a screen and a phone."""

from __future__ import annotations

import os
from typing import Final

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.conftest import NEEDS_BROWSER
from tests.browser.crawl import pages
from tests.browser.house import HEIGHT, PHONE, Walkers, fits

pytestmark = [pytest.mark.walks, NEEDS_BROWSER]
DESK: Final = 1280
PEOPLE: Final = ("lead", "curator", "officer")
"""Together they reach every page: each is looked at by the first who does."""
SIDEWAYS: Final = ("/admin/law/matrix/",)
SPOKEN: Final = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
LANGUAGES: Final = os.environ.get("WATCHLIST_WALK_LANGUAGES", "").split() or SPOKEN
"""All of them, unless some are named: each takes a minute or two."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_holds_in_each_language(walkers: Walkers, language: str) -> None:
    shapes: dict[str, int] = {}
    found: dict[str, list[str]] = {}
    for person in PEOPLE:
        page = walkers.walk(person, width=DESK, language=language)
        for path in pages(page, shapes=shapes):
            if wrong := [fault for width in (DESK, PHONE) for fault in _wrong(page, path, language, width)]:
                found[path] = wrong
    assert not found, "\n".join(f"{path}: {wrong}" for path, wrong in found.items())
    assert len(shapes) > 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_log_in_page_holds_in_each_language(walkers: Walkers, language: str) -> None:
    page = walkers.walk("", width=PHONE, logged_in=False)
    page.goto("/admin/login/")
    page.select_option("#language", language)
    page.click("form.languages button")
    page.wait_for_selector(f"html[lang='{language}']")
    assert page.input_value("#language") == language
    assert not [fault for width in (DESK, PHONE) for fault in _wrong(page, "/admin/login/", language, width)]


def _wrong(page: Page, path: str, language: str, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    height = max(HEIGHT, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": width, "height": height})
    # What axe sees on a phone it sees in English too (test_accessible): a language changes words, and their length.
    faults = violations(page) if width == DESK else []
    if page.evaluate("document.documentElement.lang") != language:
        faults.append("speaks another language")
    if not fits(page) and not path.startswith(SIDEWAYS):
        faults.append("needs scrolling sideways")
    return [f"at {width}: {fault}" for fault in faults]
