"""Declared tonnages by structure, from the tables of authorities that the package `chemicals` carries.

Of a structure under several numbers the largest counts; a salt counts for its largest organic component.
"""

from __future__ import annotations

import csv
import gzip
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import Final, NamedTuple

from rdkit import Chem

from chemistry import data
from chemistry.analogues.features import atom_kinds, fingerprint
from chemistry.analogues.trade import FILE, trade_key
from tests.background.build import read
from watchlist.engine.identification.dictionary import Dictionary

BANDS: Final = "ECHA Tonnage Bands.csv"
VOLUMES: Final = "EPA Chemical Data Reporting - 2012.csv.gz"
TONNES_IN_A_POUND: Final = 0.45359237e-3
LOWER_BOUND: Final = re.compile(r"([\d,]+)(?: - |\+)")


class Tonnage(NamedTuple):
    """Tonnes a year at least, and which authority they were declared to."""

    tonnes: float
    source: str


def main() -> None:
    """Write the file into chemistry/data, and say what it holds."""
    found = tonnages()
    with (Path(data.__file__).parent / FILE).open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, lineterminator="\n")
        written.writerow(["key", "tonnes", "source", "smiles"])
        written.writerows(sorted((_key(one), round(held.tonnes), held.source, one) for one, held in found.items()))
    print(f"tonnages of {len(found)} structures")


def tonnages() -> dict[str, Tonnage]:
    """Return the tonnage of each structure of which one tonne or more was declared."""
    declared = declared_tonnages()
    found: dict[str, Tonnage] = {}
    for cas, smiles in _structures():
        held = declared.get(cas)
        component = read(smiles) if held and held.tonnes >= 1 else None
        if held and component:
            found[component.smiles] = max(held, found.get(component.smiles, held))
    return found


def declared_tonnages() -> dict[str, Tonnage]:
    """Return what was declared of each CAS number, the larger of two."""
    spec = find_spec("chemicals")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("chemicals")
    folder = Path(spec.submodule_search_locations[0]) / "Law"
    found: dict[str, Tonnage] = {}
    for cas, held in (*_bands(folder), *_volumes(folder)):
        found[cas] = max(held, found.get(cas, held))
    return found


def _bands(folder: Path) -> Iterator[tuple[str, Tonnage]]:
    """Yield the lower bound of each band. A use as intermediate only, or a confidential tonnage, says none."""
    with zipfile.ZipFile(folder / f"{BANDS}.zip") as archive, archive.open(BANDS) as file:
        for line in TextIOWrapper(file, encoding="utf-8"):
            cas, band = line.rstrip("\r\n").split("\t")
            if bound := LOWER_BOUND.match(band):
                yield cas, Tonnage(float(bound[1].replace(",", "")), "ECHA 2015")


def _volumes(folder: Path) -> Iterator[tuple[str, Tonnage]]:
    with gzip.open(folder / VOLUMES, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            digits, pounds = row["CASRN"], float(row["Domestic"] or 0) + float(row["Imported"] or 0)
            yield f"{digits[:-3]}-{digits[-3:-1]}-{digits[-1]}", Tonnage(pounds * TONNES_IN_A_POUND, "EPA 2012")


def _structures() -> list[tuple[str, str]]:
    dictionary = Dictionary()
    dictionary.by_cas("67-64-1")  # compiles it, where no run before did
    with sqlite3.connect(dictionary.path) as database:
        return list(database.execute("SELECT cas, smiles FROM numbers WHERE smiles != '' ORDER BY cas, smiles"))


def _key(smiles: str) -> str:
    mol = Chem.MolFromSmiles(smiles)
    kinds = atom_kinds(mol)
    return trade_key(fingerprint(mol, kinds), len(kinds))
