from typing import Literal

DeliveryEvent = Literal[
    "case.closed",
    "case.opened",
    "changes.decided",
    "changes.proposed",
    "law.changed",
    "manifest.cancelled",
    "manifest.done",
    "manifest.failed",
    "ping",
    "rescreen.done",
    "screening.decided",
    "screening.done",
    "source.failed",
]

DELIVERY_EVENT_VALUES: set[DeliveryEvent] = {
    "case.closed",
    "case.opened",
    "changes.decided",
    "changes.proposed",
    "law.changed",
    "manifest.cancelled",
    "manifest.done",
    "manifest.failed",
    "ping",
    "rescreen.done",
    "screening.decided",
    "screening.done",
    "source.failed",
}


def check_delivery_event(value: str) -> DeliveryEvent:
    if value in DELIVERY_EVENT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DELIVERY_EVENT_VALUES!r}")
