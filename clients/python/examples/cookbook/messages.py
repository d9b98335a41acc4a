"""A webhook: made, its messages checked before they are read, and taken away."""

from __future__ import annotations

import hashlib
import hmac
import time

from precursor_watchlist_client import NotOurs, expect, read_message
from precursor_watchlist_client.generated.api.webhooks import change_webhook, subscribe, unsubscribe
from precursor_watchlist_client.generated.models import WebhookChange, WebhookRecord, WebhookRequest, WebhookWithSecret

from cookbook.twins import Book, twin


@twin("shipping.example.com/watchlist")
def be_told(book: Book) -> object:
    body = WebhookRequest(url="https://shipping.example.com/watchlist", events=["manifest.done", "manifest.failed"])
    webhook = expect(WebhookWithSecret, subscribe.sync(client=book.client.api, body=body))
    book.webhook, book.secret = webhook.id, webhook.secret
    return webhook.to_dict()


@twin("/change/")
def be_told_of_other_events(book: Book) -> object:
    assert book.webhook is not None
    body = WebhookChange(events=["manifest.done", "screening.decided"])
    return expect(WebhookRecord, change_webhook.sync(book.webhook, client=book.client.api, body=body)).to_dict()


@twin("def is_ours(secret: str")
def check_a_message_before_reading_it(book: Book) -> None:
    body, at = b'{"event":"manifest.done"}', str(int(time.time()))
    signature = hmac.new(book.secret.encode(), f"{at}.id-1.".encode() + body, hashlib.sha256).hexdigest()
    headers = {"Watchlist-Delivery": "id-1", "Watchlist-Signature": f"t={at},v1={signature}"}
    assert read_message(book.secret, headers, body).event == "manifest.done"
    try:
        read_message(book.secret, headers, body + b" ")
    except NotOurs:
        return
    raise AssertionError("a message that was altered is not ours")


@twin("curl -sf -X DELETE")
def be_told_no_more(book: Book) -> None:
    assert book.webhook is not None
    answer = unsubscribe.sync_detailed(book.webhook, client=book.client.api)
    assert answer.status_code == 204
