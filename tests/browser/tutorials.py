"""A tutorial, read as its reader does: what it says to do is done, and what it quotes must stand on the page.

Bold is clicked, or filled in with the code that follows it, or set to the italic that follows it. Italic alone is what
the page says at that moment. Each person has a window of their own; a command is run beside the service.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from playwright.sync_api import Locator, Page, expect

from tests.browser.house import Walkers
from watchlist.engine.host import ROOT

STEP: Final = re.compile(r"^## \d+\. .+?\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ACT: Final = re.compile(
    r"log in as `(?P<person>[^`]+)`"
    r"|[Ii]n the window of `(?P<window>[^`]+)`"
    r"|(?P<reload>reload the page)"
    r"|Find \*(?P<found>[^*]+)\*"
    r"|\*\*(?P<label>[^*]+)\*\*\s(?:choose )?`(?P<typed>[^`]+)`"
    r"|\*\*(?P<choice>[^*]+)\*\*\s\*(?P<option>[^*]+)\*"
    r"|\*\*(?P<clicked>[^*]+)\*\*"
    r"|\*(?P<quoted>[^*]+)\*"
    r"|^    \.venv/bin/python manage\.py (?P<command>\S.*)$"
    r"|prints `(?P<printed>[^`]+)`",
    re.MULTILINE,
)
ROLES: Final[tuple[Literal["button", "link", "radio"], ...]] = ("button", "link", "radio")
KEY: Final = r"( (\w|Ctrl Enter))?"
"""The name of a button may end in the key that does the same."""
PATIENCE: Final = 120_000
"""Milliseconds that an answer may take: how long it takes is no matter of a walk."""


def steps_of(tutorial: str) -> list[str]:
    """Return the texts of the numbered steps of a tutorial."""
    return STEP.findall(tutorial)


@dataclass
class Follower:
    """Somebody who does what a tutorial says, and was given files of these names."""

    walkers: Walkers
    person: str
    page: Page
    files: list[str] = field(default_factory=list)
    windows: dict[str, Page] = field(default_factory=dict)
    place: Locator | None = None
    printed: str = ""

    def __post_init__(self) -> None:
        self.windows[self.person] = self.page

    def follow(self, step: str) -> None:
        """Do one step in the order of its words. Fails where the page has not what is clicked, filled in or quoted."""
        self.place = None
        for act in ACT.finditer(step):
            self._do({name: " ".join(words.split()) for name, words in act.groupdict().items() if words})

    def _do(self, act: dict[str, str]) -> None:
        expect(self.page.locator("html[x-cloak]")).to_have_count(0, timeout=PATIENCE)
        match act:
            case {"person": name}:
                self.page = self.windows[name] = self.walkers.walk(name)
            case {"window": name}:
                self.page = self.windows[name]
            case {"reload": _}:
                self.page.reload()
            case {"found": words}:
                self.place = self.page.get_by_role("article").filter(has_text=words)
            case {"label": label, "typed": typed}:
                self._fill(self._labelled(label), typed)
            case {"choice": label, "option": option}:
                self._labelled(label).select_option(label=option)
            case {"clicked": "Password"}:
                self._labelled("Password").fill(self.walkers.house.password)
            case {"clicked": words} if words.endswith(", PDF"):
                with self.page.expect_download() as download:
                    self._named(words).click(timeout=PATIENCE)
                self.files.append(download.value.suggested_filename)
            case {"clicked": words}:
                self._named(words).click(timeout=PATIENCE)
            case {"quoted": words}:
                expect(self.page.locator("body")).to_contain_text(words, use_inner_text=True, timeout=PATIENCE)
            case {"command": command}:
                self.printed = self.walkers.house.manage(*command.split())
            case {"printed": words}:
                assert words in self.printed

    def _labelled(self, label: str) -> Locator:
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$")).filter(visible=True).first

    def _fill(self, place: Locator, typed: str) -> None:
        if place.get_attribute("type") == "file":
            place.set_input_files(ROOT / typed)
        else:
            place.fill(typed)

    def _named(self, words: str) -> Locator:
        """Return what is clicked: what is called just so, else the first whose name holds the words."""
        name = re.escape(words).replace("/", ".")  # a slash would end the pattern in the browser
        matches = self._clickable(re.compile(name))
        expect(matches.first).to_be_visible(timeout=PATIENCE)
        exact = self._clickable(re.compile(f"^{name}{KEY}$"))
        return exact.first if exact.count() else matches.first

    def _clickable(self, name: re.Pattern[str]) -> Locator:
        place = self.place or self.page
        locator = place.locator("summary").filter(has_text=name)
        for role in ROLES:
            locator = locator.or_(place.get_by_role(role, name=name))
        return locator.filter(visible=True)
