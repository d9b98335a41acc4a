"""The facts read word for word in texts of the law, each beside what holds it: fixtures/facts_read.csv.

`python -m tests.facts_read FOLDER` compares the tables of a folder (`us.csv`, `eu.csv`, …, in the columns jurisdiction,
list, fact, value, citation, text_date) with the register, row by row, and ends with 1 where a row of theirs is in
neither the seeds nor docs/curation-gaps.md.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from watchlist.conf import seeds_dir
from watchlist.engine.host import ROOT
from watchlist.engine.law.text.rows import ConditionRow, EventRow, InstrumentRow, ListRow, RuleRow, SubstanceRow
from watchlist.engine.law.text.text import read_seeds

REGISTER = ROOT / "fixtures" / "facts_read.csv"
GAPS = ROOT / "docs" / "curation-gaps.md"
SAME = ("jurisdiction", "list", "fact", "value", "citation", "text_date")
"""What a row of a table and a row of the register must both say."""

Row = Mapping[str, str]


def registered() -> list[Row]:
    """Return the rows of the register."""
    with REGISTER.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def held_nowhere(rows: list[Row]) -> Iterator[str]:
    """Yield the rows of the register that name no place, or one that is not in the seeds or among the gaps."""
    places, gaps = _places(), GAPS.read_text(encoding="utf-8")
    for row in rows:
        named = f"{row['set']} {row['row']}: {row['fact']}"
        if not row["where"] and not row["gap"]:
            yield f"{named}: nowhere"
        yield from (f"{named}: {place} is not held" for place in row["where"].split() if place not in places)
        yield from (f"{named}: {words!r} is no gap" for words in row["gap"].split("; ") if words not in gaps)


def not_registered(folder: Path, rows: list[Row]) -> Iterator[str]:
    """Yield the rows of the tables in a folder that the register does not have, or has otherwise."""
    known = {(row["set"], row["row"]): row for row in rows}
    for name in sorted({row["set"] for row in rows} | {path.stem for path in _tables(folder)}):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), 1):
                held = known.get((name, str(number)))
                if held is None or any(held[column] != row[column] for column in SAME):
                    yield f"{name} {number}: {row['fact']}: {'not registered' if held is None else 'another text'}"


def _tables(folder: Path) -> Iterator[Path]:
    """Yield the tables of facts: those that have the columns of one."""
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            if set(SAME) <= set(next(csv.reader(lines))):
                yield path


def _places() -> set[str]:
    """Return the ids of events and conditions, and the keys of lists, acts, rules and substances."""
    text = read_seeds(seeds_dir())
    ids = {row.id for kind in (EventRow, ConditionRow) for row in text.rows(kind)}
    return ids | {row.key for kind in (ListRow, InstrumentRow, RuleRow, SubstanceRow) for row in text.rows(kind)}


def main(folder: str) -> int:
    """Print what is missing, and return the status to end with."""
    rows = registered()
    missing = [*not_registered(Path(folder), rows), *held_nowhere(rows)]
    print(*missing, f"{len(rows)} facts, {len(missing)} missing", sep="\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
