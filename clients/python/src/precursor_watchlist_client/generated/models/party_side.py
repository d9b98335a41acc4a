from typing import Literal

PartySide = Literal["consignee", "consignor"]

PARTY_SIDE_VALUES: set[PartySide] = {
    "consignee",
    "consignor",
}


def check_party_side(value: str) -> PartySide:
    if value in PARTY_SIDE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PARTY_SIDE_VALUES!r}")
