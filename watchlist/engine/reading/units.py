"""Words of measure and of packing in the languages of trade, and what a unit is in kilograms or litres."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from watchlist.engine.reading.characters import fold
from watchlist.engine.reading.data_tables import rows_of

Dimension = Literal["mass", "volume", "pieces", "items"]
_MEASURED: Final = frozenset({"mass", "volume"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as units.csv has it: `pint` in the registry's terms, `symbol` for a person.

    `pieces` are dosage units; `items` are counted things of which nothing more is said ("PCS").
    """

    pint: str
    dimension: Dimension
    symbol: str

    @property
    def factor(self) -> Decimal:
        """Kilograms or litres in one; 1 for what is counted."""
        return FACTORS[self.pint] if self.dimension in _MEASURED else Decimal(1)


@dataclass(frozen=True, slots=True)
class Package:
    """A kind of packaging, and the most that one is built to hold, where the rules of transport say."""

    kind: str
    kilograms: Decimal | None = None
    litres: Decimal | None = None


@lru_cache(maxsize=16384)
def spelling_key(text: str) -> str:
    """Return what is compared of a word: folded letters and digits, so that "M/T", "m.t." and "MT" are one."""
    return "".join(mark for mark in fold(text) if mark.isalnum())


def ties_amounts(text: str) -> bool:
    """Say whether a word stands between packages and what one of them holds: the "of" of "10 drums of 165 kg"."""
    return WORDS.get(spelling_key(text)) == "per"


def _load_units() -> dict[str, Unit]:
    """By key; the symbol of a unit is its first spelling that is no code, that of a piece its own word."""
    rows = rows_of("units.csv")
    symbols: dict[str, str] = {}
    for row in rows:
        if row["language"] != "code":
            symbols.setdefault(row["unit"], row["spelling"])
    units = {}
    for row in rows:
        is_measure = row["dimension"] in _MEASURED
        symbol = symbols.get(row["unit"], row["spelling"]) if is_measure else row["spelling"].casefold()
        units[spelling_key(row["spelling"])] = Unit(row["unit"], row["dimension"], symbol)  # type: ignore[arg-type]
    return units


def _load_packages() -> dict[str, Package]:
    limits = {
        row["package"]: Package(
            row["package"], *(Decimal(row[most]) if row[most] else None for most in ("kg", "litres"))
        )
        for row in rows_of("package_limits.csv")
    }
    packages = rows_of("packages.csv")
    return {spelling_key(row["word"]): limits.get(row["package"], Package(row["package"])) for row in packages}


UNITS = _load_units()
FACTORS: Final = {row["unit"]: Decimal(row["factor"]) for row in rows_of("unit_factors.csv")}
"""Kilograms or litres in each unit of measure, digit for digit as the registry of units says, which is slow to load."""
PACKAGES = _load_packages()
WORDS = {spelling_key(row["word"]): row["part"] for row in rows_of("amount_words.csv")}
