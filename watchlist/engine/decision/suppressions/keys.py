"""The key of a suppression, made from a finding of the pipeline: equal findings have equal keys.

The entry in its version, with the structure that it lists; the class rule in its version, or what a resemblance rests
on; tier and certainty, so that a guess is told again once it is law; the goods.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, fields
from functools import lru_cache
from typing import Final, NamedTuple

from chemistry.parents import parent_inchikey
from watchlist.engine.decision.findings import Finding
from watchlist.engine.decision.suppressions.tiers import GUESSED, SIGNALS
from watchlist.engine.identification.records import FieldConflict, FieldResolution
from watchlist.engine.law.compiled import CompiledScheduling, CompiledSubstance

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


def finding_key(finding: Finding, listed: CompiledSubstance | None, item: str) -> FindingKey:
    """Return the key of a finding on goods whose declared words have a digest."""
    row, resolution = finding.scheduling, finding.resolution
    structure = structure_of(resolution)
    return FindingKey(
        row.entry,
        entry_version(row, listed),
        rule_of(finding),
        finding.tier,
        finding.certainty,
        structure,
        "" if structure and resolution.certainty != "guess" else item,
    )


def conflict_key(conflict: FieldConflict, item: str) -> ConflictKey:
    """Return the key of a conflict: it is between the very words declared."""
    return ConflictKey(conflict.code, " ".join(conflict.fields), item)


def structure_of(resolution: FieldResolution) -> str:
    """Return the InChIKey of the parent of what was read; "" where it has no structure."""
    return (parent_inchikey(resolution.smiles) if resolution.smiles else "") or resolution.inchikey


@lru_cache(maxsize=1_000)
def entry_version(row: CompiledScheduling, listed: CompiledSubstance | None) -> str:
    """Return the digest of all that a period of an entry says, and of the substance and structure that it lists."""
    values = {name: _plain(getattr(row, name)) for name in VERSIONED_FIELDS}
    conditions = [asdict(condition) for condition in row.conditions]
    of_list = [row.list.key, row.list.tier, row.list.branch, row.list.jurisdiction]
    drawn = [listed.smiles, listed.inchikey] if listed else []
    text = json.dumps([values, conditions, of_list, drawn], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def rule_of(finding: Finding) -> str:
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
