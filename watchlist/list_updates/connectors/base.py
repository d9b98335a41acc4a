"""What a connector is: a strict reading of bytes. It asks nobody, and keeps nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.published import ParsedPublication

Interpret = Callable[[Sequence[bytes], DeclaredSource], ParsedPublication]
"""Reads the pages of a publication, in order. Raises `NotTheDocument`, `LayoutChanged` or `ListEmptied`."""
Following = Callable[[Sequence[bytes], DeclaredSource], str | None]
"""The path of the page to fetch after those fetched; None where they are all."""


def one_page(pages: Sequence[bytes], source: DeclaredSource) -> str | None:
    """Return None: the publication is whole with its first page."""
    return None


@dataclass(frozen=True, slots=True)
class Connector:
    """How a format is read. `unproven`: no real edition was read yet, so what it finds always needs attention."""

    interpret: Interpret
    following: Following = one_page
    unproven: bool = False
