"""What a hostile publisher serves: each document is read or refused, in bounded time and memory, whatever it claims."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from tests.fuzz.drawn import fixtures
from tests.list_updates.pdf import document, pdf
from tests.list_updates.test_ecfr import source as ecfr
from tests.list_updates.test_table import OBJECTS, SIMPLE, declared
from tests.list_updates.test_watching import SOURCE
from watchlist.list_updates import apart
from watchlist.list_updates.apart import isolated_lines, program
from watchlist.list_updates.connectors import connector_of
from watchlist.list_updates.errors import CollectionFailed, NotTheDocument
from watchlist.list_updates.published import ParsedPublication

SIZE = 100_000
"""Of what is repeated: text that is read in a time that grows by its square takes minutes."""
MOST_SECONDS = 10.0
"""Of the processor, for some megabytes."""


def _read(name: str, page: bytes, settings: str = "") -> ParsedPublication | None:
    """Return what was read, None where it was refused by a name. Raises AssertionError where that took long."""
    started = process_time()
    try:
        published = connector_of(name).interpret([page], declared(name, settings) if settings else SOURCE)
    except CollectionFailed:
        published = None
    assert process_time() - started < MOST_SECONDS
    return published


PAGES = {
    "elements in elements": b"<div>" * SIZE + b"Red List",
    "inline elements in elements": b"<b>" * SIZE + b"Red List",
    "elements that are not shown": b"<nav>" * SIZE + b"</nav>" * SIZE + b"Red List",
    "ends without a start": b"Red List" + b"</nav></p>" * SIZE,
    "tags that do not end": b"Red List" + b"<a " * SIZE,
    "attributes": b"Red List<a " + b"b='c' " * SIZE + b">",
    "an attribute": b"Red List<a b='" + b"c" * SIZE,
    "comments that do not end": b"Red List" + b"<!--" * SIZE,
    "declarations": b"Red List" + b"<![" * SIZE,
    "ends of comments": b"Red List<!--" + b"--" * SIZE,
    "references": b"Red List" + b"&amp" * SIZE,
    "a reference": b"Red List&" + b"a" * SIZE,
    "scripts that do not end": b"Red List" + b"<script>" * SIZE,
    "angles": b"Red List" + b"<" * SIZE,
    "instructions": b"Red List" + b"<?" * SIZE,
    "blanks": b"Red List<p" + b" " * SIZE,
}
DOCUMENTS = {
    "elements in elements": b"<x>" * SIZE + b"Red List" + b"</x>" * SIZE,
    "elements beside elements": b"<x>" + b"<y>Red List</y>" * SIZE + b"</x>",
    "mixed elements in elements": b"<x>Red List<y/>" * SIZE + b"</x>" * SIZE,
    "attributes": b"<x " + b" ".join(b'a%d="b"' % n for n in range(SIZE)) + b">Red List</x>",
    "a name": b"<" + b"x" * SIZE + b">Red List",
    "references": b"<x>Red List" + b"&amp;" * SIZE + b"</x>",
    "a comment": b"<x>Red List<!--" + b"- " * SIZE + b"--></x>",
}
TITLES = fixtures("editions/us-ecfr/titles.json")
ENTITIES = {
    "entities of entities": (
        b"<!DOCTYPE x [<!ENTITY a0 'Red List'>"
        + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
        + b"]><x>&a11;</x>"
    ),
    "an entity many times": b"<!DOCTYPE x [<!ENTITY a '%s'>]><x>%s</x>" % (b"Red List" * 10_000, b"&a;" * 10_000),
    "an entity of a file": b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>Red List &a;</x>",
    "an entity of a server": b"<!DOCTYPE x [<!ENTITY % a SYSTEM 'http://127.0.0.1:9/x.dtd'> %a;]><x>Red List</x>",
    "an outer type": b"<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'><x>Red List &a;</x>",
}


@pytest.mark.long
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_page_is_read_or_refused_by_a_process_of_its_own(page: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 3)
    published = _read("watch-html", page)
    assert published is None or "Red List" in published.text


@pytest.mark.parametrize("page", DOCUMENTS.values(), ids=DOCUMENTS)
def test_an_xml_is_read_in_a_time_that_grows_with_its_length(page: bytes) -> None:
    _read("watch-xml", page)


@pytest.mark.parametrize("page", ENTITIES.values(), ids=ENTITIES)
def test_no_entity_of_an_xml_is_followed(page: bytes) -> None:
    assert _read("watch-xml", page) is None
    assert _read("justice-laws", page) is None
    with pytest.raises(CollectionFailed):
        connector_of("ecfr").interpret([TITLES[0], page], ecfr())


TABLES = {
    "columns": b"Item,Substance" + b",x" * SIZE + b"\n1,Acetone\n",
    "a cell": b"Item,Substance\n1," + b"A" * (10 * SIZE) + b"\n",
    "a quote that does not end": b'Item,Substance\n1,"Acetone\n' + b"2,Toluene\n" * SIZE,
    "quotes": b"Item,Substance\n1," + b'"' * SIZE + b"\n",
    "lines without a cell": b"Item,Substance\n" + b"\n" * SIZE + b"1,Acetone\n",
    "lines of commas": b"Item,Substance\n" + b",,,,,,,,\n" * SIZE,
}
RECORDS = {
    "lists in lists": b"[" * SIZE + b"]" * SIZE,
    "objects in objects": b'{"results":' * SIZE + b"1" + b"}" * SIZE,
    "a number": b'{"results": [{"id": ' + b"9" * SIZE + b"}]}",
    "a name many times": b'{"results": [{' + b'"id": 1, ' * SIZE + b'"id": 2}]}',
    "strings that do not end": b'{"results": ["' + b'\\"' * SIZE,
}


@pytest.mark.parametrize("page", TABLES.values(), ids=TABLES)
def test_a_table_is_read_in_a_time_that_grows_with_its_length(page: bytes) -> None:
    _read("table-csv", page, SIMPLE)


@pytest.mark.parametrize("page", RECORDS.values(), ids=RECORDS)
def test_records_are_read_in_a_time_that_grows_with_their_length(page: bytes) -> None:
    _read("table-json", page, OBJECTS)


# A PDF


def _packed(content: bytes, times: int = 1) -> tuple[str, bytes]:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return f"/Filter [{'/FlateDecode ' * times}]", content


def _of_one_page(written: bytes, filters: str = "", kids: str = "[4 0 R]", contents: str = "5 0 R") -> bytes:
    return document(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids {kids} /Count 1 >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 612 792] "
        + f"/Contents {contents} >>".encode(),
        f"<< /Length {len(written)} {filters} >>\nstream\n".encode() + written + b"\nendstream",
    )


def _of_a_packed_page(content: bytes, times: int = 1) -> bytes:
    filters, written = _packed(content, times)
    return _of_one_page(written, filters)


PDFS: dict[str, Callable[[], bytes]] = {
    "a stream of zeros": lambda: _of_a_packed_page(bytes(400_000_000)),
    "a stream that was packed three times": lambda: _of_a_packed_page(bytes(400_000_000), 3),
    "lists in lists": lambda: _of_a_packed_page(b"BT " + b"[" * 2_000_000),
    "objects in objects": lambda: _of_one_page(b"", f"/A {'<< /A ' * 50_000}"),
    "operands without an operator": lambda: _of_a_packed_page(b"BT " + b"1 " * 5_000_000),
    "texts": lambda: _of_a_packed_page(b"BT /F1 12 Tf " + b"(Red List) Tj 0 -14 Td " * 1_000_000),
    "a text": lambda: _of_a_packed_page(b"BT /F1 12 Tf (" + b"A" * 20_000_000 + b") Tj ET"),
    "pages that hold themselves": lambda: _of_one_page(b"", kids="[2 0 R]"),
    "pages of pages": lambda: _of_one_page(b"BT (Red List) Tj ET", kids=f"[{'4 0 R ' * 400}]"),
    "a page that is drawn often": lambda: _of_one_page(
        b"BT /F1 12 Tf (Red List) Tj ET " * 100, contents=f"[{'5 0 R ' * 50_000}]"
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("drawn", PDFS.values(), ids=PDFS)
def test_a_pdf_is_read_or_refused_by_one_too(drawn: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 5)
    monkeypatch.setattr(apart, "MEMORY", 256 << 20)
    published = _read("watch-pdf", drawn())
    assert published is None or "Red List" in published.text


LONG = _of_a_packed_page(b"BT /F1 12 Tf " + b"(Red List) Tj 0 -14 Td " * 200_000)


@pytest.mark.long
def test_what_was_too_much_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(apart, "SECONDS", 1)
        with pytest.raises(NotTheDocument, match=r"more than 1 seconds of a processor"):
            isolated_lines("pdf", LONG, 4_000_000)
    with monkeypatch.context() as patched:
        patched.setattr(apart, "MEMORY", 96 << 20)
        with pytest.raises(NotTheDocument, match=r"more than 96 MiB to read"):
            isolated_lines("pdf", LONG, 4_000_000)
    with monkeypatch.context() as patched:
        patched.setattr(apart, "SECONDS_BY_THE_CLOCK", 0.01)
        with pytest.raises(NotTheDocument, match=r"not read in 0\.01 seconds"):
            isolated_lines("pdf", LONG, 4_000_000)
    with pytest.raises(NotTheDocument, match=r"more than 5 characters of text"):
        isolated_lines("pdf", pdf(["Red List"]), 5)
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit(1)")
    monkeypatch.setattr(program, "__file__", str(broken))
    with pytest.raises(NotTheDocument, match=r"broke off"):
        isolated_lines("pdf", pdf(["Red List"]), 4_000_000)


def test_the_program_holds_nothing_of_the_service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = tmp_path / "told.py"
    told.write_text("import os, sys; print(sorted(os.environ), any('watchlist' in one for one in sys.path))")
    monkeypatch.setenv("WATCHLIST_SECRET_KEY", "of-this-test")
    monkeypatch.setattr(program, "__file__", str(told))
    (line, *_) = isolated_lines("pdf", b"", 4_000_000)
    assert "WATCHLIST" not in line
    assert line.endswith("False")
