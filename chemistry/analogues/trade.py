"""How much of a structure is shipped, and what that takes from a resemblance: what all ship is seldom the odd one.

The tonnages are those that were declared to authorities (data/tonnages.csv): the lower bound of a band of the European
Chemicals Agency, or production and import of a year in the United States, whichever is more. Most structures have none
declared, and lose nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from math import log10
from typing import Final

from chemistry import data
from chemistry.analogues.features import Bits

FILE: Final = "tonnages.csv"

FROM_TONNES: Final = 10
"""In a year. From here each power of ten of tonnes takes a power of ten from the rarity of a resemblance."""


def weight_of(tonnes: float) -> float:
    """What so much trade takes from a strength, in powers of ten."""
    return log10(tonnes / FROM_TONNES) if tonnes > FROM_TONNES else 0.0


def tonnes_of(bits: Bits, size: int) -> float:
    """The tonnes a year of the structure that looks like this; 0 where none are declared."""
    return _tonnages().get(trade_key(bits, size), 0.0)


def trade_key(bits: Bits, size: int) -> str:
    """The key of a structure: its fingerprint and number of heavy atoms, so that salts and isotopes have the same."""
    return blake2b(bits.tobytes() + size.to_bytes(2, "little"), digest_size=8).hexdigest()


@cache
def _tonnages() -> Mapping[str, float]:
    text = files(data.__name__).joinpath(FILE).read_text(encoding="utf-8")
    found: dict[str, float] = {}
    for row in csv.DictReader(text.splitlines()):  # some long chains look alike: the most shipped counts
        found[row["key"]] = max(float(row["tonnes"]), found.get(row["key"], 0.0))
    return found
