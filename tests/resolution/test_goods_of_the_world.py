"""Goods in thirty-seven languages, in any field, beside noise: held to what docs/resolution.md says of them."""

from __future__ import annotations

import csv
import random
from itertools import chain
from pathlib import Path

import pytest

from tests.bench_goods import ROUNDS, judged, shares
from watchlist.engine import Engine, Question
from watchlist.engine.reading.readers import manifest_from_payload

pytestmark = pytest.mark.long

MONITORED = {"sodium-borohydride", "lithium-aluminium-hydride", "pyridine", "potassium-dichromate"}
"""On lists that only watch: they are told, and raise nothing."""
BARS = {
    1: {"found": 98, "quiet": 93, "identified": 90, "unidentified": 99, "conflict": 93},
    2: {"found": 96.5, "quiet": 93, "identified": 82, "unidentified": 99, "conflict": 94},
    3: {"found": 99, "quiet": 95, "identified": 84, "unidentified": 99, "conflict": 95},
    4: {"found": 98, "quiet": 97, "identified": 91, "unidentified": 98, "conflict": 97},
}
NAMES = Path(__file__).parents[2] / "seeds" / "substances" / "names"
BESIDE_OTHER_GOODS = (
    "{name}, 20 drums of 200 kg",
    "shoes / {name}",
    "{name} and toys",
    "paracetamol tablets, {name}",
    "frozen fish, {name}",
    "T-shirts 100 pcs {name} 20 drums",
    "handsker og {name}",
    "empty drums, {name}",
    "shampoo; {name} 5 L",
    "toys without invoice {name}",
)


@pytest.mark.parametrize(("number", "expected"), [(number, expected) for number in BARS for expected in BARS[number]])
def test_goods_are_answered_as_they_are_labelled(number: int, expected: str) -> None:
    misses = [str(goods) for goods in judged(number) if goods.row["expect"] == expected and not goods.is_as_labelled]
    assert shares(number, "expect")[expected] >= BARS[number][expected], "\n".join(misses)


def test_no_listed_goods_are_answered_no_match() -> None:
    listed = [goods for goods in chain.from_iterable(map(judged, ROUNDS)) if goods.row["kind"] == "listed"]
    cleared = [goods for goods in listed if goods.line.verdict == "no_match"]
    assert [str(goods) for goods in cleared if goods.row["substance"] not in MONITORED] == []


def test_no_ordinary_goods_are_controlled() -> None:
    ordinary = [goods for goods in chain.from_iterable(map(judged, ROUNDS)) if goods.row["kind"] == "ordinary"]
    assert [str(goods) for goods in ordinary if goods.line.verdict == "controlled"] == []


def test_no_held_name_is_cleared_by_what_stands_beside_it() -> None:
    names = []
    for path in sorted(NAMES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as rows:
            names += [row["text"] for row in csv.DictReader(rows)]
    sample = random.Random(20261130).sample(sorted(set(names)), 500)
    texts = [template.format(name=name) for template in ("{name}", *BESIDE_OTHER_GOODS) for name in sample]
    lines = [{"key": str(place), "name": text} for place, text in enumerate(texts)]
    answer = Engine.from_seeds().screen(manifest_from_payload({"lines": lines}), Question())
    verdicts = dict(zip(texts, (line.verdict for line in answer.lines), strict=True))
    watched = {name for name in sample if verdicts[name] == "no_match"}
    cleared = [
        text
        for template in BESIDE_OTHER_GOODS
        for name in sample
        if name not in watched and verdicts[text := template.format(name=name)] == "no_match"
    ]
    assert cleared == []
