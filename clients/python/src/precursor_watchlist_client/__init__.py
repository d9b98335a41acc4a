"""A client of the API of Precursor Watchlist.

`Watchlist` holds the connection and what makes calls safe to repeat. The calls themselves, their bodies and their
answers are generated from the OpenAPI document of the service: `precursor_watchlist_client.generated`.
"""

from precursor_watchlist_client.answers import Refused, UnexpectedAnswer, expect
from precursor_watchlist_client.client import Watchlist, log_in
from precursor_watchlist_client.downloads import DownloadFailed
from precursor_watchlist_client.retries import Retries
from precursor_watchlist_client.waiting import Patience, StillRunning
from precursor_watchlist_client.webhooks import Message, NotOurs, read_message

__all__ = [
    "DownloadFailed",
    "Message",
    "NotOurs",
    "Patience",
    "Refused",
    "Retries",
    "StillRunning",
    "UnexpectedAnswer",
    "Watchlist",
    "expect",
    "log_in",
    "read_message",
]
