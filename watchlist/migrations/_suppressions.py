"""What no constraint can say of suppressions and determinations, because it lies in two tables.

They are asked for before they are answered, of what was found and is not sure; and none is in force to which no second
officer agreed.
"""

from __future__ import annotations

from typing import Final

from watchlist.migrations._refusals import Guard

REFUSALS: Final = (
    Guard(
        "suppression",
        "is_asked_first",
        "a suppression is asked for before it is answered",
        "NEW.answer <> ''",
    ),
    Guard(
        "suppression",
        "is_of_what_was_found",
        "a suppression is of a finding of its line, and of none that is sure",
        """
        NEW.kind = 'finding' AND NOT EXISTS (
            SELECT 1 FROM watchlist_hit h
            WHERE h.screened_line_id = NEW.screened_line_id AND h.position = NEW.position
              AND h.tier = NEW.tier AND h.entry_key = NEW.entry_key AND NOT h.is_legal
        )
        """,
    ),
    Guard(
        "suppressionterm",
        "was_agreed",
        "no suppression is in force to which no second officer agreed",
        "NOT EXISTS (SELECT 1 FROM watchlist_suppression s WHERE s.id = NEW.suppression_id AND s.answer = 'agreed')",
    ),
    Guard(
        "determination",
        "is_asked_first",
        "a determination is asked for before it is answered",
        "NEW.answer <> ''",
    ),
    Guard(
        "determinationterm",
        "was_agreed",
        "no determination is in force to which no second officer agreed",
        """
        NOT EXISTS (
            SELECT 1 FROM watchlist_determination d WHERE d.id = NEW.determination_id AND d.answer = 'agreed'
        )
        """,
    ),
)
