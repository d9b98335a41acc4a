"""A language in which every sentence of ours stands in brackets, and what of a page is seen outside of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.utils import translation

OPENS, CLOSES = "⟦", "⟧"
UNSEEN = {"script", "style", "svg", "template", "title"}
DATA = {"bdi", "code", "pre", "textarea"}
"""What a person or the law wrote, and tokens: nobody translates them. `translate="no"` says so of other elements,
and `lang` that a text has a language of its own, as the sentences of records have, which are English."""
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SAID = ("alt", "aria-label", "placeholder", "title", "data-label")
WORD = re.compile(r"[^\W\d_]{2,}")
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
DAY = re.compile(rf"\d{{1,2}} (?:{MONTHS})(?: \d{{4}}(?:,? \d\d:\d\d)?(?: UTC)?)?")
CODED = re.compile(r"[^\s]*\d[^\s]*|&\w+;")


def bracket_every_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every translation stand in brackets until the test ends, those that are made late among them.

    What is said in no language at all (`translation.override(None)`: records and reports) stays as it is written.
    """
    said: Any = translation._trans  # type: ignore[attr-defined]

    def bracketed(before: Any) -> Any:
        def translated(*args: Any) -> str:
            plain = str(before(*args))
            return plain if translation.get_language() is None else f"{OPENS}{plain}{CLOSES}"

        return translated

    for name in ("gettext", "pgettext", "ngettext", "npgettext"):
        monkeypatch.setattr(said, name, bracketed(getattr(said, name)))


class _Seen(HTMLParser):
    """Gathers what is seen or read aloud of a page, icons and data aside."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[tuple[str, bool]] = []
        self.texts: list[str] = []
        self.data: list[str] = []

    @property
    def _is_hidden(self) -> bool:
        return any(hides for _, hides in self.inside)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_data = tag in DATA or given.get("translate") == "no" or (tag != "html" and "lang" in given)
        if not self._is_hidden and not is_data:
            self.texts += [text for name, text in attrs if name in SAID and text]
        if tag not in VOID:
            is_icon = "material-symbols" in (given.get("class") or "")
            self.inside.append((tag, is_data or is_icon or tag in UNSEEN))

    def handle_endtag(self, tag: str) -> None:
        while any(tag == open_tag for open_tag, _ in self.inside) and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        (self.data if self._is_hidden else self.texts).append(data)


def marked(page: str) -> set[str]:
    """Return the texts of a page that stand in it as data, each as a whole."""
    seen = _Seen()
    seen.feed(page)
    return {" ".join(text.split()) for text in seen.data}


def outside(page: str) -> Iterator[str]:
    """Yield every text of a page with a word outside of the brackets."""
    seen = _Seen()
    seen.feed(page)
    whole = "\x00".join(seen.texts)
    before = None
    while before != whole:
        before, whole = whole, re.sub(f"{OPENS}[^{OPENS}{CLOSES}]*{CLOSES}", "", whole)
    yield from (text.strip() for text in whole.split("\x00") if WORD.search(CODED.sub("", DAY.sub("", text))))
