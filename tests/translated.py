"""A language in which every sentence of ours stands in brackets, and what of a page is seen outside of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.utils import translation

OPENS, CLOSES = "⟦", "⟧"
UNSEEN = {"script", "style", "svg", "template", "title", "code"}
SAID = ("alt", "aria-label", "placeholder", "title")
WORD = re.compile(r"[^\W\d_]{2,}")


def bracket_every_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every translation stand in brackets until the test ends, those that are made late among them."""
    said: Any = translation._trans  # type: ignore[attr-defined]
    for name in ("gettext", "pgettext", "ngettext", "npgettext"):
        before = getattr(said, name)
        monkeypatch.setattr(said, name, lambda *args, before=before: f"{OPENS}{before(*args)}{CLOSES}")


class _Seen(HTMLParser):
    """Gathers what is seen or read aloud of a page, icons aside."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [text for name, text in attrs if name in SAID and text]
        classes = dict(attrs).get("class") or ""
        if tag in UNSEEN or "material-symbols" in classes:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.texts.append(data)


def outside(page: str) -> Iterator[str]:
    """Yield every text of a page with a word outside of the brackets."""
    seen = _Seen()
    seen.feed(page)
    whole = "\x00".join(seen.texts)
    rest = re.sub(f"{OPENS}[^{OPENS}{CLOSES}]*{CLOSES}", "", whole)
    yield from (text.strip() for text in rest.split("\x00") if WORD.search(text))
