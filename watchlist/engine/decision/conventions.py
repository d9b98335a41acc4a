"""How a file writes its days and decimals: kept with its screening, so that a few of its lines can be read alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import orjson

from watchlist.engine.reading import (
    DATE_FIELDS,
    QUANTITY,
    DateConvention,
    DateOrder,
    DeclaredManifest,
    NumberConvention,
    distinct_texts,
    infer_date_convention,
    infer_number_convention,
)


def number_convention(manifest: DeclaredManifest) -> NumberConvention:
    """Return how the quantities of a manifest write their decimals."""
    return infer_number_convention({text for (text,) in distinct_texts(manifest.lines, QUANTITY) if text})


@dataclass(frozen=True, slots=True)
class Conventions:
    """The order of days and months in one file, and its mark of decimals."""

    dates: DateConvention
    numbers: NumberConvention

    @classmethod
    def of_manifest(cls, manifest: DeclaredManifest) -> Self:
        """Return the conventions of a file that was read whole."""
        return cls(manifest.date_convention, manifest.number_convention or number_convention(manifest))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the conventions that `as_text` wrote."""
        plain = orjson.loads(text)
        order = {name: DateOrder(plain[name]) if plain[name] else None for name in ("slashed", "dotted")}
        return cls(DateConvention(**order), NumberConvention(plain["decimal"]))

    @classmethod
    def inferred_from(cls, lines: Iterable[tuple[Mapping[str, str], Mapping[str, str]]]) -> Self:
        """Return the conventions inferred from stored lines, each by its declared and its canonical fields.

        For screenings that stored none. A header counts where the text under it is that of a day.
        """
        quantities: dict[str, None] = {}
        days: dict[str, None] = {}
        headers: dict[str, None] = {}
        for declared, fields in lines:
            quantities[fields.get("quantity", "")] = None
            written_days = {fields[name] for name in DATE_FIELDS if name in fields}
            days |= dict.fromkeys(written_days)
            headers |= dict.fromkeys(name for name, text in declared.items() if text in written_days)
        return cls(infer_date_convention(days, headers), infer_number_convention(quantities))

    def as_text(self) -> str:
        """Return them as canonical JSON."""
        plain = {"slashed": self.dates.slashed, "dotted": self.dates.dotted, "decimal": self.numbers.decimal}
        return orjson.dumps(plain).decode()
