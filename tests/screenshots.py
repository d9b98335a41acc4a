"""`make screenshots`: the main pages in both themes, and on a phone, as the demo house shows them: docs/images/."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM, SWITCHES
from tests.browser.house import HEIGHT, PHONE, WIDE, Walkers, demo_house
from watchlist.engine.host import ROOT

IMAGES: Final = ROOT / "docs" / "images"
TALLEST: Final = 1_700
"""Pixels of a picture: of a longer page the top."""
LOOKS: Final = (("light", WIDE), ("dark", WIDE), ("light", PHONE))


@dataclass(frozen=True, slots=True)
class Shot:
    """A page worth a picture: who looks at it, and how he comes there."""

    name: str
    person: str
    go: Callable[[Page], None]
    on_phone: bool = False


def _to(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)

    return go


def _results(page: Page) -> None:
    page.goto("/admin/watchlist/screening/")
    page.get_by_role("link", name="SHA-HAM-0728").click()


def _line(number: int) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        _results(page)
        page.get_by_role("link", name=f"Line {number}", exact=True).click()

    return go


def _case(page: Page) -> None:
    page.goto("/admin/cases/?q=SHA-HAM-0728&state=any")
    page.get_by_role("link", name="C-0001").first.click()


def _checked(page: Page) -> None:
    page.goto("/admin/check/")
    page.get_by_label("Name, number or structure").fill("O=C1CCNCC1")
    page.locator("#answer .badge").first.wait_for()


SHOTS: Final = (
    Shot("desk", "officer", _to("/admin/"), on_phone=True),
    Shot("results", "officer", _results),
    Shot("line", "officer", _line(5), on_phone=True),
    Shot("line-analogue", "officer", _line(13)),
    Shot("cases", "officer", _to("/admin/cases/")),
    Shot("case", "officer", _case, on_phone=True),
    Shot("waiting", "second-officer", _to("/admin/cases/waiting/")),
    Shot("check", "officer", _checked),
    Shot("register", "officer", _to("/admin/dossiers/register/")),
    Shot("matrix", "officer", _to("/admin/law/matrix/")),
)


def main(folder: Path = IMAGES) -> None:
    """Take every picture, and say what was taken."""
    with TemporaryDirectory() as build, demo_house(Path(build)) as house, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        people = Walkers(browser, house)
        for person in dict.fromkeys(shot.person for shot in SHOTS):
            for theme, width in LOOKS:
                page = people.walk(person, theme=theme, width=width)
                for shot in SHOTS:
                    if shot.person == person and (width != PHONE or shot.on_phone):
                        _take(page, shot, folder / f"{shot.name}-{'phone' if width == PHONE else theme}.png")
        people.close()
        browser.close()
    print(f"{len(SHOTS)} pages in {folder}")
    print(*people.faults, sep="\n")


def _take(page: Page, shot: Shot, path: Path) -> None:
    size = page.viewport_size or {"width": WIDE, "height": HEIGHT}
    shot.go(page)
    page.wait_for_load_state("networkidle")
    height: int = page.evaluate("document.documentElement.scrollHeight")
    # As tall as the page is, so that what sticks to the foot of the window stands at the foot of the picture.
    page.set_viewport_size({"width": size["width"], "height": min(height, TALLEST)})
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(path))
    page.set_viewport_size(size)
