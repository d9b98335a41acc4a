from typing import Literal

HoldsEnum = Literal["confirmed", "dismissed", "refused", "undecided", "waiting"]

HOLDS_ENUM_VALUES: set[HoldsEnum] = {
    "confirmed",
    "dismissed",
    "refused",
    "undecided",
    "waiting",
}


def check_holds_enum(value: str) -> HoldsEnum:
    if value in HOLDS_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {HOLDS_ENUM_VALUES!r}")
