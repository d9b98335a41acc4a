"""Every kind of page that a person can reach by links, as the test client asks for it: a few of each shape."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.test import Client

from tests.browser.crawl import NOT_PAGES, shape

ROWS: Final = 3
"""Pages of one shape: a row in each of its states is likely among the first."""
SAME: Final = re.compile(r"[?&](o|p|all|_facets|_changelist_filters|_popup)=|^/(?!admin/)|/auth/.*/delete/$")
"""What shows rows in another order, or so many of them, or is no page of the workbench, or Django's alone."""


class _Links(HTMLParser):
    """Gathers where the links of a page lead, and what its script asks for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.found += [to for to in (said.get("href") if tag == "a" else None, said.get("hx-get")) if to]


def walk(client: Client, shapes: Counter[str], start: str = "/admin/") -> Iterator[tuple[str, Any]]:
    """Go to the pages that links reach from one on, and yield the address and the answer of each.

    `shapes` counts what was looked at: what one person saw is shown to no other, but for the desk.
    """
    ahead, seen = deque([start]), {start}
    while ahead:
        path = ahead.popleft()
        kind, most = _kind(path)
        if shapes[kind] >= most and path != start:
            continue
        answer = client.get(path)
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        shapes[kind] += 1
        yield path, answer
        for to in _links(path, answer.content.decode()):
            if to not in seen:
                seen.add(to)
                ahead.append(to)


def _links(path: str, page: str) -> Iterator[str]:
    """Yield where a page leads: filters of what is filtered already are left out."""
    here = urlsplit(path)
    for link in _Links(page).found:
        to = urlsplit(urljoin(path, link))
        address = to.path + (f"?{to.query}" if to.query else "")
        narrows = here.query and to.path == here.path
        if not (to.netloc or narrows or SAME.search(address) or NOT_PAGES.search(to.path)):
            yield address


def _kind(path: str) -> tuple[str, int]:
    """Return the shape of an address with the names of what it is asked, and how many pages of it are looked at."""
    parts = urlsplit(path)
    asked = sorted(name for name, _value in parse_qsl(parts.query))
    return " ".join((shape(parts.path), *asked)), 1 if asked else ROWS
