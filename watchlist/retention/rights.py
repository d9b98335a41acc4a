"""The rights that legal holds ask for: compliance leads place and lift them, auditors read them."""

from __future__ import annotations

from typing import Final

HOLD: Final = "watchlist.hold_shipments"
VIEW: Final = "watchlist.view_legalhold"
