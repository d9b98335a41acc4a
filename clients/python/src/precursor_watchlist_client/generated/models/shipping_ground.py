from typing import Literal

ShippingGround = Literal[
    "decision", "document", "duty", "nothing_found", "on_hold", "question", "review", "route", "undecided"
]

SHIPPING_GROUND_VALUES: set[ShippingGround] = {
    "decision",
    "document",
    "duty",
    "nothing_found",
    "on_hold",
    "question",
    "review",
    "route",
    "undecided",
}


def check_shipping_ground(value: str) -> ShippingGround:
    if value in SHIPPING_GROUND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SHIPPING_GROUND_VALUES!r}")
