"""Papers with tables: PDF with a text layer, and text documents (.docx). What is read of them, `papers.py` says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from msgspec import Struct

from watchlist.engine.reading.apart import taken_apart
from watchlist.engine.reading.archives import Archive, BrokenArchive
from watchlist.engine.reading.columns import Corrections, uncorrected
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.lines import Contents, Keep
from watchlist.engine.reading.paper_kinds import SAFETY_SHEET
from watchlist.engine.reading.readers.papers import (
    NO_LINE,
    Paper,
    PaperBlock,
    contents_of_tables,
    labelled_goods,
    lines_of_goods,
    not_understood,
    papers_of,
)
from watchlist.engine.reading.readers.reconciling import PaperTable
from watchlist.engine.reading.readers.safety_sheets import safety_table
from watchlist.engine.reading.readers.spreadsheet import refuse_size
from watchlist.engine.texts import gettext_lazy as _

_BEGINNING: Final = 1_024
_DOCUMENT: Final = "word/document.xml"
SCANNED: Final = _(
    "its pages hold no text: it may be a scan, and nothing in it was read; send the document that was printed, or "
    "type its lines into a workbook"
)


class PaperTakenApart(Struct, forbid_unknown_fields=True):
    """A document as it comes from the other process; `textless` are the numbers of pages without text."""

    blocks: list[PaperBlock]
    textless: list[int]
    pages: int


def read_pdf(data: bytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return the lines of a PDF that has a text layer; raises ManifestError, also where it has none."""
    if b"%PDF" not in data[:_BEGINNING]:
        raise ManifestError(_("it is no PDF, whatever its name says; send it under its own suffix"))
    taken = taken_apart("pdf", data, PaperTakenApart)
    if not taken.blocks:
        raise ManifestError(SCANNED)
    contents = contents_of_blocks(taken.blocks, corrections, keep, "pdf")
    unread = tuple(f"page {number} (it holds no text; it may be a scan)" for number in taken.textless)
    return replace(contents, account=replace(contents.account, not_read=unread))


def read_word(data: bytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return the lines of the tables of a text document (.docx); raises ManifestError."""
    try:
        archive = Archive(data)
        if _DOCUMENT not in archive.names:
            raise ManifestError(_("it is no .docx document; save it as .docx without a password"))
        refuse_size(archive, len(data))
        # Whatever reads it next may take any of two parts of one name: each was unpacked whole.
        for _part in archive:
            pass
    except BrokenArchive as error:
        raise ManifestError(_("it is no .docx document; save it as .docx without a password")) from error
    taken = taken_apart("word", data, PaperTakenApart)
    return contents_of_blocks(taken.blocks, corrections, keep, "docx")


def contents_of_blocks(blocks: Sequence[PaperBlock], corrections: Corrections, keep: Keep, dialect: str) -> Contents:
    """Return the lines of all papers in these blocks; raises ManifestError where none names goods."""
    tables = [table for paper in papers_of(blocks) for table in _tables_of(paper, corrections)]
    if not tables:
        raise not_understood(blocks)
    if not any(table.lines for _, table in tables):
        raise ManifestError(NO_LINE)
    return contents_of_tables(tables, keep, dialect)


def _tables_of(paper: Paper, corrections: Corrections) -> list[PaperTable]:
    if paper.kind == SAFETY_SHEET and (table := safety_table(paper.blocks, corrections)):
        return [(paper.kind, table)]
    tables = lines_of_goods(paper, corrections)
    if not tables and (form := labelled_goods(paper)):
        tables = [form]
    return [(paper.kind, table) for table in tables]
