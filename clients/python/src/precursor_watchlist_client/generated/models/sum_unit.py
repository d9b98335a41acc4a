from typing import Literal

SumUnit = Literal["gal", "kg", "l"]

SUM_UNIT_VALUES: set[SumUnit] = {
    "gal",
    "kg",
    "l",
}


def check_sum_unit(value: str) -> SumUnit:
    if value in SUM_UNIT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SUM_UNIT_VALUES!r}")
