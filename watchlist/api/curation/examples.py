"""One change set, as the document shows it."""

from __future__ import annotations

from typing import Any, Final

AFTER: Final[dict[str, Any]] = {
    "substance": "phenethyl-chloride",
    "event_kind": "added",
    "valid_from": "2026-04-12",
    "date_precision": "day",
    "date_confidence": "confirmed",
    "instrument": "ca-sor-2026-38",
    "citation": "Controlled Drugs and Substances Act, Schedule VI, Part 1, item 36",
    "law_code": "36",
    "code_confidence": "confirmed",
    "printed_name": "Phenethyl chloride ((2-chloroethyl)benzene)",
    "wording": "Phenethyl chloride ((2-chloroethyl)benzene)",
    "reach": "",
    "confidence": "confirmed",
    "source": "Justice Laws XML of the Act",
}
BY_HAND: Final = {
    "title": "Schedule VI, item 36",
    "note": "Read in the Canada Gazette.",
    "changes": [
        {
            "kind": "add",
            "list": "ca-schedule-6",
            "name": "Phenethyl chloride ((2-chloroethyl)benzene)",
            "code": "36",
            "after": AFTER,
        }
    ],
}
DECISION: Final = {
    "accepted": True,
    "reason": "",
    "decided_by": "second-curator",
    "decided_at": "2026-04-02T10:00:00Z",
    "applied_at": None,
    "events": [],
}
CHANGE: Final = {
    "id": 17,
    "kind": "add",
    "list": "ca-schedule-6",
    "entries": ["ca-schedule-6/phenethyl-chloride"],
    "code": "36",
    "name": "Phenethyl chloride ((2-chloroethyl)benzene)",
    "valid_from": "2026-04-12",
    "before": None,
    "after": {**AFTER, "event": "ca-schedule-6/phenethyl-chloride/2026-04-12/added"},
    "row_before": None,
    "row_after": None,
    "place": "",
    "doubts": [],
    "digest": "5c" * 32,
    "decision": DECISION,
}
SUMMARY: Final[dict[str, Any]] = {
    "id": "8c1d3a54-6f0f-4c56-9a55-1f0d6f2f7b10",
    "source": None,
    "title": "Schedule VI, item 36",
    "state": "decided",
    "gates": [],
    "notes": [],
    "opened_at": "2026-04-01T09:00:00Z",
    "opened_by": "curator",
    "revision": 1,
    "proposed_by": "curator",
    "open": 0,
    "accepted": 1,
    "rejected": 0,
    "applied": 0,
}
WHOLE: Final[dict[str, Any]] = {
    **SUMMARY,
    "base": None,
    "edition": None,
    "revisions": [
        {
            "number": 1,
            "proposed_by": "curator",
            "note": "Read in the Canada Gazette.",
            "digest": "9f" * 32,
            "made_at": "2026-04-01T09:00:00Z",
            "changes": [CHANGE],
        }
    ],
    "comments": [
        {"change": 17, "author": "second-curator", "text": "Item 36, and no other.", "at": "2026-04-02T09:58:00Z"}
    ],
}
