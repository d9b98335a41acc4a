from typing import Literal

HouseListKind = Literal["confidential", "watchlist"]

HOUSE_LIST_KIND_VALUES: set[HouseListKind] = {
    "confidential",
    "watchlist",
}


def check_house_list_kind(value: str) -> HouseListKind:
    if value in HOUSE_LIST_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {HOUSE_LIST_KIND_VALUES!r}")
