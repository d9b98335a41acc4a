"""A substance as a record of the API: in short in a list, and whole by itself."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date
from typing import Any, Final

from watchlist.engine.law import CompiledLaw, CompiledScheduling, cas_numbers
from watchlist.law_store import iso
from watchlist.structure_index import SubstanceMatch
from watchlist.substances import SubstanceFacts

DIGITS: Final = 3
"""The decimals of a likeness: more would tell apart what no chemist would."""


def substance_item(law: CompiledLaw, day: date, found: SubstanceMatch, *, with_similarity: bool) -> dict[str, Any]:
    """Return a substance in short; of likeness nothing but its order, unless `with_similarity`."""
    substance = law.substances[found.substance]
    in_force = (row for row in _in_order(law, substance.key) if row.in_force(day))
    return {
        "key": substance.key,
        "name": substance.name,
        "kind": substance.kind,
        "cas": list(cas_numbers(law).get(substance.key, ())),
        "smiles": substance.smiles or None,
        "inchikey": substance.inchikey or None,
        "listed": [_place(row) for row in in_force],
        "match": _match(found, with_similarity=with_similarity) if found.meeting else None,
    }


def substance_record(law: CompiledLaw, day: date, key: str, facts: SubstanceFacts) -> dict[str, Any]:
    """Return all that is held true of a substance, and its schedulings seen from a day."""
    described, drawn, rows = facts.description, facts.structure, _in_order(law, key)
    return {
        "key": key,
        "name": described.name,
        "kind": described.kind,
        "smiles": drawn.smiles if drawn else None,
        "inchikey": drawn.inchikey if drawn else None,
        "confidence": described.confidence,
        "source": described.source or None,
        "note": described.note or None,
        "names": [_with_nulls(name) for name in facts.names],
        "identifiers": [_with_nulls(identifier) for identifier in facts.identifiers],
        "constituents": [_with_nulls(constituent) for constituent in facts.constituents],
        "valid_on": day.isoformat(),
        "known_at": law.known_at.astimezone(UTC).isoformat(),
        "schedulings": [_scheduling(row) for row in rows if row.status(day) == "law"],
        "announced": [_scheduling(row) for row in rows if row.status(day) == "announced"],
    }


def _with_nulls(facts: Any) -> dict[str, str | None]:
    return {name: value or None for name, value in asdict(facts).items()}


def _match(found: SubstanceMatch, *, with_similarity: bool) -> dict[str, Any]:
    form, likeness = found.form, found.similarity
    return {
        "how": found.meeting,
        "text": found.text,
        "form": {"cas": form.cas, "form": form.target.form, "form_kind": form.target.form_kind} if form else None,
        "similarity": round(likeness, DIGITS) if with_similarity and likeness is not None else None,
    }


def _in_order(law: CompiledLaw, substance: str) -> list[CompiledScheduling]:
    rows = law.schedulings.get(substance, ())
    return sorted(
        rows, key=lambda row: (row.list.jurisdiction or "", row.list.key, row.entry, row.valid_from or date.min)
    )


def _place(row: CompiledScheduling) -> dict[str, Any]:
    return {
        "jurisdiction": row.list.jurisdiction,
        "list": row.list.key,
        "list_title": row.list.title,
        "category": row.list.category,
        "branch": row.list.branch,
        "entry": row.entry,
    }


def _scheduling(row: CompiledScheduling) -> dict[str, Any]:
    return {
        **_place(row),
        "tier": row.list.tier,
        "binds": row.list.binds,
        "printed_name": row.printed_name,
        "wording": row.wording or None,
        "reach": sorted(row.reach),
        "rule": row.rule or None,
        "valid_from": iso(row.valid_from),
        "date_precision": row.date_precision,
        "date_confidence": row.date_confidence,
        "valid_until": iso(row.valid_until),
        "published_on": iso(row.published_on),
        "confidence": row.confidence,
        "instrument": asdict(row.instrument),
    }
