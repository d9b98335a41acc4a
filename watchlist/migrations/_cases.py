"""What no constraint can say of cases, because it lies in two tables: what no person does alone.

A sure finding of law is dismissed by a judgement that names what was asked of a second officer; a shipment with
anything controlled is released by a disposition to which one agreed. Whoever judged or asked is named there too.
"""

from __future__ import annotations

from typing import Final

from watchlist.migrations._refusals import Guard

CLOSING: Final = Guard(
    "case",
    "is_closed_by_its_last_disposition",
    "a case is closed by its own last disposition, of after it was last opened",
    """
    NEW.disposition_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM watchlist_disposition d
        WHERE d.id = NEW.disposition_id AND d.case_id = NEW.id
          AND d.number = (SELECT MAX(number) FROM watchlist_disposition WHERE case_id = NEW.id)
          AND NOT EXISTS (
              SELECT 1 FROM watchlist_caseevent e
              WHERE e.case_id = NEW.id AND e.at > d.at AND e.verb IN ('reopen', 'screened_again', 'law_changed')
          )
    )
    """,
)
REFUSALS: Final = (
    Guard(
        "referral",
        "is_asked_before_it_is_answered",
        "what a second officer is asked is written before the answer",
        "NEW.answer <> ''",
    ),
    Guard(
        "judgement",
        "of_law_is_dismissed_by_two",
        "a sure finding of law is dismissed by one officer and by a second",
        """
        NEW.word = 'dismissed' AND NEW.referral_id IS NULL AND EXISTS (
            SELECT 1 FROM watchlist_hit h WHERE h.screened_line_id = NEW.screened_line_id AND h.is_legal
              AND (h.position = NEW.position OR NEW.position = -1)
        )
        """,
    ),
    Guard(
        "judgement",
        "names_what_it_asked",
        "a judgement names the referral of its own case and author",
        """
        NEW.referral_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM watchlist_referral r
            WHERE r.id = NEW.referral_id AND r.kind = 'dismissal' AND r.case_id = NEW.case_id
              AND r.asked_by_id = NEW.by_id AND r.answer = ''
        )
        """,
    ),
    Guard(
        "judgement",
        "is_of_its_case",
        "a judgement is of a line of its case",
        """
        NOT EXISTS (
            SELECT 1 FROM watchlist_screenedline l JOIN watchlist_casescreening s ON s.screening_id = l.screening_id
            WHERE l.id = NEW.screened_line_id AND s.case_id = NEW.case_id
        )
        """,
    ),
    Guard(
        "disposition",
        "of_what_is_controlled_is_by_two",
        "what is controlled is released by one officer and by a second",
        """
        NEW.word IN ('released', 'released_under_authorisation') AND NEW.referral_id IS NULL AND EXISTS (
            SELECT 1 FROM watchlist_screenedline l JOIN watchlist_casescreening s ON s.screening_id = l.screening_id
            WHERE s.case_id = NEW.case_id AND (l.verdict = 'controlled' OR l.action = 'hold')
            UNION ALL
            SELECT 1 FROM watchlist_casedue d JOIN watchlist_caselookback b ON b.rescreen_id = d.rescreen_id
            JOIN watchlist_case c ON c.id = b.case_id AND c.shipment = d.shipment
            WHERE c.id = NEW.case_id AND (d.verdict = 'controlled' OR d.action = 'hold')
        )
        """,
    ),
    Guard(
        "disposition",
        "names_what_was_agreed",
        "a disposition names a referral of its case, word and author, to which a second officer agreed",
        """
        NEW.referral_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM watchlist_referral r
            WHERE r.id = NEW.referral_id AND r.kind = 'release' AND r.case_id = NEW.case_id AND r.word = NEW.word
              AND r.asked_by_id = NEW.by_id AND r.answer = 'agreed'
        )
        """,
    ),
    CLOSING,
    CLOSING._replace(verb="UPDATE"),
)
