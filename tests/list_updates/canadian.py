"""Editions of the Canadian lists: the small ones of our own making, and the real ones where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from watchlist.list_updates.connectors import connector_of
from watchlist.list_updates.declaring import DeclaredSource, declared_source
from watchlist.list_updates.diff import RowChange, changes_between
from watchlist.list_updates.published import ParsedPublication

FIXTURES: Final = Path(__file__).parents[2] / "fixtures" / "editions"
CA: Final = FIXTURES / "ca"
FIRST, REPLACED, NOTED, REPEALED, DIVIDED = "2024-01-10", "2024-04-15", "2024-06-20", "2025-05-10", "2026-05-05"
"""The small editions, by what their acts did."""
ACT: Final = "C-38.8.xml"
REGULATIONS: Final = "SOR-2002-359.xml"
SOURCES: Final = {ACT: "ca-cdsa", REGULATIONS: "ca-precursor-control-regulations"}


def source_of(document: str, language: str = "en") -> DeclaredSource:
    """Return the source that a document is of."""
    return replace(declared_source(SOURCES[document]), language=language)


def read(content: bytes, document: str, language: str = "en") -> ParsedPublication:
    """Return what the connector makes of bytes."""
    source = source_of(document, language)
    return connector_of(source.connector).interpret([content], source)


def content(edition: str, document: str = ACT) -> str:
    """Return one of the small editions as text."""
    return (CA / edition / document).read_text(encoding="utf-8")


def editions(folder: Path, document: str, language: str = "en") -> Iterator[tuple[str, ParsedPublication]]:
    """Yield the editions of a document in their order, each by the name of its folder."""
    for path in sorted(folder.glob(f"*/{document}")):
        yield path.parent.name, read(path.read_bytes(), document, language)


def changes_of(folder: Path, document: str, language: str = "en") -> dict[str, tuple[RowChange, ...]]:
    """Return what each edition but the first changes of the one before it, by folder."""
    successive = pairwise(editions(folder, document, language))
    return {name: changes_between(before.rows, after.rows) for (_, before), (name, after) in successive}
