"""What no law touches is examined once: the answer is the same with the file, without it, and with a broken one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from chemistry.forms.reference_set import Reference
from chemistry.structures import Comparer, Examination, ReferenceData, StructureText, examine
from watchlist.engine.identification.ordinary import KEPT, OrdinaryChemicals

LAW = ReferenceData((Reference("acetone", "CC(C)=O"),))
HEXANE = StructureText("CCCCCC", "smiles", "VLKZOEOYAKHREP-UHFFFAOYSA-N")
ACETONE = StructureText("CC(C)=O", "smiles", "CSCPPACGZOOCGX-UHFFFAOYSA-N")
DRAWN = StructureText("CCCCCCC", "smiles")
TEXTS = (HEXANE, ACETONE, DRAWN)


@pytest.fixture
def ordinary(tmp_path: Path) -> OrdinaryChemicals:
    ordinary = OrdinaryChemicals(LAW, tmp_path)
    commerce = TEXTS[:2]
    ordinary.remember(dict(zip(commerce, examine(commerce, Comparer(LAW)), strict=True)))
    return ordinary


def test_what_is_remembered_is_what_was_examined(ordinary: OrdinaryChemicals) -> None:
    assert ordinary.recall(TEXTS) == dict(zip([HEXANE], examine([HEXANE], Comparer(LAW)), strict=True))


def test_another_law_knows_nothing_of_it(ordinary: OrdinaryChemicals) -> None:
    other = ReferenceData((*LAW.references, Reference("hexane", "CCCCCC")))
    assert OrdinaryChemicals(other, ordinary.path.parent).recall(TEXTS) == {}
    assert ordinary.recall(TEXTS)


def test_the_laws_of_lately_are_kept_and_no_more(ordinary: OrdinaryChemicals) -> None:
    for number in range(KEPT):
        later = OrdinaryChemicals(ReferenceData((Reference(f"x{number}", "CCO"),)), ordinary.path.parent)
        later.remember(dict(zip([HEXANE], examine([HEXANE], Comparer(LAW)), strict=True)))
    with sqlite3.connect(ordinary.path) as database:
        assert database.execute("SELECT count(*) FROM laws").fetchone() == (KEPT,)
    assert ordinary.recall(TEXTS) == {}


def test_a_file_that_cannot_be_read_costs_time_and_nothing_else(ordinary: OrdinaryChemicals) -> None:
    ordinary.path.write_bytes(b"no database" * 100)
    assert ordinary.recall(TEXTS) == {}


def test_what_the_law_draws_is_kept_whatever_it_is_and_no_text_of_people(ordinary: OrdinaryChemicals) -> None:
    drawn = (ACETONE, DRAWN)
    examined = dict(zip(drawn, examine(drawn, Comparer(LAW)), strict=True))
    assert not ordinary.has_drawn()
    ordinary.remember_drawn(examined)
    assert ordinary.has_drawn()
    assert ordinary.recall(drawn) == examined
    assert isinstance(examined[ACETONE], Examination)
    assert examined[ACETONE].matches
    assert ordinary.recall([StructureText(DRAWN.text, "written")]) == {}


def test_a_law_is_whole_once_that_is_said(ordinary: OrdinaryChemicals) -> None:
    assert not ordinary.is_whole()
    assert ordinary.close() == 1
    assert ordinary.is_whole()


def test_a_screening_leaves_nothing_of_what_it_examined(tmp_path: Path) -> None:
    assert OrdinaryChemicals(LAW, tmp_path).recall(TEXTS) == {}
    assert list(tmp_path.iterdir()) == []
