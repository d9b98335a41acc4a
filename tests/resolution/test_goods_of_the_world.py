"""Goods in thirty-seven languages, in any field, beside noise: held to what docs/resolution.md says of them."""

from __future__ import annotations

import pytest

from tests.bench_goods import judged, shares

pytestmark = pytest.mark.long

MONITORED = {"sodium-borohydride", "lithium-aluminium-hydride"}
"""On lists that only watch: they are told, and raise nothing."""
BARS = {"found": 96, "quiet": 92, "identified": 68, "unidentified": 98, "conflict": 78}


@pytest.mark.parametrize("expected", BARS)
def test_goods_are_answered_as_they_are_labelled(expected: str) -> None:
    misses = [str(goods) for goods in judged() if goods.row["expect"] == expected and not goods.is_as_labelled]
    assert shares("expect")[expected] >= BARS[expected], "\n".join(misses)


def test_no_listed_goods_are_answered_no_match() -> None:
    listed = [goods for goods in judged() if goods.row["kind"] == "listed" and goods.row["substance"] not in MONITORED]
    assert [str(goods) for goods in listed if goods.line.verdict == "no_match"] == []


def test_no_ordinary_goods_are_controlled() -> None:
    ordinary = [goods for goods in judged() if goods.row["kind"] == "ordinary"]
    assert [str(goods) for goods in ordinary if goods.line.verdict == "controlled"] == []
