"""The order in which duties stand wherever they are shown: what stops the goods until it is there comes first."""

from __future__ import annotations

import re
from typing import Final

from watchlist.engine.vocabulary import Action

ACTIONS_IN_ORDER: Final[list[str]] = list(Action)
OF_GOODS: Final = re.compile(r"\b(?:authorisation|permit|permission)s?\b", re.IGNORECASE)
"""What is given for goods or a shipment."""
OF_TRADERS: Final = re.compile(r"(?:registration|a licence of the competent authority for the operator)\b", re.I)
"""How a duty begins that says who may trade."""


def duty_rank(action: str, text: str) -> tuple[int, int]:
    """Return the rank of a duty: by its action, and a document for the goods before one that says who may trade.

    To hold and to authorise stand before a notice, and records last; an action without a rank stands behind them all.
    """
    place = ACTIONS_IN_ORDER.index(action) if action in ACTIONS_IN_ORDER else len(ACTIONS_IN_ORDER)
    return place, 0 if OF_GOODS.search(text) and not OF_TRADERS.match(text) else 1
