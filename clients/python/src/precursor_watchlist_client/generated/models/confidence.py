from typing import Literal

Confidence = Literal["confirmed", "reported", "unverified"]

CONFIDENCE_VALUES: set[Confidence] = {
    "confirmed",
    "reported",
    "unverified",
}


def check_confidence(value: str) -> Confidence:
    if value in CONFIDENCE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONFIDENCE_VALUES!r}")
