"""The labelled bench of manifest lines (fixtures/bench/resolution.csv): screened in one run, and held to its labels.

A row says what the contract demands of such a line, and where such lines are seen: no label was taken from an answer.
The hold-out (fixtures/bench/resolution_holdout.csv) was labelled apart from what resolution was made from. Its first
run stands in docs/resolution.md; what it showed was mended since, and no bar is set on it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.plain_answers import screen
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload

BENCH: Final = Path(__file__).parents[1] / "fixtures" / "bench" / "resolution.csv"
HOLDOUT: Final = BENCH.with_name("resolution_holdout.csv")
STRUCTURE_OR_CAS: Final = ("cas", "smiles", "inchi", "inchikey")
FIELDS: Final = (
    *("name", *STRUCTURE_OR_CAS, "hs_code", "cn_code", "un_number"),
    *("quantity", "unit", "concentration", "remarks", "declaration_elements"),
)
HEADERS: Final = {"declaration_elements": "申报要素"}
"""No field of the contract's: a column of Chinese declarations, under the header that it bears there."""
RAISED: Final = ("controlled", "review")

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled row and what was answered: a substance is found where a raised line has a finding on its entry."""

    row: Row
    verdict: str
    substances: frozenset[str]
    conflicts: frozenset[str]

    @property
    def is_raised(self) -> bool:
        return self.verdict in RAISED

    @property
    def is_as_labelled(self) -> bool:
        if "found" in self.row["expect"].split():
            return self.is_raised and self.row["substance"] in self.substances
        return self.verdict == "unresolved" if self.row["expect"] == "unresolved" else not self.is_raised

    @property
    def untold(self) -> tuple[str, ...]:
        """The conflicts that the label names, by the beginning of their code, and the answer does not."""
        labels = self.row["expect"].split()
        codes = [label.removeprefix("conflict:") for label in labels if label.startswith("conflict:")]
        return tuple(code for code in codes if not any(told.startswith(code) for told in self.conflicts))

    def __str__(self) -> str:
        declared = {name: self.row[name] for name in FIELDS if self.row[name]}
        return f"{self.row['id']} [{self.row['trap']}] {declared} {self.row['substance']}: {self.verdict}"


def rows(bench: Path = BENCH) -> list[Row]:
    """Return the labelled rows, in the order of the file."""
    with bench.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def outcomes(bench: Path = BENCH) -> dict[str, tuple[Judged, ...]]:
    """Return every row judged, by group; the lines are screened as one manifest, against all lists, today."""
    labelled = rows(bench)
    lines = [{"key": row["id"], **{HEADERS.get(name, name): row[name] for name in FIELDS}} for row in labelled]
    answer = screen(manifest_from_payload({"lines": lines}), Question())
    judged = [_judge(row, record) for row, record in zip(labelled, answer.lines, strict=True)]
    return {name: tuple(each for each in judged if belongs(each.row)) for name, belongs in GROUPS.items()}


def _judge(row: Row, record: dict[str, Any]) -> Judged:
    entries = (finding["entry"] for finding in record["findings"])
    return Judged(
        row=row,
        verdict=record["verdict"],
        substances=frozenset(entry.partition("/")[2] for entry in entries),
        conflicts=frozenset(conflict["code"] for conflict in record["conflicts"]),
    )


def is_given(row: Row) -> bool:
    """Whether a structure or a CAS number stands in a field of its own."""
    return any(row[name] for name in STRUCTURE_OR_CAS)


GROUPS: Final[dict[str, Callable[[Row], bool]]] = {
    "listed_with_structure_or_cas": lambda row: row["kind"] == "listed" and is_given(row),
    "listed_by_name": lambda row: row["kind"] == "listed" and not is_given(row),
    "ordinary": lambda row: row["kind"] == "ordinary",
    "vague": lambda row: row["kind"] == "vague",
}


def listed(bench: Path = BENCH) -> tuple[Judged, ...]:
    """Return the lines of listed substances, whatever they give."""
    return outcomes(bench)["listed_with_structure_or_cas"] + outcomes(bench)["listed_by_name"]


def disagreeing(bench: Path = BENCH) -> tuple[Judged, ...]:
    """Return the lines of listed substances whose fields disagree, by their label."""
    return tuple(each for each in listed(bench) if "conflict:" in each.row["expect"])


def share(part: Sequence[object], whole: Sequence[object]) -> float:
    """Return a part of the whole, in percent with two decimals."""
    return round(100 * len(part) / len(whole), 2)


def figures(bench: Path = BENCH) -> dict[str, float]:
    """Return the figures of the bench, flat, in percent but for the counts."""
    groups = outcomes(bench)
    right = {name: [each for each in group if each.is_as_labelled] for name, group in groups.items()}
    return {
        "resolution_lines": sum(map(len, groups.values())),
        "listed_found_with_structure_or_cas": share(
            right["listed_with_structure_or_cas"], groups["listed_with_structure_or_cas"]
        ),
        "listed_found_by_name": share(right["listed_by_name"], groups["listed_by_name"]),
        "listed_no_match": len(unseen(listed(bench))),
        "ordinary_raised": share([each for each in groups["ordinary"] if each.is_raised], groups["ordinary"]),
        "vague_unresolved": share(right["vague"], groups["vague"]),
        "conflicts_told": share([each for each in disagreeing(bench) if not each.untold], disagreeing(bench)),
    }


def unseen(lines: Iterable[Judged]) -> list[Judged]:
    """Return the lines that were answered `no_match`."""
    return [each for each in lines if each.verdict == "no_match"]


def misses(lines: Iterable[Judged]) -> str:
    """Return the lines that are not as labelled, one a line, for a person who asks why a bar fell."""
    wrong = [str(each) for each in lines if not each.is_as_labelled]
    return "\n".join([f"{len(wrong)} not as labelled:", *wrong])


def by_trap(bench: Path = BENCH) -> str:
    """Return the outcome by trap as a Markdown table: how many lines, how they were answered, how many as labelled."""
    table = ["| kind | trap | lines | controlled | review | unresolved | no match | as labelled |"]
    table.append("| --- | --- " + "| ---: " * 6 + "|")
    judged = [each for group in outcomes(bench).values() for each in group]
    for kind, trap in dict.fromkeys((each.row["kind"], each.row["trap"]) for each in judged):
        of_trap = [each for each in judged if (each.row["kind"], each.row["trap"]) == (kind, trap)]
        verdicts = Counter(each.verdict for each in of_trap)
        counts = [verdicts[verdict] for verdict in (*RAISED, "unresolved", "no_match")]
        right = sum(each.is_as_labelled for each in of_trap)
        table.append("| " + " | ".join(map(str, (kind, trap, len(of_trap), *counts, right))) + " |")
    return "\n".join(table) + "\n"
