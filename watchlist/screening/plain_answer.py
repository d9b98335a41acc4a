"""An answer as mappings, as readers of stored records have it: whoever reads attributes takes `engine.answer`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PlainAnswer:
    """The records of one screening, in the contract's order."""

    coverage: dict[str, Any]
    lines: list[dict[str, Any]]
    summary: dict[str, Any]

    @classmethod
    def of(cls, records: Iterable[dict[str, Any]]) -> PlainAnswer:
        """Return the answer that consists of these records."""
        coverage, *lines, summary = records
        return cls(coverage, lines, summary)

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the coverage, every line in the file's order, and the summary."""
        yield self.coverage
        yield from self.lines
        yield self.summary
