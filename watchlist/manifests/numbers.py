"""Numbers as manifests write them: one reading, or none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NumberConvention:
    """Which mark stands before the decimals in a file, "." or ","; None is undecided."""

    decimal: str | None = None


UNDECIDED = NumberConvention()
