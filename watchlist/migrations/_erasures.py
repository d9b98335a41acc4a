"""What no constraint can say of erasures, because it lies in two tables: what was said goes where the trail says so."""

from __future__ import annotations

from typing import Final

ERASED: Final = (
    (
        "erasedpayload",
        "is_named_by_an_erasure",
        "a payload is erased by an act that erases, and never that of such an act",
        """
        NOT EXISTS (SELECT 1 FROM watchlist_auditevent WHERE sequence = NEW.by_event_id AND verb = 'erase_payloads')
        OR EXISTS (SELECT 1 FROM watchlist_auditevent WHERE sequence = NEW.event_id AND verb = 'erase_payloads')
        """,
    ),
    (
        "erasure",
        "is_asked_before_it_is_answered",
        "an erasure is asked for before it is answered",
        "NEW.answer <> ''",
    ),
)
"""What is refused of a row that is inserted: the table, the name, what is said, and when."""

DELETIONS: Final = (
    (
        "auditpayload",
        "goes_when_it_is_erased",
        "what an act said goes only once another act erased it",
        "NOT EXISTS (SELECT 1 FROM watchlist_erasedpayload e WHERE e.event_id = OLD.event_id)",
    ),
)
"""What is refused of a payload that is deleted."""
