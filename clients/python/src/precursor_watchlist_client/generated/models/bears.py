from typing import Literal

Bears = Literal["no", "unknown", "yes"]

BEARS_VALUES: set[Bears] = {
    "no",
    "unknown",
    "yes",
}


def check_bears(value: str) -> Bears:
    if value in BEARS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BEARS_VALUES!r}")
