from typing import Literal

Met = Literal["no", "unknown", "yes"]

MET_VALUES: set[Met] = {
    "no",
    "unknown",
    "yes",
}


def check_met(value: str) -> Met:
    if value in MET_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MET_VALUES!r}")
