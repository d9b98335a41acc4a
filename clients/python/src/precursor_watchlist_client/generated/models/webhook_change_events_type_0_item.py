from typing import Literal

WebhookChangeEventsType0Item = Literal[
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

WEBHOOK_CHANGE_EVENTS_TYPE_0_ITEM_VALUES: set[WebhookChangeEventsType0Item] = {
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


def check_webhook_change_events_type_0_item(value: str) -> WebhookChangeEventsType0Item:
    if value in WEBHOOK_CHANGE_EVENTS_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WEBHOOK_CHANGE_EVENTS_TYPE_0_ITEM_VALUES!r}")
