"""By what a line declares its goods: one answer for every page, export and search that names them."""

from __future__ import annotations

import pytest

from tests.exports.records import line, typed
from watchlist.engine.answer import Line
from watchlist.engine.reports import declared_goods


@pytest.mark.parametrize(
    ("fields", "goods"),
    [
        ({"cas": "67-64-1", "name": "Acetone"}, "Acetone"),
        ({"smiles": "CC(C)=O", "cas": "67-64-1"}, "67-64-1"),
        ({"inchi": "InChI=1S/CH4/h1H4", "smiles": "C"}, "C"),
        ({"inchikey": "VNWKTOKETHGBQD-UHFFFAOYSA-N", "name": ""}, "VNWKTOKETHGBQD-UHFFFAOYSA-N"),
        ({"hs_code": "2914.11"}, ""),
    ],
)
def test_goods_are_named_by_the_most_readable_field(fields: dict[str, str], goods: str) -> None:
    (record,) = typed(line(declared=fields))
    assert isinstance(record, Line)
    assert declared_goods(record) == goods
