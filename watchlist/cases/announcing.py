"""Tell the webhooks of whoever reads cases that one was opened, or closed: its number, and where to read the rest.

Nothing else of a case is announced: what a hold or a report would change is told to nobody.
"""

from __future__ import annotations

from typing import Final

from watchlist.cases.models import Case
from watchlist.conf import API
from watchlist.webhooks.announcing import announce
from watchlist.webhooks.models import WebhookDelivery

OPENED: Final = "case.opened"
CLOSED: Final = "case.closed"


def announce_case(case: Case, event: str) -> list[WebhookDelivery]:
    """Store the webhook deliveries of an event, in its transaction, and return them; the next sweep sends them."""
    payload = {"case": case.number, "link": f"{API}cases/{case.number}/"}
    return announce(event=event, subject=case.number, payload=payload, audience=None)
