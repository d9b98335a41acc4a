"""What no constraint can say of dismissals: that the second officer reads what the first wrote, in one act."""

from __future__ import annotations

from typing import Final

from watchlist.migrations._refusals import Guard

REFUSALS: Final = (
    Guard(
        "judgement",
        "is_of_one_act_with_what_it_asked",
        "a judgement names a referral of the same instant and with the same note",
        """
        NEW.referral_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM watchlist_referral r
            WHERE r.id = NEW.referral_id AND r.asked_at = NEW.at AND r.note = NEW.note
        )
        """,
    ),
)
