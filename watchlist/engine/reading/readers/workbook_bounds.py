"""What workbooks are refused before they are laid out: their reader makes each cell up to the last, text and all."""

from __future__ import annotations

from typing import Final

from watchlist.engine.reading.archives import Archive, BrokenArchive
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers.sheet_facts import SheetFacts
from watchlist.engine.reading.readers.workbook_marks import facts_of
from watchlist.engine.reading.sheets import Extent, characters_shared, extent_of, shared_lengths
from watchlist.engine.texts import gettext_lazy as _

MOST_BYTES: Final = 300_000_000
FEW_BYTES: Final = 30_000_000
MOST_TIMES: Final = 200
"""A workbook may unpack to so many times its size, or to few bytes: what a table holds is packed to a tenth or so."""
MOST_CELLS: Final = 5_000_000
MOST_MERGED: Final = 100_000
_WORKBOOK: Final = "xl/workbook.xml"
_OTHER_FORMATS: Final = frozenset({"xl/workbook.bin", "content.xml"})
"""Parts of workbooks that the same reader opens, and nothing here bounds."""


def facts_within_bounds(data: bytes) -> dict[str, SheetFacts]:
    """Return the facts of the sheets of a workbook that may be laid out; raises ManifestError for any other."""
    try:
        archive = Archive(data)
        _refuse_kind(archive)
        _refuse_size(archive, len(data))
        return facts_of(archive)
    except BrokenArchive as error:
        raise ManifestError(_("it is not an .xlsx workbook; save it as .xlsx without a password, or as CSV")) from error


def refuse_cells(cells: int) -> None:
    """Raise ManifestError for more cells than are laid out."""
    if cells > MOST_CELLS:
        raise ManifestError(_("its sheets span more than 5,000,000 cells; delete what stands far from the table"))


def _refuse_kind(archive: Archive) -> None:
    names = {name.casefold() for name in archive.names}
    if _WORKBOOK not in names or names & _OTHER_FORMATS:
        raise ManifestError(_("it is an archive, not an .xlsx workbook; send the workbook itself as .xlsx, or CSV"))


def _refuse_size(archive: Archive, packed: int) -> None:
    if archive.size > MOST_BYTES:
        raise ManifestError(_("it unpacks to more than 300 MB; split it, or send CSV"))
    if archive.size > max(FEW_BYTES, MOST_TIMES * packed):
        raise ManifestError(_("it unpacks to more than 200 times its size; save it again, or as CSV"))
    # A workbook may keep its sheets under any name.
    extents = [extent_of(part) for part in archive]
    for extent in extents:
        refuse_cells(extent.cells)
    if max((extent.merged for extent in extents), default=0) > MOST_MERGED:
        raise ManifestError(_("more than 100,000 ranges of its cells are merged; save it as CSV"))
    _refuse_texts(archive, extents)


def _refuse_texts(archive: Archive, extents: list[Extent]) -> None:
    """Raise for a long text that very many cells share; what each cell holds is counted only where it may matter."""
    lengths = [length for part in archive for length in shared_lengths(part)]
    if len(lengths) > MOST_CELLS:
        raise ManifestError(_("it unpacks to more than 300 MB; split it, or send CSV"))
    if sum(extent.sharing for extent in extents) * max(lengths, default=0) > MOST_BYTES:
        shared = sum(characters_shared(part, tuple(lengths)) for part in archive)
        if shared > MOST_BYTES:
            raise ManifestError(_("its cells hold more than 300 MB of text; split it, or send CSV"))
