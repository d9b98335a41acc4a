"""Structures of strangers, in the processes that may be ended: each text is answered, and the answer can be written."""

from __future__ import annotations

import json
from functools import cache, partial

import pytest
from hypothesis import strategies as st

from chemistry.structures import Comparer, Examination, ReferenceData, StructureRefusal, StructureText, examine
from tests.chemistry.labelled import references, rows
from tests.fuzz.drawn import damaged_text
from tests.fuzz.searching import fuzzed
from tests.fuzz.working import patterns_of
from watchlist.engine.workers.worker import GROUP
from watchlist.engine.workers.worker_pool import Pool

pytestmark = pytest.mark.long

DRAWN = [row["smiles"] for row in rows("forms.csv")]
CHEMICAL = (*"CNOPSFIBcnops()[]=#-+@/\\%.:*&|,1234567890Hl", "[nH]", "[C@H]", "[13C]", "|&1:1|", "$", "~")
INCHIS = [
    "InChI=1S/C9H10O/c1-8(10)7-9-5-3-2-4-6-9/h2-6H,7H2,1H3",
    "InChI=1S/C10H15NO/c1-8(11-2)10(12)9-6-4-3-5-7-9/h3-8,10-12H,1-2H3/t8-,10-/m0/s1",
    "InChI=1S/2ClH.Ca/h2*1H;/q;;+2/p-2",
    "InChI=1S/C5H9NO.ClH.H2O/c7-5-1-3-6-4-2-5;;/h6H,1-4H2;1H;1H2",
]
SMARTS = ["[#6]1:[#6]:[#6]:[#6]:[#6]:[#6]:1", "[$([NX3;H2]-[CX4])]", "[C,c;!R]~[N+0]", "*-[CH2]-[CX3](=O)[#8;H1]"]
GRAPHS = st.lists(st.sampled_from(CHEMICAL), min_size=1, max_size=40).map("".join)


@cache
def _pool() -> Pool:
    return Pool(1)


def _examined(texts: list[StructureText]) -> None:
    found = _pool().run(examine, texts, _make())
    assert len(found) == len(texts)
    for one in found:
        assert isinstance(one, Examination | StructureRefusal)
        if isinstance(one, Examination):
            json.dumps([one.identity.inchikey, one.identity.smiles]).encode()
        else:
            assert one.detail.isprintable()


@cache
def _make() -> partial[Comparer]:
    return partial(Comparer, ReferenceData(references()))


@fuzzed(st.lists(st.one_of(damaged_text(DRAWN), GRAPHS).map(StructureText), min_size=1, max_size=GROUP), texts=len)
def test_smiles(texts: list[StructureText]) -> None:
    _examined(texts)


@fuzzed(
    st.lists(damaged_text(INCHIS).map(lambda text: StructureText(text, "inchi")), min_size=1, max_size=GROUP), texts=len
)
def test_inchi(texts: list[StructureText]) -> None:
    _examined(texts)


@fuzzed(
    st.lists(st.one_of(damaged_text(SMARTS), GRAPHS), min_size=1, max_size=GROUP),
    st.sampled_from(("smarts", "smiles", "inchikey")),
    texts=lambda asked, _: len(asked),
)
def test_queries(texts: list[str], notation: str) -> None:
    found = _pool().run(patterns_of, [(text, notation) for text in texts], _make())
    assert len(found) == len(texts)
