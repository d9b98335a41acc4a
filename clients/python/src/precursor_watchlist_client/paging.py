"""Collections read to their end: page by page, or item by item."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar
from urllib.parse import parse_qs, urlsplit

from precursor_watchlist_client.answers import UnexpectedAnswer, expect

T = TypeVar("T")


class Page(Protocol[T]):
    """A page, as every collection of the API answers one."""

    @property
    def items(self) -> list[T]:
        """Return what is on it."""

    @property
    def next_(self) -> str | None:
        """Return the address of the next page; None: this is the last."""


PageT = TypeVar("PageT", bound=Page[Any])


def pages(kind: type[PageT], call: Callable[..., object], *path: object, **query: Any) -> Iterator[PageT]:
    """Yield the pages of a collection, each read when it is asked for.

    `call` is the `sync` of a generated module, `kind` the page that it answers, the rest what it is called with.
    Raises as `expect` does.
    """
    while True:
        page = expect(kind, call(*path, **query))
        yield page
        if page.next_ is None:
            return
        query["cursor"] = cursor_of(page.next_)


def cursor_of(address: str) -> str:
    """Return the cursor in the address of a next page. Raises `UnexpectedAnswer` where it has none."""
    cursors = parse_qs(urlsplit(address).query).get("cursor")
    if not cursors:
        raise UnexpectedAnswer(f"the next page has no cursor: {address}")
    return cursors[0]
