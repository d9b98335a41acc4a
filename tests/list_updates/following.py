"""A small source of our own: a list in XML, its declaration, and the connector that reads it strictly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

import pytest
from defusedxml.ElementTree import fromstring

from tests.list_updates.publisher import Publisher
from watchlist.list_updates.connectors import CONNECTORS
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.errors import LayoutChanged, NotTheDocument
from watchlist.list_updates.published import Connector, EndedRow, ParsedPublication, PublishedRow

KEY: Final = "xx-list"
PATH: Final = "/xx/list.xml"
Line = tuple[str, str]
LINES: Final[tuple[Line, ...]] = (("1", "Ephedrine"), ("2", "Ergotamine"), ("3", "Piperonal"))
DECLARED: Final = """
key = "xx-list"
title = "The list of XX"
connector = "tiny"
site = "xx.example"
address = "https://xx.example"
path = "xx/list.xml"
jurisdiction = "CA"
authority = "xx-authority"
hours = 24
accepts = ["text/xml"]
most_bytes = 100000
[lists.schedule]
least = 1
most = 50
[lists.annex]
least = 0
most = 50
"""


def edition(lines: Iterable[Line] = LINES, as_of: str = "2026-01-01", annex: str = "", act: str = "xx-act") -> bytes:
    """Return an edition with these lines."""
    items = "\n".join(f'<item code="{code}">{name}</item>' for code, name in lines)
    return f'<act name="{act}" as-of="{as_of}">\n<schedule>\n{items}\n</schedule>{annex}\n</act>'.encode()


def interpret(pages: Sequence[bytes], source: DeclaredSource) -> ParsedPublication:
    """Read pages of the small list: every element is known, or it stops."""
    roots = [_root(page) for page in pages]
    parts = [part for root in roots for part in root]
    ended = [EndedRow(list=part.get("list", ""), code=part.get("code", "")) for part in parts if part.tag == "ended"]
    listed = [part for part in parts if part.tag != "ended"]
    return ParsedPublication(
        as_of=date.fromisoformat(roots[0].get("as-of", "")),
        lists=tuple(dict.fromkeys(of.tag for of in listed)),
        rows=tuple(row for of in listed for row in _rows(of)),
        ended=tuple(ended),
    )


def follow(publisher: Publisher, folder: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare the small source, at the address of a publisher."""
    folder.joinpath("xx-list.toml").write_text(DECLARED, encoding="utf-8")
    settings.SOURCES_DIR, settings.SOURCE_ADDRESSES = str(folder), {"xx.example": publisher.address}
    monkeypatch.setitem(CONNECTORS, "tiny", Connector(interpret=interpret))


def _root(page: bytes) -> Element:
    try:
        root: Element = fromstring(page)
    except (ParseError, ValueError) as error:
        raise NotTheDocument(f"no XML: {error}") from error
    if (root.tag, root.get("name")) != ("act", "xx-act"):
        raise NotTheDocument(f"this is not the act of XX, but {root.tag} {root.get('name')}")
    return root


def _rows(of: Element) -> list[PublishedRow]:
    surprises = [item.tag for item in of if item.tag != "item"]
    if surprises:
        raise LayoutChanged(f"the element {surprises[0]!r} of {of.tag} is not known")
    return [PublishedRow(list=of.tag, code=item.get("code", ""), name=item.text or "") for item in of]
