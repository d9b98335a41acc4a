"""What no constraint can say of legal holds, because it lies in two tables: nothing held is let go, by whatever way.

A hold stands from when it is placed, and none is placed on what is being let go: half of it may be gone.
"""

from __future__ import annotations

from typing import Final

KEY: Final = "CASE WHEN m.reference = '' THEN 'sha256 ' || m.sha256 ELSE 'reference ' || m.reference END"
"""What a shipment is known by, as `watchlist.screenings.stored_shipments.shipment_key` says it."""

PLACINGS: Final = (
    (
        "legalhold",
        "is_placed_before_it_is_lifted",
        "a legal hold stands before it is lifted",
        "NEW.lifted_at IS NOT NULL",
    ),
    (
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
)
"""What is refused of a hold that is inserted: the table, the name, what is said, and when."""

LETTINGS_GO: Final = (
    (
        "screening",
        "is_done_before_it_is_let_go",
        "what is under way is not let go",
        "NEW.let_go_at IS NOT NULL AND NEW.made_at IS NULL",
    ),
    (
        "screening",
        "of_a_case_is_kept",
        "the screenings of a case are not let go",
        """
        NEW.let_go_at IS NOT NULL AND OLD.let_go_at IS NULL
        AND EXISTS (SELECT 1 FROM watchlist_casescreening c WHERE c.screening_id = NEW.id)
        """,
    ),
    (
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
    ),
)
"""What is refused of a screening that is updated."""
