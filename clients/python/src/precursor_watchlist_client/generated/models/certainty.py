from typing import Literal

Certainty = Literal["exact", "guess", "parsed"]

CERTAINTY_VALUES: set[Certainty] = {
    "exact",
    "guess",
    "parsed",
}


def check_certainty(value: str) -> Certainty:
    if value in CERTAINTY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CERTAINTY_VALUES!r}")
