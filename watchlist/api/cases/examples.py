"""One case, as the document shows it: from its lines to the second officer's answer."""

from __future__ import annotations

from typing import Final

from watchlist.api.base import example_bodies

EXAMPLES: Final = example_bodies(__file__)
ITEM: Final = EXAMPLES.item
WHOLE: Final = {**ITEM, **EXAMPLES.whole}
JUDGEMENT: Final = EXAMPLES.judgement
LINE: Final = EXAMPLES.line
DECISION: Final = EXAMPLES.decision
REFERRAL: Final = EXAMPLES.referral
ANSWERED_REFERRAL: Final = {
    **REFERRAL,
    "answer": "agreed",
    "answered_by": "second-officer",
    "answered_at": "2026-03-03T08:30:00Z",
    "answer_note": "Seen too.",
}
DUTY: Final = {**WHOLE["duties"][0], "case": WHOLE["number"], "by": None, "at": None}
LINE_DECISION: Final = EXAMPLES.line_decision
LINES_DECIDED: Final = {"count": 1, "lines_by_word": WHOLE["lines_by_word"], "case": WHOLE}
OVERRIDE: Final = EXAMPLES.override
GATE: Final = EXAMPLES.gate
ROUTES: Final = EXAMPLES.routes
ROUTE_CHECK: Final = EXAMPLES.route_check
EVENT: Final = EXAMPLES.event
ATTACHMENT: Final = EXAMPLES.attachment
