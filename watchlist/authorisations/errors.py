"""Why an authorisation is not used, named by what the person must do."""

from __future__ import annotations

from watchlist.engine.errors import WatchlistError


class NameAnotherAuthorisation(WatchlistError):
    """What was named is used up, revoked, corrected since, or not for this shipment: its text says which."""
