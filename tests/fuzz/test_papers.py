"""Papers of strangers: what takes them apart gives plain rows or a code of a refusal, and rows are lines or a refusal.

A damaged workbook can ask its reader for all memory: it is read here as it is read everywhere, in its own process.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from PIL import Image

from tests.fuzz.drawn import archives, damaged
from tests.fuzz.searching import fuzzed
from tests.manifests.papers.contents import BILLS_OF_LADING, INVOICES, PACKING_LISTS, SAFETY_SHEETS
from tests.manifests.papers.scanning import saved
from tests.manifests.papers.writing import archive, letter, ods, pdf, safety_pdf, word, xls, xlsb
from watchlist.engine.reading.apart import (
    REFUSALS,
    letter as letters,
    pdf as pdfs,
    picture as pictures,
    word as words,
)
from watchlist.engine.reading.archives import Archive, BrokenArchive
from watchlist.engine.reading.columns import uncorrected
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers import READERS
from watchlist.engine.reading.readers.bundles import LetterTakenApart
from watchlist.engine.reading.readers.open_document import facts_of_open_document
from watchlist.engine.reading.readers.pages import PaperTakenApart, contents_of_blocks
from watchlist.engine.reading.readers.pictures import DrawnPage

pytestmark = pytest.mark.long

PDFS = [pdf(INVOICES[0]), pdf(BILLS_OF_LADING[1], ruled=False), safety_pdf(SAFETY_SHEETS[0])]
WORDS = [word(INVOICES[1]), word(PACKING_LISTS[3])]
PICTURES = [saved(Image.effect_noise((90, 60), 90), kind=kind) for kind in ("PDF", "PNG", "JPEG", "TIFF")]
SHEETS = [xls(INVOICES[0]), xlsb(PACKING_LISTS[0]), ods(INVOICES[2])]
LETTERS = [letter(("a.csv", b"Name\nAcetone\n")), letter(("a.eml", letter(("b.xls", SHEETS[0]))))]


def _taken(reader: Any, data: bytes, shape: Any, *arguments: str) -> Any:
    """Return what a reader makes of bytes, as it crosses the pipe; None where it refuses them by a code."""
    try:
        return msgspec.json.decode(json.dumps(reader.taken_apart(data, *arguments)), type=shape)
    except ValueError as error:
        if str(error) not in REFUSALS:
            raise
        return None


def _read(taken: PaperTakenApart | None) -> None:
    if taken and taken.blocks:
        with suppress(ManifestError):
            lines = contents_of_blocks(taken.blocks, uncorrected, tuple, "pdf").lines
            assert [line.number for line in lines] == list(range(1, len(lines) + 1))


@fuzzed(damaged(PDFS), everyday=100)
def test_pdf(data: bytes) -> None:
    _read(_taken(pdfs, data, PaperTakenApart))


@fuzzed(damaged(PICTURES), everyday=100)
def test_pictures(data: bytes) -> None:
    _taken(pictures, data, DrawnPage, "1")


@fuzzed(archives(WORDS), everyday=100)
def test_text_documents(data: bytes) -> None:
    _read(_taken(words, data, PaperTakenApart))


@fuzzed(damaged(SHEETS), everyday=100)
def test_other_workbooks(data: bytes) -> None:
    with suppress(ManifestError):
        lines = READERS[".xls"](data).lines
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))


@fuzzed(archives([SHEETS[2]]), everyday=500)
def test_open_documents(data: bytes) -> None:
    with suppress(BrokenArchive, ManifestError):
        facts_of_open_document(Archive(data).read("content.xml"))


@fuzzed(damaged(LETTERS), everyday=500)
def test_letters(data: bytes) -> None:
    _taken(letters, data, LetterTakenApart)


@fuzzed(archives([archive(("a.csv", b"Name\nAcetone\n"), ("b.txt", b"Toluene\n"))]), everyday=500)
def test_archives(data: bytes) -> None:
    with suppress(ManifestError):
        READERS[".zip"](data)
