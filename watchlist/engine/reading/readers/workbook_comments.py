"""The comments on the cells of an XLSX: notes, and the threads of conversations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from watchlist.engine.reading.archives import Archive
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers.sheet_facts import Place
from watchlist.engine.reading.readers.workbook_parts import related
from watchlist.engine.reading.sheets import PLACE, ElementReader, column_number, local_name, parse
from watchlist.engine.texts import gettext_lazy as _

MOST_COMMENTS: Final = 10_000
LONGEST_COMMENT: Final = 5_000
"""Characters that are taken of the comments on one cell; more than are read of any field."""
_NOTES, _THREADS = "/comments", "/threadedComment"


def comments_of(archive: Archive, sheet: str) -> dict[Place, str]:
    """Return what comments say of the cells of a sheet. Raises ManifestError for more than anybody writes.

    A thread goes before the note on the same cell, which says in its stead that a newer program shows it.
    """
    notes, threads = _Comments(), _Comments()
    for relation in related(archive, sheet):
        if relation.kind.endswith(_NOTES):
            parse(archive.read(relation.part), notes)
        elif relation.kind.endswith(_THREADS):
            parse(archive.read(relation.part), threads)
    return {place: text for place, text in (notes.texts | threads.texts).items() if text.strip()}


class _Comments(ElementReader):
    hears_texts = True

    def __init__(self) -> None:
        self.texts: dict[Place, str] = {}
        self._place: Place | None = None
        self._is_text = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        name = local_name(name)
        if name in ("comment", "threadedComment"):
            self._begin(attributes.get("ref", ""))
        self._is_text = name in ("t", "text")

    def text(self, text: str) -> None:
        if self._place and self._is_text and len(self.texts[self._place]) < LONGEST_COMMENT:
            self.texts[self._place] += text[:LONGEST_COMMENT]

    def end(self, name: str) -> None:
        if local_name(name) in ("comment", "threadedComment"):
            self._place = None

    def _begin(self, cell: str) -> None:
        found = PLACE.fullmatch(cell)
        if not found:
            return
        self._place = int(found[2]) - 1, column_number(found[1]) - 1
        if self._place in self.texts:
            self.texts[self._place] += "\n"
        elif len(self.texts) >= MOST_COMMENTS:
            raise ManifestError(_("more than 10,000 of its cells bear comments; delete them, or save it as CSV"))
        self.texts.setdefault(self._place, "")
