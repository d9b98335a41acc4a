"""The lines that are asked, in sections: the tables of cases, lines of the acceptance tests, the law, and commerce."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tests.bench_resolution import FIELDS, HEADERS
from tests.golden.service import GOLDEN, ROOT, chemicals, seeds_dir
from tests.resolution.bombs import bombs
from watchlist.engine.law.text import NameRow, read_seeds

Line = dict[str, str]
Sections = dict[str, list[Line]]
"""Lines by the name of where they stand; each section is a manifest of its own."""

BENCH: Final = ROOT / "fixtures" / "bench"
ACCEPTANCE: Final = GOLDEN / "acceptance.jsonl"
"""Lines that the acceptance tests asked when this record was begun; later tests do not change what it asks."""
OF_COMMERCE: Final = 5_000
BY_TURNS: Final = ("cas", "name", "smiles")
BOMB: Final = "a ladder of nitrogen"
"""Of the structures that take too long, one of which that is certain on every machine."""
AT_NITROGEN: Final = "N%50(CCC(CC%50)N(C(=O)CC)c1ccccc1)"
"""Where the substituents of the bench are attached: the frame on which classes of several laws look at them."""


def tables() -> Sections:
    """Return every row of the tables of cases as the line of a manifest that its columns make."""
    made = {file: [line for row in rows(file) for line in make(row)] for file, make in MAKERS.items()}
    by_convention: Sections = {}
    for row in rows("quantities"):
        line = {"name": "acetone", "quantity": row["text"], "unit": row["unit"]}
        by_convention.setdefault(f"quantities {row['convention']}".strip(), []).append(line)
    return {**made, **by_convention, "time_bombs": [{"smiles": bombs()[BOMB]}, {"name": "glycerol"}]}


def acceptance() -> Sections:
    """Return the lines of the acceptance tests, those of each module together."""
    found: Sections = {}
    for text in ACCEPTANCE.read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        found.setdefault(row["of"], []).append(row["line"])
    return found


def listed() -> Sections:
    """Return what the law's text holds: each name, each number, each drawing with a salt of it, and class members."""
    folder = seeds_dir()
    drawn = [row["smiles"] for row in _read(folder / "substances" / "substances.csv") if row["smiles"]]
    members = [row for file in sorted((folder / "class_rules").glob("*/members.csv")) for row in _read(file)]
    return {
        "names": [{"name": row.text} for row in read_seeds(folder).rows(NameRow)],
        "numbers": [{"cas": row["cas"]} for row in _read(folder / "substances" / "forms.csv") if row["cas"]],
        "drawings of substances": [{"smiles": smiles} for smiles in drawn],
        "salts": [{"smiles": f"{smiles}.Cl"} for smiles in drawn],
        "class members": _unique([{"smiles": row["smiles"]} for row in members]),
    }


def commerce() -> Sections:
    """Return chemicals of commerce, the same at each run, by number, name and structure in turn."""
    sample = random.Random(25).sample(chemicals(), OF_COMMERCE)
    turns = (number % len(BY_TURNS) for number in range(OF_COMMERCE))
    return {"chemicals": [{BY_TURNS[turn]: row[turn]} for turn, row in zip(turns, sample, strict=True)]}


def rows(name: str) -> list[Line]:
    """Return the rows of a table of cases."""
    return _read(BENCH / f"{name}.csv")


def _read(path: Path) -> list[Line]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _unique(lines: list[Line]) -> list[Line]:
    return [dict(pairs) for pairs in dict.fromkeys(tuple(line.items()) for line in lines)]


def _resolution(row: Line) -> Iterator[Line]:
    yield {HEADERS.get(name, name): row[name] for name in FIELDS if row[name]}


def _notable(row: Line) -> Iterator[Line]:
    yield {row["given"]: row["value"], "date": row["day"]}


def _headings(row: Line) -> Iterator[Line]:
    yield {"hs_code": row["heading"], "smiles": row["smiles"]}


def _identity(row: Line) -> Iterator[Line]:
    yield {"smiles": row["listed"]}
    yield {"smiles": row["drawn"]}


def _parties(row: Line) -> Iterator[Line]:
    parcel = {"name": "acetic anhydride", "quantity": "60", "unit": "kg", "origin": "US", "destination": "MX"}
    for party in (row["one"], row["other"]):
        yield {**parcel, "export_date": "2026-03-05", "consignor": "Northgate Chemicals Ltd", "consignee": party}


def _column(column: str, field: str) -> Callable[[Line], Iterator[Line]]:
    return lambda row: iter([{field: row[column]}])


MAKERS: Final[dict[str, Callable[[Line], Iterator[Line]]]] = {
    "resolution": _resolution,
    "resolution_holdout": _resolution,
    "resolution_first": lambda row: iter([{row["field"]: row["value"]}]),
    "drawings": lambda row: iter([{row["field"]: row["text"]}]),
    "notable_days": _notable,
    "headings": _headings,
    "identity": _identity,
    "parties": _parties,
    "probing": lambda row: iter([{"name": row["name"], "smiles": row["smiles"]}]),
    "forms": _column("smiles", "smiles"),
    "references": _column("smiles", "smiles"),
    "misspellings": _column("written", "name"),
    "ordinary_goods": _column("written", "name"),
    "systematic_names": _column("written", "name"),
    "goods_words": _column("goods", "name"),
    "substituents": lambda row: iter([{"smiles": row["branch"].replace("*", AT_NITROGEN)}]),
}
"""How each table of cases says what is declared."""
