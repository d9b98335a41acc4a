"""Suppressions and determinations as answers compare them, by the parties of a line: an immutable value.

The key of a suppression, made from a finding of the pipeline: equal findings have equal keys.

The entry in its version, with the structure that it lists; the class rule in its version, or what a resemblance rests
on; tier and certainty, so that a guess is told again once it is law; the goods.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

from msgspec import structs

from chemistry import parent_inchikey
from watchlist.engine import answer
from watchlist.engine.decision.findings import LineFinding
from watchlist.engine.identification import FieldConflict, FieldResolution
from watchlist.engine.law import CompiledScheduling, CompiledSubstance
from watchlist.engine.reading import party_key
from watchlist.engine.vocabulary import GUESSED, SIGNALS

VERSIONED_FIELDS: Final = tuple(
    column.name for column in fields(CompiledScheduling) if column.name not in ("list", "conditions")
)


class FindingKey(NamedTuple):
    """The key of a suppressed finding; `item`: the digest of the words declared, "" where they do not matter."""

    entry: str
    entry_version: str
    rule: str
    tier: str
    certainty: str
    structure: str
    item: str


class ConflictKey(NamedTuple):
    """The key of a suppressed conflict."""

    code: str
    about: str
    item: str


Key = FindingKey | ConflictKey


def can_be_suppressed(tier: str, certainty: str) -> bool:
    """Say whether a finding is a signal or a guess, and no controlled drug: nothing else is ever suppressed."""
    return tier in SIGNALS or (certainty == "guess" and tier in GUESSED)


def finding_key(finding: LineFinding, listed: CompiledSubstance | None, item: str) -> FindingKey:
    """Return the key of a finding on goods whose declared words have a digest."""
    row, resolution = finding.scheduling, finding.resolution
    structure = structure_of(resolution)
    return FindingKey(
        row.entry,
        entry_version(row, listed),
        _rule_of(finding),
        finding.tier,
        finding.certainty,
        structure,
        "" if structure and resolution.certainty != "guess" else item,
    )


def conflict_key(conflict: FieldConflict, item: str) -> ConflictKey:
    """Return the key of a conflict: it is between the very words declared."""
    return ConflictKey(conflict.code, " ".join(conflict.fields), item)


def structure_of(resolution: FieldResolution | answer.Resolution) -> str:
    """Return the InChIKey of the parent of what was read; "" where it has no structure."""
    return (parent_inchikey(resolution.smiles) if resolution.smiles else "") or resolution.inchikey or ""


@lru_cache(maxsize=1_000)
def entry_version(row: CompiledScheduling, listed: CompiledSubstance | None) -> str:
    """Return the digest of all that a period of an entry says, and of the substance and structure that it lists."""
    values = {name: _plain(getattr(row, name)) for name in VERSIONED_FIELDS}
    conditions = [asdict(condition) for condition in row.conditions]
    of_list = [row.list.key, row.list.tier, row.list.branch, row.list.jurisdiction]
    drawn = [listed.smiles, listed.inchikey] if listed else []
    text = json.dumps([values, conditions, of_list, drawn], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _rule_of(finding: LineFinding) -> str:
    """Return the class rule in its version; of a resemblance its severity, its kind and the groups left out."""
    if finding.rule:
        return f"{finding.rule.compiled.rule.key} {finding.rule.compiled.version}"
    if finding.evidence:
        return " ".join(filter(None, (finding.severity, finding.evidence.kind, finding.evidence.mask)))
    return ""


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value  # type: ignore[call-overload]


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
            suppressed, determined = self.suppressed.get(parties, {}), self.determined.get(parties[0], ())
            entries = frozenset(key.entry for key in suppressed if isinstance(key, FindingKey))
            rulings = PairRulings(suppressed, entries, determined) if suppressed or determined else None
            self.by_parties[parties] = rulings
        return self.by_parties[parties]


NOTHING: Final = Rulings({}, {})


def first_in_force(rulings: Iterable[RulingRecord], last: date, known_on: date) -> RulingRecord | None:
    """Return the first ruling that holds for a finding; None where none does."""
    return next((ruling for ruling in rulings if ruling.holds(last, known_on)), None)
