"""Every kind of page that a person can reach by links: one of each shape of address."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Page

KEY: Final = re.compile(r"(?<=/)(\d+|[0-9a-f]{8}-[0-9a-f-]{27,}|(?=[^/]*-)[-\w]+)(?=/)")
NOT_PAGES: Final = re.compile(
    r"\.(csv|json|jsonl|xlsx|html|sdf|pdf|svg)$|/(logout|file|jsi18n|pdf|json|export|scans)/|^/(static|files|api)/"
)
OF_EACH: Final = 1
"""Pages of one shape."""


def shape(path: str) -> str:
    """Return what addresses of one kind share: their keys left out."""
    return KEY.sub("*", path)


def pages(page: Page, start: str = "/admin/", most: int = 120, shapes: dict[str, int] | None = None) -> Iterator[str]:
    """Go to each page that can be reached from one by links, one of each shape, and yield its address there.

    `shapes`: those that others went to already, which are added to.
    """
    ahead, seen = deque([start]), {start}
    shapes = {} if shapes is None else shapes
    while ahead and most:
        path = ahead.popleft()
        kind = shape(urlsplit(path).path)
        if shapes.get(kind, 0) == OF_EACH and path != start:
            continue
        shapes[kind] = shapes.get(kind, 0) + 1
        most -= 1
        page.goto(path)
        yield path
        links: list[str] = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        for link in links:
            there = urlsplit(link)
            to = there.path + (f"?{there.query}" if there.query else "")
            if there.netloc == urlsplit(page.url).netloc and to not in seen and not NOT_PAGES.search(there.path):
                seen.add(to)
                ahead.append(to)
