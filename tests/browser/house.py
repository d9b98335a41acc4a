"""A house with demo people and demo shipments behind a real server, and people who walk through it in a real browser.

Whatever they walk through, a page that writes an error to its console, or asks another host for anything, fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.serving import Served, served

WIDE, PHONE = 1360, 390
HEIGHT = 900


@contextmanager
def demo_house(build: Path, workers: int = 0) -> Iterator[Served]:
    """Serve the law with the demo people and their shipments until the block ends."""
    with served(build, workers) as running:
        running.manage("demo_shipments")
        yield running


@dataclass
class Walkers:
    """The people of one house, each in a browser of his own; `faults` is what their pages did wrong.

    `allowed`: what a console may say, where a walk is about being refused.
    """

    browser: Browser
    house: Served
    faults: list[str] = field(default_factory=list)
    allowed: tuple[str, ...] = ()
    pages: list[Page] = field(default_factory=list)

    def walk(
        self,
        person: str,
        *,
        theme: str = "light",
        width: int = WIDE,
        logged_in: bool = True,
        scripts: bool = True,
        language: str = "en-GB",
    ) -> Page:
        """Return the first page of a person, who has logged in; without `scripts` none of a page runs."""
        context = self.browser.new_context(
            base_url=self.house.url,
            viewport={"width": width, "height": HEIGHT},
            color_scheme="dark" if theme == "dark" else "light",
            service_workers="block",
            locale=language,
            accept_downloads=True,
            has_touch=width == PHONE,
            java_script_enabled=scripts,
        )
        page = context.new_page()
        page.on("pageerror", lambda fault: self.faults.append(f"{page.url}: {fault}"))
        page.on("console", lambda said: self._console(page, said))
        page.on("request", lambda request: self._asked(page, request))
        self.pages.append(page)
        if logged_in:
            log_in(page, person, self.house.password)
        return page

    def close(self) -> None:
        """Close every browser that was opened."""
        for page in self.pages:
            page.context.close()

    def _console(self, page: Page, said: ConsoleMessage) -> None:
        if said.type == "error" and not any(words in said.text for words in self.allowed):
            self.faults.append(f"{page.url}: {said.text}")

    def _asked(self, page: Page, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme in ("http", "https", "ws", "wss") and asked.netloc != urlsplit(self.house.url).netloc:
            self.faults.append(f"{page.url} asked {request.url}")


def log_in(page: Page, person: str, password: str) -> None:
    """Log a person in, and wait for the front page."""
    page.goto("/admin/")
    page.fill("#id_username", person)
    page.fill("#id_password", password)
    page.click("#login-form button[type=submit]")
    page.wait_for_url("**/admin/")


def fits(page: Page) -> bool:
    """Say whether a page needs no scrolling sideways."""
    within = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    answer: Any = page.evaluate(within)
    return bool(answer)
