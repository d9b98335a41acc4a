"""What no constraint can say of uses of a document, because it lies in two tables: that no more is taken than is left.

Amounts are whole numbers, so that a sum is exact. On PostgreSQL two at once do not see each other; but the second has
the number of the first, and a constraint refuses it.
"""

from __future__ import annotations

from typing import Final

from watchlist.migrations._refusals import Guard

REFUSALS: Final = (
    Guard(
        "authorisationuse",
        "is_of_what_is_on_file",
        "a use is of the current row of its document, and for as many consignments",
        """
        NOT EXISTS (
            SELECT 1 FROM watchlist_authorisation a
            WHERE a.id = NEW.authorisation_id AND a.document = NEW.document AND a.single_use = NEW.single_use
              AND a.superseded_at IS NULL AND a.revoked_on IS NULL
        )
        """,
    ),
    Guard(
        "authorisationuse",
        "takes_no_more_than_is_left",
        "no more is taken of a document than is left of it",
        """
        EXISTS (
            SELECT 1 FROM watchlist_authorisation a
            WHERE a.id = NEW.authorisation_id AND a.most < NEW.amount + COALESCE(
                (SELECT SUM(u.amount) FROM watchlist_authorisationuse u WHERE u.document = NEW.document), 0
            )
        )
        """,
    ),
    Guard(
        "authorisationuse",
        "comes_in_turn",
        "a use follows the one before",
        """
        NEW.number <> COALESCE(
            (SELECT MAX(u.number) + 1 FROM watchlist_authorisationuse u WHERE u.document = NEW.document), 1
        )
        """,
    ),
    Guard(
        "disposition",
        "is_under_what_was_agreed",
        "a release is under the authorisations to which a second officer agreed",
        """
        NEW.referral_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM watchlist_referral r
            WHERE r.id = NEW.referral_id AND r.authorisations = NEW.authorisations
        )
        """,
    ),
)
