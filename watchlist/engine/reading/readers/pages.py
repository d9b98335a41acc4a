"""Papers with tables: PDF, pictures of pages, and text documents (.docx). What is read of them, `papers.py` says.

A page of a PDF without text, and a picture, is read where the machine has a program that reads pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    texts_of,
    with_below,
)
from watchlist.engine.reading.readers.pictures import PicturedPages
from watchlist.engine.reading.readers.reconciling import PaperTable
from watchlist.engine.reading.readers.safety_sheets import safety_table, tables_beside
from watchlist.engine.reading.readers.spreadsheet import refuse_size
from watchlist.engine.reading.recognition import find_recogniser
from watchlist.engine.reading.tables import LineTable
from watchlist.engine.texts import gettext_lazy as _

_BEGINNING: Final = 1_024
_DOCUMENT: Final = "word/document.xml"
SCANNED: Final = _(
    "its pages hold no text: it may be a scan, and nothing in it was read; send the document that was printed, type "
    "its lines into a workbook, or have the program Tesseract installed, with which scans are read as guesses"
)
PICTURE: Final = _(
    "it is a picture, and was not read; send the document that was printed, type its lines into a workbook, or have "
    "the program Tesseract installed, with which pictures are read as guesses"
)
NO_WORDS: Final = _(
    "its pages hold no text: they were read as pictures, and no words were found in them; send the document that was "
    "printed, or type its lines into a workbook"
)
NO_PICTURE: Final = _("it is no picture in PNG, JPEG or TIFF, whatever its name says; send it under its own suffix")
PICTURES: Final = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
"""How files of pictures begin."""


class PaperTakenApart(Struct, forbid_unknown_fields=True):
    """A document as it comes from the other process; `textless` are the numbers of pages without text.

    `pictured` are those that pictures cover for the most part; `pictures` counts those of a document without pages.
    """

    blocks: list[PaperBlock]
    textless: list[int]
    pages: int
    pictured: list[int] = []
    pictures: int = 0


def read_pdf(data: bytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return the lines of a PDF that has a text layer; raises ManifestError, also where it has none."""
    if b"%PDF" not in data[:_BEGINNING]:
        raise ManifestError(_("it is no PDF, whatever its name says; send it under its own suffix"))
    taken = taken_apart("pdf", data, PaperTakenApart)
    pictured = [f"page {number} (a picture covers most of it; what it shows was not read)" for number in taken.pictured]
    recogniser = find_recogniser() if taken.textless else None
    if recogniser is None:
        if not taken.blocks:
            raise ManifestError(SCANNED)
        contents = contents_of_blocks(taken.blocks, corrections, keep, "pdf")
        return _with_unread(contents, [*map(_textless, taken.textless), *pictured])
    pages = PicturedPages(data, recogniser)
    for number in taken.textless:
        pages.read(number)
    contents = _contents_of_pages(taken.blocks, pages, corrections, keep, "pdf")
    return _with_unread(contents, [*pages.accounts, *pictured])


def _textless(number: int) -> str:
    return f"page {number} (it holds no text; it may be a scan: with the program Tesseract installed it would be read)"


def read_picture(data: bytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return the lines of a picture of a page, or of several in one file; raises ManifestError."""
    if not data.startswith(PICTURES):
        raise ManifestError(NO_PICTURE)
    recogniser = find_recogniser()
    if recogniser is None:
        raise ManifestError(PICTURE)
    pages = PicturedPages(data, recogniser)
    for number in range(2, pages.read(1) + 1):
        pages.read(number)
    return _with_unread(_contents_of_pages([], pages, corrections, keep, "picture"), pages.accounts)


def _contents_of_pages(
    blocks: Sequence[PaperBlock], pages: PicturedPages, corrections: Corrections, keep: Keep, dialect: str
) -> Contents:
    """Return the lines of pages with text and of those that were read as pictures, in their order."""
    together = sorted([*blocks, *pages.blocks], key=lambda block: block.page)
    if not together:
        raise pages.failures[0] if pages.failures else ManifestError(NO_WORDS)
    return contents_of_blocks(together, corrections, keep, dialect, pages.marked)


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
    contents = contents_of_blocks(taken.blocks, corrections, keep, "docx")
    pictures = f"pictures, {taken.pictures} in number (what they show was not read)"
    return _with_unread(contents, [pictures] if taken.pictures else [])


def _with_unread(contents: Contents, unread: Sequence[str]) -> Contents:
    return replace(contents, account=replace(contents.account, not_read=(*contents.account.not_read, *unread)))


def contents_of_blocks(
    blocks: Sequence[PaperBlock],
    corrections: Corrections,
    keep: Keep,
    dialect: str,
    marked: Callable[[LineTable], LineTable] = lambda table: table,
) -> Contents:
    """Return the lines of all papers in these blocks; raises ManifestError where none names goods.

    `marked` says of the lines of a table how they were read, before papers are reconciled.
    """
    tables: list[PaperTable] = []
    not_read: list[str] = []
    passed: list[Paper] = []
    for paper in papers_of(blocks):
        found, names = _tables_of(paper, corrections)
        tables += found
        not_read += names
        if not found:
            passed.append(paper)
    if not tables:
        raise not_understood(blocks)
    kind, last = tables[-1]
    read = [table for _, table in tables]
    tables[-1] = kind, with_below(last, [row for paper in passed for row in texts_of(paper)], read)
    if not any(table.lines for _, table in tables):
        raise ManifestError(NO_LINE)
    tables = [(kind, marked(table)) for kind, table in tables]
    not_read += map(_name_of, filter(_is_more_than_its_title, passed))
    return _with_unread(contents_of_tables(tables, keep, dialect), list(dict.fromkeys(not_read)))


def _is_more_than_its_title(paper: Paper) -> bool:
    """Say whether goods may stand in a paper: a title by itself, "Packing list enclosed", is none."""
    return sum(len(row.cells) for row in texts_of(paper)) > 1


def _name_of(paper: Paper) -> str:
    place = f"page {paper.blocks[0].page}, " if paper.blocks[0].page else ""
    return f"{place}{paper.kind or 'a paper without a title'} (no goods were understood in it)"


def _tables_of(paper: Paper, corrections: Corrections) -> tuple[list[PaperTable], Sequence[str]]:
    """Return the tables of goods in a paper with its kind, and the names of what in it was not read."""
    if paper.kind == SAFETY_SHEET and (sheet := safety_table(paper.blocks, corrections)):
        other_tables = [("", table) for table in tables_beside(paper.blocks, corrections)]
        return [(paper.kind, sheet), *other_tables], ()
    tables, not_read = lines_of_goods(paper, corrections)
    if not tables and (form := labelled_goods(paper)):
        tables = [form]
    kind = "" if paper.kind == SAFETY_SHEET else paper.kind
    return [(kind, table) for table in tables], not_read if tables else ()
