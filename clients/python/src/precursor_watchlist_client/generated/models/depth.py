from typing import Literal

Depth = Literal["identifier", "name", "none", "structure"]

DEPTH_VALUES: set[Depth] = {
    "identifier",
    "name",
    "none",
    "structure",
}


def check_depth(value: str) -> Depth:
    if value in DEPTH_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DEPTH_VALUES!r}")
