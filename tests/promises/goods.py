"""Goods as shipments declare them: of the law's own text, its relatives, chemicals of commerce and everyday things."""

from __future__ import annotations

import csv
import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdkit import Chem

from watchlist.conf import seeds_dir
from watchlist.engine.host import ROOT
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.law.text import NameRow, read_seeds

BENCH = ROOT / "fixtures" / "bench"
OF_COMMERCE = 800
LONGEST = 120
"""Characters of a structure: these are goods of every day, and what hangs a reader is tested elsewhere."""
SCHEMES = {"hs": "hs_code", "cn": "cn_code", "un": "un_number"}


@dataclass(frozen=True)
class Goods:
    """One kind of goods: what it is known by here, and every way in which a field may declare it."""

    label: str
    said: Mapping[str, tuple[str, ...]]


@cache
def held() -> tuple[Goods, ...]:
    """Return what the law's text holds: names in eleven languages, numbers of its forms, drawings, codes."""
    said: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in read_seeds(seeds_dir()).rows(NameRow):
        said[name.substance]["name"].append(name.text)
    for row in _rows(seeds_dir() / "substances" / "forms.csv"):
        said[row["substance"]]["cas"].append(row["cas"])
        said[row["substance"]]["smiles"].append(row["smiles"])
    for row in _rows(seeds_dir() / "substances" / "substances.csv"):
        said[row["key"]]["smiles"].append(row["smiles"])
        said[row["key"]]["inchikey"].append(row["inchikey"])
    for row in _rows(BENCH / "forms.csv"):
        said[row["reference"]]["smiles"].append(row["smiles"])
    for row in _rows(seeds_dir() / "substances" / "codes.csv"):
        if field := SCHEMES.get(row["scheme"]):
            said[row["substance"]][field].append(row["value"])
    return tuple(_goods(label, fields) for label, fields in sorted(said.items()) if fields["name"])


@cache
def akin() -> tuple[Goods, ...]:
    """Return what resembles the law's substances, or stands inside or just outside its classes."""
    rows = [*_rows(BENCH / "probing.csv")]
    for file in sorted((seeds_dir() / "class_rules").glob("*/members.csv")):
        rows += _rows(file)
    return tuple(
        _goods(row["name"], {"name": [row["name"]], "smiles": [row["smiles"]], "cas": [row.get("cas", "")]})
        for row in rows
    )


@cache
def of_commerce() -> tuple[Goods, ...]:
    """Return some chemicals of commerce, the same at each run; a few of them are held too."""
    dictionary = Dictionary()
    dictionary.by_cas("67-64-1")  # compiles it, where no run before did
    with sqlite3.connect(dictionary.path) as database:
        rows = database.execute("SELECT cas, name, smiles, inchikey FROM numbers WHERE smiles != '' ORDER BY cas")
        some = random.Random(0).sample([row for row in rows if len(row[2]) <= LONGEST], OF_COMMERCE)
    return tuple(
        _goods(cas, {"cas": [cas], "name": [name], "smiles": [smiles], "inchikey": [inchikey]})
        for cas, name, smiles, inchikey in some
    )


@cache
def everyday() -> tuple[Goods, ...]:
    """Return goods that are no chemical, and descriptions that say nothing."""
    names = [row["written"] for row in _rows(BENCH / "ordinary_goods.csv")]
    names += (BENCH / "goods_words.csv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(_goods(name, {"name": [name]}) for name in names if name)


@cache
def misspelt() -> tuple[Goods, ...]:
    """Return names of held substances as they are mistyped, known by what they stand for."""
    rows = _rows(BENCH / "misspellings.csv")
    return tuple(_goods(row["substance"], {"name": [row["written"]]}) for row in rows)


@cache
def written() -> tuple[Mapping[str, str], ...]:
    """Return whole lines as trade documents have them: those of the bench of resolution."""
    names = ("name", "cas", "smiles", "inchi", "inchikey", "hs_code", "cn_code", "un_number", "quantity", "unit")
    names += ("concentration", "remarks", "declaration_elements")
    rows = _rows(BENCH / "resolution.csv")
    return tuple({name: row[name] for name in names if row.get(name)} for row in rows)


def _goods(label: str, fields: Mapping[str, Iterable[str]]) -> Goods:
    said = {name: tuple(dict.fromkeys(filter(None, texts))) for name, texts in fields.items()}
    if drawn := tuple(text for text in said.get("smiles", ()) if len(text) <= LONGEST):
        said["smiles"] = drawn
        said["inchi"] = tuple(_inchis(drawn))
    return Goods(label, {name: texts for name, texts in said.items() if texts})


def _inchis(structures: Iterable[str]) -> Iterator[str]:
    mols = map(Chem.MolFromSmiles, structures)
    return (inchi for mol in mols if mol is not None and (inchi := Chem.MolToInchi(mol)))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
