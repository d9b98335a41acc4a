"""The text of a page of HTML, by paragraphs: what a reader sees of its own, without what stands around it on a site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

UNSEEN: Final = frozenset("script style noscript template svg nav header footer aside form iframe select".split())
INLINE: Final = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike strong sub"
    " sup time tt u var wbr".split()
)


def lines_of(content: bytes) -> Iterator[str]:
    """Yield the texts between the elements that begin a line, in order, of a page in UTF-8; some are blank.

    Raises ValueError for what is no page.
    """
    page = _Page()
    try:
        page.feed(content.decode())
        page.close()
    except AssertionError as error:  # by which Python's reader refuses a declaration that is none
        raise ValueError(f"this is no HTML to its end: {error}.") from error
    yield from "".join(page.parts).split("\n")


class _Page(HTMLParser):
    """Gathers text; `unseen` are the elements open that are not shown, outermost first."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen: list[str] = []
        self.open: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)
        if tag in UNSEEN:
            self.unseen.append(tag)
            self.open[tag] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)
        while self.open[tag]:
            ended = self.unseen.pop()  # with it, those inside that nobody ended
            self.open[ended] -= 1
            if ended == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(data.replace("\n", " ").replace("\r", " "))

    def _break(self, tag: str) -> None:
        if tag not in INLINE:
            self.parts.append("\n")
