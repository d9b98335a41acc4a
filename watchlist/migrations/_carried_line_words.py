"""The words on lines that stay when another line of their shipment is corrected: as they stood, and no other."""

from __future__ import annotations

from string import Template
from typing import Final

from watchlist.migrations._line_dispositions import OF_LINES
from watchlist.migrations._refusals import Guard
from watchlist.migrations._route_tasks import OF_A_LINE

OF_A_NEW_WORD: Final = frozenset(
    {"of_what_is_controlled_is_by_two", "names_what_was_agreed", "is_not_past_what_is_missing", OF_A_LINE.name}
)
"""Guards that were asked when the word was said: a word that is carried over is not said again."""
CARRIED: Final = """
    SELECT 1 FROM watchlist_linedisposition o
    JOIN watchlist_screenedline ol ON ol.id = o.screened_line_id
    JOIN watchlist_screenedline nl ON nl.id = NEW.screened_line_id AND nl.record = ol.record
    WHERE o.id = NEW.carried_from_id AND o.case_id = NEW.case_id AND o.word = NEW.word AND o.note = NEW.note
      AND o.by_id = NEW.by_id AND o.at = NEW.at AND o.authorisations = NEW.authorisations
      AND COALESCE(o.referral_id, 0) = COALESCE(NEW.referral_id, 0)
      AND o.number = (
          SELECT MAX(m.number) FROM watchlist_linedisposition m WHERE m.screened_line_id = o.screened_line_id
      )
"""
REFUSALS: Final = (
    *(
        guard._replace(condition=f"NEW.carried_from_id IS NULL AND ({guard.condition})")
        for guard in (*OF_LINES, OF_A_LINE)
        if guard.model == "linedisposition" and guard.name in OF_A_NEW_WORD
    ),
    Guard(
        "linedisposition",
        "is_carried_as_it_held",
        "a word on a line is carried over as it held, to a line that is the same to the byte",
        Template("NEW.carried_from_id IS NOT NULL AND NOT EXISTS ($carried)").substitute(carried=CARRIED),
    ),
)
"""Each takes the place of the one of its name."""
