"""A small invented law: enough to show one rule at a time, without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from watchlist.engine.law.compiled import CompiledInstrument, CompiledLaw, CompiledList, CompiledScheduling
from watchlist.engine.law.duties import CompiledObligation, CompiledPlace

KNOWN = datetime(2026, 1, 1, tzinfo=UTC)


def control_list(key: str = "us-list-1", **changes: Any) -> CompiledList:
    """Return a list of the United States that binds exporters and importers, with what `changes` says otherwise."""
    plain: dict[str, Any] = {
        "key": key,
        "title": "List I",
        "jurisdiction": "US",
        "category": "List I",
        "branch": "precursor",
        "tier": "listed",
        "binds": "persons",
        "operations": frozenset({"import", "export", "domestic"}),
        "countries": frozenset(),
        "destinations": None,
        "obligations": (
            CompiledObligation(frozenset({"import", "export"}), "notify", "Notify", "21 U.S.C. 971(a)", "confirmed"),
            CompiledObligation(frozenset(), "record", "Keep records", "21 U.S.C. 830(a)", "confirmed"),
        ),
        "checked_on": date(2026, 1, 1),
        "stale_after_days": 30,
        "edition": "",
        "sha256": "",
        "entries": 1,
        "confirmed_share": 1.0,
        "complete": True,
    }
    return CompiledList(**(plain | changes))


def scheduling(**changes: Any) -> CompiledScheduling:
    """Return a listing in force since 2000, with what `changes` says otherwise."""
    plain: dict[str, Any] = {
        "list": control_list(),
        "entry": "us-list-1/x",
        "substance": "x",
        "event": "us-list-1/x/2000/added",
        "printed_name": "X",
        "wording": "",
        "reach": frozenset(),
        "excepts": frozenset(),
        "rule": "",
        "valid_from": date(2000, 1, 1),
        "date_precision": "day",
        "date_confidence": "confirmed",
        "valid_until": None,
        "published_on": None,
        "confidence": "confirmed",
        "instrument": CompiledInstrument("act", "Act", ""),
        "conditions": (),
    }
    return CompiledScheduling(**(plain | changes))


def law(*rows: CompiledScheduling, **changes: Any) -> CompiledLaw:
    """Return a law of these schedulings."""
    plain: dict[str, Any] = {
        "known_at": KNOWN,
        "members": {"UN": (), "US": (CompiledPlace("US"),)},
        "lists": {row.list.key: row.list for row in rows},
        "schedulings": {row.substance: (row,) for row in rows},
        "substances": {},
        "names": {},
        "numbers": {},
        "inchikeys": {},
        "codes": {},
        "constituents": {},
        "rules": {},
        "family_of": {},
        "masks": {},
    }
    return CompiledLaw(**(plain | changes))
