"""Two hundred thousand distinct real goods: chemicals of commerce by name and number, and purchasable structures.

The first come from the dictionary of the service. The others are drawn alone, and come from the training set of MOSES
(ZINC Clean Leads, purchasable compounds; Polykovskiy et al., Front. Pharmacol. 2020, 11, 565644), which the package
`molsets` carries. It is read as a file: nothing of the package is run, and nothing of it is part of the service.
"""

from __future__ import annotations

import gzip
import random
import sqlite3
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Final

from watchlist.engine.identification.dictionary import Dictionary

GOODS: Final = 200_000
NEEDED: Final = "The structures come with the package molsets: `pip install --no-deps molsets==0.3.1`, or `make scale`."

Goods = dict[str, str]


def goods(count: int = GOODS, seed: int = 9) -> list[Goods]:
    """Return so many distinct goods as lines declare them: half of the dictionary's named, the others drawn."""
    chance = random.Random(seed)
    held = list(_of_commerce())
    chance.shuffle(held)
    kept = [_worded(*row) if at % 2 else {"smiles": row[2]} for at, row in enumerate(held)]
    known = {row[2] for row in held}
    kept += islice(({"smiles": smiles} for smiles in _purchasable() if smiles not in known), max(0, count - len(kept)))
    chance.shuffle(kept)
    return kept[:count]


def structures() -> Iterator[str]:
    """Yield the SMILES of those goods, those of the dictionary first."""
    yield from (smiles for _, _, smiles in _of_commerce())
    yield from _purchasable()


def _worded(cas: str, name: str, _: str) -> Goods:
    return {"cas": cas, "name": name}


def _of_commerce() -> Iterator[tuple[str, str, str]]:
    """Yield the number, name and structure of each chemical of the dictionary, every structure once."""
    dictionary = Dictionary()
    dictionary.by_cas("67-64-1")  # compiles it, where no run before did
    with sqlite3.connect(dictionary.path) as database:
        rows = database.execute("SELECT min(cas), name, smiles FROM numbers WHERE smiles != '' GROUP BY smiles")
        yield from rows


def _purchasable() -> Iterator[str]:
    package = find_spec("moses")
    if package is None or package.origin is None:
        sys.exit(NEEDED)
    with gzip.open(Path(package.origin).parent / "dataset" / "data" / "train.csv.gz", "rt") as lines:
        next(lines)
        yield from map(str.strip, lines)
