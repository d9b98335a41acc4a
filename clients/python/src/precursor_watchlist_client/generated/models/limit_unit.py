from typing import Literal

LimitUnit = Literal["gal", "kg", "l"]

LIMIT_UNIT_VALUES: set[LimitUnit] = {
    "gal",
    "kg",
    "l",
}


def check_limit_unit(value: str) -> LimitUnit:
    if value in LIMIT_UNIT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIMIT_UNIT_VALUES!r}")
