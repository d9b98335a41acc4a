"""Goods as the world writes them: rounds of labelled lines, screened by the engine alone (docs/resolution.md).

Each round was written by somebody who had seen neither code nor benches; its first run stands in the document.
`found`: every substance of the label has a finding on a raised line. `quiet`: not raised. `identified`: compared by its
structure, and on no list. `unidentified`: nothing says what it is. `conflict`: told, and raised.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from tests.bench_resolution import FIELDS, HEADERS, RAISED
from watchlist.engine import Engine, Question
from watchlist.engine.answer import Line
from watchlist.engine.reading.readers import manifest_from_payload

FOLDER: Final = Path(__file__).parents[1] / "fixtures" / "bench"
ROUNDS: Final = {
    1: ("goods_in_languages.csv", "goods_of_commerce.csv"),
    2: ("goods_in_languages_2.csv", "goods_of_commerce_2.csv"),
    3: ("goods_in_languages_3.csv", "goods_of_commerce_3.csv"),
    4: ("goods_of_commerce_4.csv",),
}

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class JudgedGoods:
    """One labelled row with its answer."""

    row: Row
    line: Line

    @property
    def is_raised(self) -> bool:
        return self.line.verdict in RAISED

    @property
    def is_as_labelled(self) -> bool:
        return EXPECTED[self.row["expect"]](self)

    def __str__(self) -> str:
        declared = {name: self.row[name] for name in FIELDS if self.row[name]}
        return f"{self.row['id']} [{self.row['trap']}] {declared} {self.row['substance']}: {self.line.verdict}"


def _is_found(goods: JudgedGoods) -> bool:
    found = {finding.entry.partition("/")[2] for finding in goods.line.findings}
    return goods.is_raised and found.issuperset(goods.row["substance"].split())


EXPECTED: Final[dict[str, Callable[[JudgedGoods], bool]]] = {
    "found": _is_found,
    "quiet": lambda goods: not goods.is_raised,
    "identified": lambda goods: goods.line.verdict == "no_match" and goods.line.depth == "structure",
    "unidentified": lambda goods: goods.line.verdict == "unresolved",
    "conflict": lambda goods: goods.is_raised and bool(goods.line.conflicts),
}


@cache
def judged(number: int) -> tuple[JudgedGoods, ...]:
    """Return every row of a round with its answer: against all lists, today."""
    rows: list[Row] = []
    for name in ROUNDS[number]:
        with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
            rows += csv.DictReader(lines)
    declared = [{HEADERS.get(name, name): row[name] for name in FIELDS if row[name]} for row in rows]
    keyed = [{"key": row["id"], **fields} for row, fields in zip(rows, declared, strict=True)]
    answer = Engine.from_seeds().screen(manifest_from_payload({"lines": keyed}), Question())
    return tuple(JudgedGoods(row, line) for row, line in zip(rows, answer.lines, strict=True))


def shares(number: int, column: str) -> dict[str, float]:
    """Return how many in a hundred of a round are as labelled, for each value of a column."""
    whole = Counter(goods.row[column] for goods in judged(number))
    right = Counter(goods.row[column] for goods in judged(number) if goods.is_as_labelled)
    return {value: round(100 * right[value] / number, 1) for value, number in sorted(whole.items())}


def as_table() -> str:
    """Return the shares of each round by expectation, language and trap, as lines of text."""
    columns = ((number, name) for number in ROUNDS for name in ("expect", "language", "trap"))
    return "\n".join(
        f"round {number} {name:9} {value:50} {share:5.1f} %"
        for number, name in columns
        for value, share in shares(number, name).items()
    )
