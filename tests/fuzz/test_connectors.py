"""Every connector: what a publisher answers is read, or refused by the name of what is wrong with it."""

from __future__ import annotations

import gzip
import io
from contextlib import suppress

import openpyxl
import orjson
import pytest
from hypothesis import strategies as st

from tests.fuzz.drawn import archives, damaged, fixtures
from tests.fuzz.searching import fuzzed
from tests.list_updates.canadian import ACT, REGULATIONS, source_of
from tests.list_updates.pdf import pdf
from tests.list_updates.register import answer, document, register
from tests.list_updates.test_ecfr import source as ecfr
from tests.list_updates.test_table import OBJECTS, SIMPLE, TWO_LISTS, declared
from tests.list_updates.test_watching import HTML, SOURCE, XML
from watchlist.engine.errors import CorrectTheData
from watchlist.internal_lists.list_file import read_house_list
from watchlist.list_updates.apart import html, pdf as pdf_reader
from watchlist.list_updates.connectors import CONNECTORS, connector_of
from watchlist.list_updates.declaring import DeclaredSource, declared_source, read_source
from watchlist.list_updates.errors import CollectionFailed
from watchlist.list_updates.fetch import unpacked
from watchlist.list_updates.published import ParsedPublication

pytestmark = pytest.mark.long

EDITIONS = fixtures("editions/ca/*/*.xml", 200_000) + fixtures("editions/ca-fr/*/*.xml", 200_000)
CODE = fixtures("editions/us-ecfr/*.xml", 200_000)
TITLES = fixtures("editions/us-ecfr/titles.json")
TABLES = fixtures("editions/table/*.csv")
RECORDS = fixtures("editions/table/*.json")
ANSWERS = [
    answer(document(), document("2026-00002", type="Rule", action="Final rule."), count=2),
    answer(document(), count=1, following="https://www.federalregister.gov/api/v1/documents?page=2"),
]
PDFS = [pdf(["Red List", "Ephedrine"], ["Safrole"]), pdf(["Red List"])]
REGISTER = register()
HOUSE = [b"key,name,other_names,cas,smiles,reason\na-1,Acetone,propanone|aceton,67-64-1,CC(C)=O,because\n",
         b'{"key": "a-1", "name": "Acetone", "other_names": ["propanone"], "cas": "67-64-1"}\n']  # fmt: skip
DECLARED = [
    f'connector = "table-csv"\nkey = "k"\ntitle = "t"\nsite = "s"\naddress = "https://e"\npath = "/"\n{SIMPLE}'.encode()
]


def _sheet() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Table"
    for row in (["Item", "Substance"], [27, "4-Piperidone"], ["28", "Ephedrine, its salts"]):
        sheet.append(row)
    book.save(written := io.BytesIO())
    return written.getvalue()


SHEETS = [_sheet()]


def _interpreted(name: str, pages: list[bytes], source: DeclaredSource) -> None:
    connector = connector_of(name)
    with suppress(CollectionFailed):
        path = connector.following(pages, source)
        assert path is None or path.startswith("/")
    with suppress(CollectionFailed):
        published = connector.interpret(pages, source)
        assert isinstance(published, ParsedPublication)
        orjson.dumps([row.as_record() for row in published.rows])
        published.text.encode()


def test_every_connector_is_a_target() -> None:
    named = {"ecfr", "federal-register", "justice-laws", "table-csv", "table-json", "table-xlsx", "watch-html"}
    assert CONNECTORS.keys() == named | {"watch-pdf", "watch-xml"}


@fuzzed(damaged(EDITIONS), st.sampled_from([(ACT, "en"), (REGULATIONS, "en"), (ACT, "fr")]))
def test_justice_laws(page: bytes, of: tuple[str, str]) -> None:
    _interpreted("justice-laws", [page], source_of(*of))


@fuzzed(damaged(TITLES), damaged(CODE))
def test_ecfr(titles: bytes, text: bytes) -> None:
    _interpreted("ecfr", [titles, text], ecfr())
    _interpreted("ecfr", [TITLES[0], text], ecfr())


@fuzzed(st.lists(damaged(ANSWERS), min_size=1, max_size=2))
def test_federal_register(pages: list[bytes]) -> None:
    _interpreted("federal-register", pages, REGISTER)


@fuzzed(damaged(TABLES), st.sampled_from([TWO_LISTS, SIMPLE]))
def test_tables_as_csv(page: bytes, settings: str) -> None:
    _interpreted("table-csv", [page], declared("table-csv", settings))


@fuzzed(damaged(RECORDS))
def test_tables_as_json(page: bytes) -> None:
    _interpreted("table-json", [page], declared("table-json", OBJECTS))


@fuzzed(st.one_of(damaged(SHEETS), archives(SHEETS)))
def test_tables_as_workbooks(page: bytes) -> None:
    _interpreted(
        "table-xlsx", [page], declared("table-xlsx", SIMPLE.replace('list = "a"', 'list = "a"\nsheet = "Table"'))
    )


@fuzzed(damaged([HTML]))
def test_pages(page: bytes) -> None:
    written = page.decode("utf-8", "replace")
    with suppress(ValueError):  # by which a reader refuses
        assert "\n" not in "".join(html.lines_of(written.encode()))


@fuzzed(damaged([XML, *CODE]))
def test_xml(page: bytes) -> None:
    _interpreted("watch-xml", [page], SOURCE)


@fuzzed(damaged(PDFS))
def test_pdf(page: bytes) -> None:
    with suppress(ValueError):
        assert "\n" not in "".join(pdf_reader.lines_of(page))


@fuzzed(
    damaged([gzip.compress(HTML, mtime=0), gzip.compress(b"", mtime=0)]), st.sampled_from(["gzip", "x-gzip", "", "br"])
)
def test_packed_answers(packed: bytes, packing: str) -> None:
    with suppress(CollectionFailed):
        assert len(unpacked(packed, packing, 1_000)) <= max(1_000, len(packed) if not packing else 0)


@fuzzed(damaged(DECLARED))
def test_declared_sources(text: bytes) -> None:
    with suppress(CorrectTheData):
        read_source(text.decode("utf-8", "replace"), "a.toml", {})


@pytest.fixture(scope="module", autouse=True)
def _dictionary_at_hand() -> None:
    """Have what is built once, and remembered, built before an execution is timed."""
    read_house_list("a.csv", HOUSE[0])


@fuzzed(damaged(HOUSE), st.sampled_from(["a.csv", "a.jsonl"]))
def test_house_lists(data: bytes, name: str) -> None:
    with suppress(CorrectTheData):
        assert len(read_house_list(name, data).entries) <= len(data)


@pytest.mark.parametrize("key", ["us-federal-register", "ca-cdsa"])
def test_what_is_fuzzed_is_declared(key: str) -> None:
    assert declared_source(key).connector in CONNECTORS
