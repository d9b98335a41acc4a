from typing import Literal

Standing = Literal["failed", "ok"]

STANDING_VALUES: set[Standing] = {
    "failed",
    "ok",
}


def check_standing(value: str) -> Standing:
    if value in STANDING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {STANDING_VALUES!r}")
