"""What no constraint can say of runs of corrections: of what they are, and in what they may end.

A run corrects a line of the last screening of an open case, and takes effect on that screening or on none. What comes
of it is the correction that was asked for, and what a second officer agreed to was agreed to before it began.

The words on lines that are the same are written before the case stands on the new screening: other cases wait for none
of them. So they may be carried from the last screening of an open case to one that was added after it.
"""

from __future__ import annotations

from string import Template
from typing import Final

from watchlist.migrations._line_dispositions import OF_LINES
from watchlist.migrations._refusals import Guard

OF_THE_LAST: Final = """
    SELECT 1 FROM watchlist_screenedline w JOIN watchlist_case c ON c.screening_id = w.screening_id
    WHERE w.id = NEW.screened_line_id AND c.state <> 'closed'
"""
WHAT_WAS_ASKED: Final = """
    SELECT 1 FROM watchlist_linecorrection k
    JOIN watchlist_screenedline ks ON ks.id = k.screened_line_id
    JOIN watchlist_manifestline kl ON kl.id = ks.line_id
    JOIN watchlist_screenedline s ON s.id = NEW.screened_line_id AND s.record = ks.record
    JOIN watchlist_manifestline sl ON sl.id = s.line_id AND sl.number = kl.number
    LEFT JOIN watchlist_screenedline n ON n.id = k.answered_line_id
    WHERE k.id = NEW.correction_id AND k.field = NEW.field AND k.declared = NEW.declared AND k.before = NEW.before
      AND k.corrected = NEW.corrected AND k.note = NEW.note AND k.asked_by_id = NEW.asked_by_id
      AND (k.answered_line_id IS NULL OR n.screening_id = NEW.upload_id)
"""
CARRIED_TO_THE_NEXT: Final = """
    SELECT 1 FROM watchlist_case c
    JOIN watchlist_casescreening f ON f.case_id = c.id AND f.screening_id = c.screening_id
    JOIN watchlist_casescreening t ON t.case_id = c.id AND t.id > f.id
    JOIN watchlist_screenedline l ON l.screening_id = t.screening_id AND l.id = NEW.screened_line_id
    JOIN watchlist_linedisposition o ON o.id = NEW.carried_from_id
    JOIN watchlist_screenedline ol ON ol.id = o.screened_line_id AND ol.screening_id = f.screening_id
    WHERE c.id = NEW.case_id AND c.state <> 'closed'
"""
[OF_AN_OPEN_CASE] = [guard for guard in OF_LINES if guard.name == "is_of_an_open_case"]
ASKED: Final = Guard(
    "correctionrun",
    "brings_what_was_asked",
    "a run comes to the correction that was asked for, answered by its own screening",
    Template("NEW.correction_id IS NOT NULL AND NOT EXISTS ($asked)").substitute(asked=WHAT_WAS_ASKED),
)
REFUSALS: Final = (
    Guard(
        "correctionrun",
        "is_of_the_last_screening",
        "what is corrected is a line of the last screening of an open case",
        Template("NOT EXISTS ($last)").substitute(last=OF_THE_LAST),
    ),
    Guard(
        "correctionrun",
        "begins_once_it_was_agreed_to",
        "what a second officer is asked is answered before the run begins",
        """
        (NEW.second <> '' OR NEW.correction_id IS NOT NULL) AND NOT EXISTS (
            SELECT 1 FROM watchlist_linecorrection k
            WHERE k.id = NEW.correction_id AND k.answer = 'agreed' AND k.effective_at IS NULL AND NEW.second <> ''
        )
        """,
    ),
    ASKED,
    ASKED._replace(verb="UPDATE"),
    Guard(
        "correctionrun",
        "ends_on_what_it_corrects",
        "a correction takes effect on the screening that was corrected, of an open case",
        Template("NEW.ended_at IS NOT NULL AND NEW.dropped = '' AND NOT EXISTS ($last)").substitute(last=OF_THE_LAST),
        "UPDATE",
    ),
    OF_AN_OPEN_CASE._replace(
        condition=Template("NOT EXISTS ($carried) AND ($condition)").substitute(
            carried=CARRIED_TO_THE_NEXT, condition=OF_AN_OPEN_CASE.condition
        )
    ),
)
