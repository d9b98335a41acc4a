"""A document of a few kilobytes that would fill the memory or an hour is refused in one sentence, and costs no more."""

from __future__ import annotations

import io
import resource
import zipfile
from collections.abc import Callable
from typing import Final

import pytest

from tests.manifests.papers.contents import INVOICES, Paper
from tests.manifests.papers.writing import archive, letter, ods_cell, ods_of, pdf, typeset, word, xls, xlsx
from watchlist.engine.reading import apart
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers import READERS, bundles

pytestmark = pytest.mark.servers

PAPER: Final = INVOICES[0]
HEADED: Final = f"<table:table-row>{''.join(map(ods_cell, ('Name', 'CAS')))}</table:table-row>"
LAUGHS: Final = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><d><p>&b;</p></d>'
)
FULL: Final = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'


def _row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{cells}</table:table-row>"


def _with(data: bytes, changed: dict[str, str | bytes]) -> bytes:
    """Return an archive with other parts in the place of its own, or beside them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *changed]:
            if name not in new.namelist():
                new.writestr(name, changed.get(name) or old.read(name))
    return out.getvalue()


def _nested_letters(depth: int) -> bytes:
    data = letter(("a.csv", b"Name\nAcetone\n"))
    for at in range(depth):
        head = (
            f"Subject: x\nContent-Type: multipart/mixed; boundary=b{at}b\n\n--b{at}b\nContent-Type: message/rfc822\n\n"
        )
        data = b"".join((head.encode(), data, f"\n--b{at}b--\n".encode()))
    return data


def _locked() -> bytes:
    data = xlsx(PAPER)
    at = data.index(b"PK\x01\x02")
    return data[:at] + data[at:].replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


BOMBS: Final[dict[str, tuple[str, Callable[[], bytes], str]]] = {
    "a cell for all rows": (
        ".ods",
        lambda: ods_of(HEADED + _row(FULL.format(""), ' table:number-rows-repeated="9999999"')),
        "5,000,000 cells",
    ),
    "a cell for all columns": (
        ".ods",
        lambda: ods_of(HEADED * 400 + _row(FULL.format(' table:number-columns-repeated="16384"'))),
        "5,000,000 cells",
    ),
    "laughs in an .ods": (".ods", lambda: _with(ods_of(HEADED), {"content.xml": LAUGHS}), "no whole workbook"),
    "zeros in an .ods": (".ods", lambda: _with(ods_of(HEADED), {"a.bin": b"\0" * 31_000_000}), "200 times its size"),
    "zeros in a .docx": (".docx", lambda: _with(word(PAPER), {"a.bin": b"\0" * 31_000_000}), "200 times its size"),
    "laughs in a .docx": (
        ".docx",
        lambda: _with(word(PAPER), {"word/document.xml": LAUGHS}),
        "no header|no goods|damaged",
    ),
    "another archive as .docx": (".docx", lambda: xlsx(PAPER), "no .docx document"),
    "half an old workbook": (".xls", lambda: xls(PAPER)[:2_000], "damaged"),
    "no workbook": (".xls", lambda: b"<html><table><tr><td>Name</td></tr></table></html>", "no workbook"),
    "an archive as .ods": (".ods", lambda: archive(("a.csv", b"Name\nAcetone\n")), "an archive, not a workbook"),
    "half a PDF": (".pdf", lambda: pdf(PAPER)[:1_500], "damaged|scan"),
    "no PDF": (".pdf", lambda: b"Name\nAcetone\n", "no PDF"),
    "pages without end": (".pdf", lambda: typeset("x\n#pagebreak()\n" * 201 + "x"), "200 pages"),
    "an archive in an archive": (".zip", lambda: archive(("a.zip", archive(("a.csv", b"x")))), "within an archive"),
    "files without end": (".zip", lambda: archive(*((f"{n}.csv", b"x") for n in range(51))), "more than 50 files"),
    "zeros in an archive": (".zip", lambda: archive(("a.csv", b"\0" * 31_000_000)), "200 times its size"),
    "a locked archive": (".zip", _locked, "no whole archive"),
    "no file that is read": (".zip", lambda: archive(("a.gif", b"x")), "no file of a kind that is read"),
    "a letter without files": (".eml", letter, "no file of a kind that is read"),
    "letters without end": (".eml", lambda: _nested_letters(8), "more than five deep"),
    "attachments without end": (".eml", lambda: letter(*((f"{n}.csv", b"x") for n in range(51))), "more than 50 files"),
    "nothing": (".eml", lambda: b"", "damaged"),
}
"""The suffix of each, how it is made, and what is said of it."""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_one_sentence(name: str) -> None:
    suffix, make, sentence = BOMBS[name]
    data = make()
    assert len(data) < 1_500_000
    with pytest.raises(ManifestError, match=sentence):
        READERS[suffix](data)


def test_what_takes_too_long_or_too_much_ends_its_process_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = tuple((str(at), "Acetone " * 20, "67-64-1") for at in range(600))
    long = Paper("long", "Invoice", (), ("No.", "Description of goods", "CAS No."), rows, (), ())
    data = pdf(long)
    monkeypatch.setattr(apart, "SECONDS", 1)
    with pytest.raises(ManifestError, match="more than 1 seconds to read"):
        READERS[".pdf"](data)
    monkeypatch.setattr(apart, "SECONDS", 20)
    monkeypatch.setattr(apart, "MEMORY", 60 << 20)
    with pytest.raises(ManifestError, match=r"more memory|damaged"):
        READERS[".pdf"](data)


def test_files_of_files_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    # A file in an archive in a letter counts as much as one beside it.
    few = archive(*((f"{n}.csv", b"Name\nAcetone\n") for n in range(3)))
    data = letter(("a.zip", few), ("b.zip", few))
    assert len(READERS[".eml"](data).lines) == 6
    monkeypatch.setattr(bundles, "MOST_PARTS", 7)
    with pytest.raises(ManifestError, match="more than 50 files"):
        READERS[".eml"](data)


def test_ten_pages_of_pdf_take_three_seconds_of_a_processor_at_most(processor_seconds: Callable[[], float]) -> None:
    rows = tuple((str(n), f"Acetone, lot {n}", "67-64-1", "2914.11", "10", "1", "1") for n in range(430))
    data = pdf(Paper("long", "Commercial Invoice", PAPER.above, PAPER.headers, rows, (), ()))
    before = processor_seconds()
    assert len(READERS[".pdf"](data).lines) == 430
    assert processor_seconds() - before < 3


@pytest.fixture
def processor_seconds() -> Callable[[], float]:
    """Say how many seconds of a processor this process and its ended children took so far."""

    def taken() -> float:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(each.ru_utime + each.ru_stime for each in used)

    return taken
