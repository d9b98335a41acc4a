"""What no constraint can say of route checks, because it lies in two tables, and of releases that go past a route.

One for any shipment is asked for before it is answered, and none is in force to which no second officer agreed; one of
a shipment is of one person. A permit is a file that its case keeps. A release past a country that nobody checked, or
that was refused, rests on an override, of the case or of each line that is released; until when a check holds, and for
which goods, the verb asks (`release_gate`).
"""

from __future__ import annotations

from typing import Final

from watchlist.migrations._refusals import Guard

PAST_A_ROUTE: Final = """
    NEW.word IN ('released', 'released_under_authorisation')
    AND NOT EXISTS (
        SELECT 1 FROM watchlist_releaseoverride o
        WHERE o.referral_id = NEW.referral_id AND o.case_id = NEW.case_id AND o.confirmed_by_id IS NOT NULL
    )
    AND EXISTS (
        SELECT 1 FROM watchlist_case c JOIN watchlist_screening s ON s.id = c.screening_id
        WHERE c.id = NEW.case_id AND COALESCE(s.route_gaps, '') <> ''
          AND LENGTH(s.route_gaps) - LENGTH(REPLACE(s.route_gaps, ' ', '')) + 1 > (
              SELECT COUNT(DISTINCT r.country)
              FROM watchlist_routecheck r JOIN watchlist_routecheckterm t ON t.route_check_id = r.id
              WHERE t.superseded_at IS NULL AND r.result <> 'refused' AND r.shipment IN ('', c.shipment)
                AND ' ' || s.route_gaps || ' ' LIKE '% ' || r.country || ' %'
          )
    )
"""
OF_A_LINE: Final = Guard(
    "linedisposition",
    "is_not_past_a_route",
    "a country whose law is not held is checked, and let the goods pass, before a line is released",
    PAST_A_ROUTE,
)
REFUSALS: Final = (
    Guard(
        "routecheck",
        "is_asked_first",
        "a route check is asked for before it is answered or withdrawn",
        "NEW.answer <> '' OR NEW.withdrawn_at IS NOT NULL",
    ),
    Guard(
        "routecheck",
        "has_its_permit",
        "the permit of a route check is a file that its case keeps",
        """
        NEW.result = 'permit' AND NOT EXISTS (
            SELECT 1 FROM watchlist_attachment a
            WHERE a.case_id = NEW.permit_case AND a.sha256 = NEW.permit_sha256
        )
        """,
    ),
    Guard(
        "routecheckterm",
        "was_agreed",
        "no route check for any shipment is in force to which no second officer agreed",
        """
        NOT EXISTS (
            SELECT 1 FROM watchlist_routecheck r
            WHERE r.id = NEW.route_check_id
              AND ((r.shipment <> '' AND NEW.second = '') OR (r.answer = 'agreed' AND NEW.second <> ''))
        )
        """,
    ),
    Guard(
        "disposition",
        "is_not_past_a_route",
        "a country whose law is not held is checked, and let the goods pass, before they are released",
        f"NEW.line_counts = '' AND {PAST_A_ROUTE}",
    ),
    OF_A_LINE,
)
