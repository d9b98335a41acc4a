"""What materials contain, compiled: each listed substance within an oil, a herb or a medicine, with its share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from watchlist.engine.law.facts import CONFIDENCES

WHOLE: Final = Decimal(100)
NOTHING: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class CompiledConstituent:
    """A substance within a material: `low` to `high` per cent by weight, None where neither bound is known."""

    contains: str
    product_form: str
    low: Decimal | None
    high: Decimal | None
    confidence: str
    source: str

    @property
    def words(self) -> str:
        """Return the share as a line would declare it, "80 to 95 %"; empty where nothing is known of it."""
        return _words(self.low, self.high)


def with_inner_parts(
    direct: Mapping[str, Sequence[CompiledConstituent]],
) -> dict[str, tuple[CompiledConstituent, ...]]:
    """Return what each material contains, by its key, and what is within that."""
    return {material: tuple(_all_within(parts, direct)) for material, parts in sorted(direct.items())}


def _all_within(
    parts: Sequence[CompiledConstituent], direct: Mapping[str, Sequence[CompiledConstituent]]
) -> list[CompiledConstituent]:
    """Return the parts of a material and the parts of those; the rules of curation let no material be within itself."""
    found = list(parts)
    for part in parts:
        found += [_part_of(part, inner) for inner in _all_within(direct.get(part.contains, ()), direct)]
    return found


def _part_of(part: CompiledConstituent, inner: CompiledConstituent) -> CompiledConstituent:
    """Return what is within a part of a material, as a part of the material itself, no surer than either."""
    return replace(
        inner,
        product_form=part.product_form,
        low=_product(part.low, inner.low),
        high=_product(part.high, inner.high),
        confidence=max(part.confidence, inner.confidence, key=CONFIDENCES.index),
    )


def share_words(low: str, high: str) -> str:
    """Return a share as it stands in a row, in words."""
    return _words(read_share(low), read_share(high))


def _words(low: Decimal | None, high: Decimal | None) -> str:
    if low is None and high is None:
        return ""
    low, high = (NOTHING if low is None else low), (WHOLE if high is None else high)
    return f"{low:f} %" if low == high else f"{low:f} to {high:f} %"


def _product(outer: Decimal | None, inner: Decimal | None) -> Decimal | None:
    """Return a bound of a share of a share."""
    return None if outer is None or inner is None else (outer * inner / WHOLE).normalize()


def read_share(written: str) -> Decimal | None:
    """Return a share as it stands in a row; None for an empty one."""
    return Decimal(written) if written else None
