"""What a rule of curation finds."""

from __future__ import annotations

from dataclasses import dataclass

from watchlist.engine.law.text.rows import SeedRow


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """One place where the text breaks a rule of curation."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def breach(row: SeedRow, what: str) -> Breach:
    """Return the breach of a rule by `row`."""
    return Breach(row.file, row.line, what)
