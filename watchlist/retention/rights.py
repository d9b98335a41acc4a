"""The rights that legal holds and erasures ask for: compliance leads decide on them in pairs, auditors read them."""

from __future__ import annotations

from typing import Final

HOLD: Final = "watchlist.hold_shipments"
VIEW: Final = "watchlist.view_legalhold"
ERASE: Final = "watchlist.erase_persons"
VIEW_ERASURES: Final = "watchlist.view_erasure"
