"""The page on connectors: its example is declared, reads its document, and stops where the page says that it does."""

from __future__ import annotations

import re
from typing import Any

import pytest

from watchlist.engine.host import ROOT
from watchlist.list_updates.declaring import DeclaredSource, read_source
from watchlist.list_updates.diff import changes_between, gates
from watchlist.list_updates.errors import LayoutChanged, ListEmptied, NotTheDocument
from watchlist.list_updates.published import Connector

PAGE = (ROOT / "docs" / "practices" / "connector.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(text|toml|python)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
(EDITION,) = (text.removesuffix("\n") for kind, text in BLOCKS if kind == "text")
(DECLARATION,) = (text for kind, text in BLOCKS if kind == "toml")
MODULE, LINE, TEST = (text for kind, text in BLOCKS if kind == "python")


@pytest.fixture
def source() -> DeclaredSource:
    return read_source(DECLARATION, "xx-precursors.toml", {"xx-ministry": "http://127.0.0.1:8001"})


@pytest.fixture
def names(source: DeclaredSource) -> dict[str, Any]:
    """Return what the module of the page defines, with what its test uses."""
    held: dict[str, Any] = {"__name__": "xx_list", "pytest": pytest, "EDITION": EDITION, "SOURCE": source}
    held |= {"Connector": Connector, "CONNECTORS": {}}
    for text in (MODULE, LINE, TEST):
        exec(compile(text, "connector.md", "exec"), held)  # noqa: S102 - our own page, as its reader runs it
    return held


def test_the_example_is_declared_and_reads_its_document(names: dict[str, Any], source: DeclaredSource) -> None:
    published = names["CONNECTORS"]["xx-list"].interpret([EDITION.encode()], source)
    assert [(row.code, row.name) for row in published.rows] == [
        ("1", "Acetic anhydride"),
        ("2", "Phenylacetic acid and its salts"),
        ("2(1)", "Phenylacetonitrile"),
    ]
    assert set(published.lists) == set(source.lists)
    assert source.address == "http://127.0.0.1:8001"


def test_its_own_test_passes(names: dict[str, Any]) -> None:
    names["test_what_is_no_row_stops_the_reading"]()


@pytest.mark.parametrize(
    ("was", "becomes", "error"),
    [
        ("controlled precursors", "controlled drugs", NotTheDocument),
        ("[Schedule A]", "[Schedule B]", LayoutChanged),
        ("\n[End]", "", LayoutChanged),
        ("2024-07-01", "2024-13-01", LayoutChanged),
        ("Current to ", "Current until ", LayoutChanged),
        ("2. Phenyl", "2) Phenyl", LayoutChanged),
        (EDITION, "", NotTheDocument),
        (EDITION[EDITION.index("1. Acetic") : EDITION.index("[End]")], "", ListEmptied),
    ],
)
def test_it_stops_at_every_surprise(
    names: dict[str, Any], source: DeclaredSource, was: str, becomes: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        names["interpret"]([EDITION.replace(was, becomes).encode()], source)


def test_an_edition_of_it_is_compared_as_the_page_says(names: dict[str, Any], source: DeclaredSource) -> None:
    before = names["interpret"]([EDITION.encode()], source).rows
    assert changes_between(before, before) == ()
    mended = EDITION.replace("Phenylacetonitrile", "Phenylacetonitrile and its salts")
    amended = mended.replace("2024-07-01 | Order 2/2024", "2026-04-01 | Order 1/2026")
    for edition, kind in ((mended, "correct"), (amended, "amend")):
        after = names["interpret"]([edition.encode()], source).rows
        changes = changes_between(before, after)
        assert [change.kind for change in changes] == [kind]
        assert gates(before, after, changes, source, unproven=False) == ()
