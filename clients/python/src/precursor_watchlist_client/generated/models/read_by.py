from typing import Literal

ReadBy = Literal["dictionary", "nomenclature", "structure", "watchlist"]

READ_BY_VALUES: set[ReadBy] = {
    "dictionary",
    "nomenclature",
    "structure",
    "watchlist",
}


def check_read_by(value: str) -> ReadBy:
    if value in READ_BY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {READ_BY_VALUES!r}")
