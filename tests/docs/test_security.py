"""The threat model: what it names is there, and each threat has a control and a test, or the reason for none."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tests.docs.naming import is_there, linked, named, shown_by, tables
from watchlist.engine.host import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
PICTURE = ROOT / "docs" / "images" / "data-flow.svg"
THREATS = [(actor, row) for actor, rows in tables(PAGE) if "threat" in rows[0] for row in rows]


def test_every_file_and_test_that_is_named_is_there() -> None:
    names = {*named(PAGE), *linked(PAGE)}
    assert len(names) > 100
    assert not sorted(name for name in names if not is_there(name))


@pytest.mark.parametrize("name", ["tests/docs/nowhere.py", "tests/docs/test_security.py::test_nothing"])
def test_what_is_not_there_is_noticed(name: str) -> None:
    assert not is_there(name)


def test_every_threat_has_a_control_and_a_test_or_says_why_none() -> None:
    assert len({actor for actor, _ in THREATS}) == 8
    for _, row in THREATS:
        assert row["threat"], row
        assert row["control"], row
        assert shown_by(row["shown by"]) or re.match(r"no test: \w+", row["shown by"]), row


def test_a_threat_is_numbered_once() -> None:
    ids = [row["id"] for _, row in THREATS]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[RTOCMLDNP]\d+", one) for one in ids)


def test_the_picture_shows_each_boundary_of_the_table() -> None:
    (rows,) = (rows for _, rows in tables(PAGE) if "boundary" in rows[0])
    tree = ElementTree.parse(PICTURE)
    shown = [text.text for text in tree.iter("{http://www.w3.org/2000/svg}text") if text.get("class") == "number"]
    assert sorted(filter(None, shown)) == [row["boundary"].split()[0] for row in rows]
