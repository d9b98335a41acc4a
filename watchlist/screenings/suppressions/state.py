"""The state of a suppression or determination today: computed from it and the law, never stored."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from watchlist.engine.decision import entry_version, structure_of
from watchlist.engine.identification import resolver_of, shared_dictionary
from watchlist.engine.law import CompiledLaw
from watchlist.screenings.suppressions.models import Determination, Suppression

WAITING, IN_FORCE, VOID, EXPIRED, WITHDRAWN, REFUSED = (
    "waiting",
    "in_force",
    "void",
    "expired",
    "withdrawn",
    "refused",
)
STATES: Final = (WAITING, IN_FORCE, VOID, EXPIRED, WITHDRAWN, REFUSED)
ENTRY, RULE, STRUCTURE = "entry", "rule", "structure"
"""What changed since it was asked for, so that it is void."""

Row = Suppression | Determination


@dataclass(frozen=True, slots=True)
class State:
    """A state; where it is void, also what changed: entry, rule or structure."""

    key: str
    changed: str = ""


def state_of(row: Row, law: CompiledLaw, today: date) -> State:
    """Return the state of a ruling under a law on a day."""
    if row.is_waiting:
        return State(WAITING)
    if not row.is_agreed:
        return State(REFUSED)
    if row.withdrawn_at is not None:
        return State(WITHDRAWN)
    if row.until <= today:
        return State(EXPIRED)
    changed = what_changed(row, law)
    return State(VOID, changed) if changed else State(IN_FORCE)


def what_changed(row: Row, law: CompiledLaw) -> str:
    """Return which of entry, rule and structure changed under a law; "" where none did."""
    if row.entry_key and row.entry_version not in _versions(law, row.entry_key):
        return ENTRY
    if isinstance(row, Suppression) and row.rule and row.tier != "analogue":
        key, _, version = row.rule.partition(" ")
        rule = law.rules.get(key)
        if rule is None or rule.version != version:
            return RULE
    if isinstance(row, Suppression) and row.structure and row.structure not in _structures(law, row.item.identity):
        return STRUCTURE
    return ""


def _versions(law: CompiledLaw, entry: str) -> frozenset[str]:
    rows = law.schedulings.get(entry.rsplit("/", 1)[-1], ())
    return frozenset(entry_version(row, law.substances.get(row.substance)) for row in rows if row.entry == entry)


@lru_cache(maxsize=2_000)
def _structures(law: CompiledLaw, identity: str) -> frozenset[str]:
    """Return the structures that goods are read as by a law, as their words were declared."""
    (read,) = resolver_of(law, shared_dictionary()).resolve([json.loads(identity)])
    return frozenset(structure_of(resolution) for resolution in read.resolutions)
