"""Suppressions and determinations as answers compare them, by the parties of a line: an immutable value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from msgspec import structs

from watchlist.engine import answer
from watchlist.engine.decision.suppressions.keys import FindingKey, Key
from watchlist.engine.reading.parties import party_key


@dataclass(frozen=True, slots=True)
class Standing:
    """A suppression or a determination as answers tell of it."""

    pk: int
    number: str
    by: str
    second: str
    until: date
    why: str

    def holds(self, last: date, known_on: date) -> bool:
        """Say whether it holds for a finding: both the day of its law and the day of knowledge come before its end.

        The day of a finding alone would let a shipment of an earlier date use what has expired; the day of asking
        alone would have the same question, asked later, answered otherwise.
        """
        return max(last, known_on) < self.until

    def finding_aside(self, record: answer.Finding) -> answer.SuppressedFinding:
        """Return the record of a finding as it is told when this sets it aside."""
        return answer.SuppressedFinding(**structs.asdict(record), **self._laid_down())

    def conflict_aside(self, record: answer.Conflict) -> answer.SuppressedConflict:
        """Return the record of a conflict as it is told when this sets it aside."""
        return answer.SuppressedConflict(**structs.asdict(record), **self._laid_down())

    def _laid_down(self) -> dict[str, Any]:
        return {"by": self.by, "second": self.second, "until": self.until, "why": self.why, "suppression": self.pk}


@dataclass(frozen=True, slots=True)
class Met:
    """A determination: which condition of an entry, in its version, a product meets."""

    of: Standing
    product: str
    condition: str
    entry_version: str


@dataclass(frozen=True, eq=False)
class Between:
    """What is laid down of goods between two parties; equal to itself only, so that outcomes are remembered by it.

    `entries`: those of the suppressed findings, so that no key is made of any other finding.
    """

    suppressed: Mapping[Key, tuple[Standing, ...]]
    entries: frozenset[str]
    determined: tuple[Met, ...]


@dataclass(frozen=True, eq=False)
class Rulings:
    """All that is known at one tick."""

    suppressed: Mapping[tuple[str, str], Mapping[Key, tuple[Standing, ...]]]
    determined: Mapping[str, tuple[Met, ...]]
    between: dict[tuple[str, str], Between | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.suppressed or self.determined)

    def of(self, fields: Mapping[str, str]) -> Between | None:
        """Return what is laid down of the parties of a line; None where nothing is."""
        parties = party_key(fields.get("consignor", "")), party_key(fields.get("consignee", ""))
        if parties not in self.between:
            self.between[parties] = self._of(*parties)
        return self.between[parties]

    def _of(self, consignor: str, consignee: str) -> Between | None:
        suppressed = self.suppressed.get((consignor, consignee), {})
        determined = self.determined.get(consignor, ())
        entries = frozenset(key.entry for key in suppressed if isinstance(key, FindingKey))
        return Between(suppressed, entries, determined) if suppressed or determined else None


NOTHING: Final = Rulings({}, {})


def first_holding(standing: Iterable[Standing], last: date, known_on: date) -> Standing | None:
    """Return the first of several that holds for a finding; None where none does."""
    return next((one for one in standing if one.holds(last, known_on)), None)
