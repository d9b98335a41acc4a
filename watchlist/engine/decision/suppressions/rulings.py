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
class RulingRecord:
    """A suppression or a determination as answers show it."""

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
        """Return the record of a finding that this suppression sets aside."""
        return answer.SuppressedFinding(**structs.asdict(record), **self._ruling_fields())

    def conflict_aside(self, record: answer.Conflict) -> answer.SuppressedConflict:
        """Return the record of a conflict that this suppression sets aside."""
        return answer.SuppressedConflict(**structs.asdict(record), **self._ruling_fields())

    def _ruling_fields(self) -> dict[str, Any]:
        return {"by": self.by, "second": self.second, "until": self.until, "why": self.why, "suppression": self.pk}


@dataclass(frozen=True, slots=True)
class DeterminedCondition:
    """A determination: which condition of an entry, in its version, a product meets."""

    ruling: RulingRecord
    product: str
    condition: str
    entry_version: str


@dataclass(frozen=True, eq=False)
class PairRulings:
    """The rulings on goods between two parties; equal to itself only, so that outcomes are cached by it.

    `entries`: those of the suppressed findings, so that no key is made of any other finding.
    """

    suppressed: Mapping[Key, tuple[RulingRecord, ...]]
    entries: frozenset[str]
    determined: tuple[DeterminedCondition, ...]


@dataclass(frozen=True, eq=False)
class Rulings:
    """All suppressions and determinations known at one tick, by parties; `by_parties` is a cache."""

    suppressed: Mapping[tuple[str, str], Mapping[Key, tuple[RulingRecord, ...]]]
    determined: Mapping[str, tuple[DeterminedCondition, ...]]
    by_parties: dict[tuple[str, str], PairRulings | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.suppressed or self.determined)

    def for_parties(self, fields: Mapping[str, str]) -> PairRulings | None:
        """Return the rulings between the parties of a line; None where there are none."""
        parties = party_key(fields.get("consignor", "")), party_key(fields.get("consignee", ""))
        if parties not in self.by_parties:
            self.by_parties[parties] = self._pair_rulings(*parties)
        return self.by_parties[parties]

    def _pair_rulings(self, consignor: str, consignee: str) -> PairRulings | None:
        suppressed = self.suppressed.get((consignor, consignee), {})
        determined = self.determined.get(consignor, ())
        entries = frozenset(key.entry for key in suppressed if isinstance(key, FindingKey))
        return PairRulings(suppressed, entries, determined) if suppressed or determined else None


NOTHING: Final = Rulings({}, {})


def first_in_force(rulings: Iterable[RulingRecord], last: date, known_on: date) -> RulingRecord | None:
    """Return the first ruling that holds for a finding; None where none does."""
    return next((ruling for ruling in rulings if ruling.holds(last, known_on)), None)
