from typing import Literal

LimitReached = Literal["no", "unknown", "yes"]

LIMIT_REACHED_VALUES: set[LimitReached] = {
    "no",
    "unknown",
    "yes",
}


def check_limit_reached(value: str) -> LimitReached:
    if value in LIMIT_REACHED_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIMIT_REACHED_VALUES!r}")
