from typing import Literal

WebhookEvent = Literal[
    "case.closed",
    "case.opened",
    "changes.decided",
    "changes.proposed",
    "law.changed",
    "manifest.cancelled",
    "manifest.done",
    "manifest.failed",
    "rescreen.done",
    "screening.decided",
    "screening.done",
    "source.failed",
]

WEBHOOK_EVENT_VALUES: set[WebhookEvent] = {
    "case.closed",
    "case.opened",
    "changes.decided",
    "changes.proposed",
    "law.changed",
    "manifest.cancelled",
    "manifest.done",
    "manifest.failed",
    "rescreen.done",
    "screening.decided",
    "screening.done",
    "source.failed",
}


def check_webhook_event(value: str) -> WebhookEvent:
    if value in WEBHOOK_EVENT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WEBHOOK_EVENT_VALUES!r}")
