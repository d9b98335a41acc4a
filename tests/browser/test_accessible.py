"""No page that anybody can reach has a serious fault that axe finds, nor needs scrolling sideways on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.axe import COLOURS, EVERYTHING, violations
from tests.browser.conftest import NEEDS_BROWSER
from tests.browser.crawl import pages
from tests.browser.house import HEIGHT, PHONE, WIDE, Walkers, fits

pytestmark = [pytest.mark.walks, NEEDS_BROWSER]
LOOKS = (
    ("officer", "light", WIDE, EVERYTHING),
    ("officer", "dark", WIDE, COLOURS),
    ("officer", "light", PHONE, EVERYTHING),
    ("curator", "dark", PHONE, EVERYTHING),
    ("lead", "light", WIDE, EVERYTHING),
)
SIDEWAYS = ("/admin/law/matrix/",)
"""Pages that hold one wide table, by design."""


@pytest.mark.parametrize(("person", "theme", "width", "asked"), LOOKS)
def test_no_page_has_a_serious_fault(
    walkers: Walkers, person: str, theme: str, width: int, asked: dict[str, Any]
) -> None:
    page = walkers.walk(person, theme=theme, width=width)
    found = {path: wrong for path in pages(page) if (wrong := _wrong(page, path, asked))}
    assert not found, "\n".join(f"{path}: {wrong}" for path, wrong in found.items())


def _wrong(page: Page, path: str, asked: dict[str, Any]) -> list[str]:
    """Return what is wrong with a page as a whole: what scrolls under its bar is no smaller a target for it."""
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({**size, "height": max(HEIGHT, page.evaluate("document.documentElement.scrollHeight"))})
    wide = [] if fits(page) or path.startswith(SIDEWAYS) else ["needs scrolling sideways"]
    found = violations(page, asked) + wide
    page.set_viewport_size(size)
    return found


def test_the_log_in_page_has_no_serious_fault(walkers: Walkers) -> None:
    for theme in ("light", "dark"):
        page = walkers.walk("", theme=theme, width=PHONE, logged_in=False)
        page.goto("/admin/login/")
        assert not violations(page)
        assert fits(page)


def test_a_page_outside_the_frame_is_in_our_dress_and_has_no_serious_fault(walkers: Walkers) -> None:
    walkers.allowed = ("status of 403", "Applying inline style")  # axe's own, which the policy of this page refuses
    for theme in ("light", "dark"):
        page = walkers.walk("", theme=theme, width=PHONE, logged_in=False)
        page.goto("/admin/login/")
        page.context.clear_cookies()
        page.fill("#id_username", "officer")
        page.fill("#id_password", "of no account")
        page.click("#login-form button[type=submit]")
        page.get_by_role("heading", name="The page is older than your log-in").wait_for()
        page.wait_for_load_state()
        assert page.evaluate("document.styleSheets[0].cssRules.length")
        assert not violations(page)
        assert fits(page)
