"""The rights of officers that several subjects ask for. Who has them: the groups of the house."""

from __future__ import annotations

from typing import Final

WORK: Final = "watchlist.work_cases"
SECOND: Final = "watchlist.second_cases"
DECIDES: Final = (
    WORK,
    SECOND,
    "watchlist.report_cases",
    "watchlist.manage_authorisations",
    "watchlist.hold_shipments",
    "watchlist.erase_persons",
    "watchlist.change_boundaryevent",
    "watchlist.propose_changes",
    "watchlist.approve_changes",
    "watchlist.collect_lists",
)
"""What decides on shipments and persons, or curates the law: whoever has one of these should have a second factor."""
