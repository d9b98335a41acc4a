"""What no constraint can say of letting go, because it lies in two tables: nothing under a hold goes, by whatever way.

A legal hold counts from when it is placed, and none is placed on what is being let go: half of it may be gone. A
payload of the trail goes only where the trail says that it was erased.
"""

from __future__ import annotations

from typing import Final

from watchlist.migrations._refusals import Guard

KEY: Final = "CASE WHEN m.reference = '' THEN 'sha256 ' || m.sha256 ELSE 'reference ' || m.reference END"
"""The key of a shipment, as `watchlist.screenings.party_totals.shipment_key` makes it."""

REFUSALS: Final = (
    Guard(
        "legalhold",
        "is_placed_before_it_is_lifted",
        "a legal hold stands before it is lifted",
        "NEW.lifted_at IS NOT NULL",
    ),
    Guard(
        "legalhold",
        "is_of_what_is_kept",
        "what is being let go cannot be held any more",
        """
        EXISTS (
            SELECT 1 FROM watchlist_screening s JOIN watchlist_manifest m ON m.id = s.manifest_id
            WHERE s.let_go_at IS NOT NULL AND NEW.shipment = KEY
        )
        """.replace("KEY", KEY),  # nosec B608
    ),
    Guard(
        "screening",
        "is_done_before_it_is_let_go",
        "what is under way is not let go",
        "NEW.let_go_at IS NOT NULL AND NEW.made_at IS NULL",
        "UPDATE",
    ),
    Guard(
        "screening",
        "of_a_case_is_kept",
        "the screenings of a case are not let go",
        """
        NEW.let_go_at IS NOT NULL AND OLD.let_go_at IS NULL
        AND EXISTS (SELECT 1 FROM watchlist_casescreening c WHERE c.screening_id = NEW.id)
        """,
        "UPDATE",
    ),
    Guard(
        "screening",
        "is_kept_while_it_is_held",
        "what is under a legal hold is not let go",
        """
        NEW.let_go_at IS NOT NULL AND OLD.let_go_at IS NULL AND (
            EXISTS (
                SELECT 1 FROM watchlist_manifest m JOIN watchlist_legalhold h ON h.shipment = KEY
                WHERE m.id = NEW.manifest_id AND h.lifted_at IS NULL
            )
            OR EXISTS (
                SELECT 1 FROM watchlist_manifestparty p JOIN watchlist_legalhold h ON h.party_id = p.party_id
                WHERE p.manifest_id = NEW.manifest_id AND h.lifted_at IS NULL
            )
        )
        """.replace("KEY", KEY),  # nosec B608
        "UPDATE",
    ),
    Guard(
        "erasedpayload",
        "is_named_by_an_erasure",
        "a payload is erased by an act that erases, and never that of such an act",
        """
        NOT EXISTS (SELECT 1 FROM watchlist_auditevent WHERE sequence = NEW.by_event_id AND verb = 'erase_payloads')
        OR EXISTS (SELECT 1 FROM watchlist_auditevent WHERE sequence = NEW.event_id AND verb = 'erase_payloads')
        """,
    ),
    Guard(
        "erasure",
        "is_asked_before_it_is_answered",
        "an erasure is asked for before it is answered",
        "NEW.answer <> ''",
    ),
    Guard(
        "auditpayload",
        "goes_when_it_is_erased",
        "what an act said goes only once another act erased it",
        "NOT EXISTS (SELECT 1 FROM watchlist_erasedpayload e WHERE e.event_id = OLD.event_id)",
        "DELETE",
    ),
)
