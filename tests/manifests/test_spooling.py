"""A long file is read line by line, to the same lines as one that is held whole."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from watchlist.engine.reading.columns import DATE_FIELDS
from watchlist.engine.reading.numbers import infer_number_convention, shape
from watchlist.engine.reading.readers import manifest_from_stored
from watchlist.engine.reading.spooling import QUANTITY, Spool, distinct_texts

ROUTE = ("origin", "destination")
CSV = "name,quantity,origin,destination,export_date,colour\n" + "".join(
    f'"acetone, {n}","{n},5",{"US" if n % 3 else ""},MX,1{n % 3}/03/2026,\x07{n}{",more" if n == 8 else ""}\n\n'
    for n in range(23)
)
JSON_LINES = "\n".join(
    [
        '{"name": "acetone", "quantity": 1.5, "origin": "US"}',
        "",
        '"text"',
        '{"broken',
        '{"cas": "67-64-1", "name": ["a"]}',
    ]
    * 3
)
BODY = '{"date": "2026-01-02", "destination": "MX", "lines": [{"name": "acetone"}, {"name": "b", "origin": "US"}]}'


@pytest.mark.parametrize(
    ("source", "text"), [("a.csv", CSV), ("a.jsonl", JSON_LINES), ("a.json", BODY), ("a.txt", "acetone\n\ntoluene\n")]
)
def test_lines_on_the_disk_are_those_in_memory(source: str, text: str) -> None:
    whole = manifest_from_stored(source, text.encode())
    spool = Spool(4, (ROUTE, DATE_FIELDS))
    spooled = manifest_from_stored(source, text.encode(), keep=spool.take)
    assert (*spooled.lines,) == whole.lines
    assert len(spooled.lines) == len(whole.lines)
    assert [block.lines for block in spool.blocks[:-1]] == [4] * (len(spool.blocks) - 1)
    for name in ("shipment", "ignored_columns", "headings", "account", "date_convention", "sha256"):
        assert getattr(spooled, name) == getattr(whole, name)
    assert list(distinct_texts(spool, ROUTE)) == list(distinct_texts(whole.lines, ROUTE))
    told = (distinct_texts(lines, QUANTITY) for lines in (spool, whole.lines))
    assert len({infer_number_convention(text for (text,) in said if text) for said in told}) == 1


@given(st.lists(st.text("0123456789.,'eE- \u00a0½٣", max_size=12), max_size=6))
def test_the_shapes_of_numbers_show_what_the_numbers_show(texts: list[str]) -> None:
    assert infer_number_convention(map(shape, texts)) == infer_number_convention(texts)
