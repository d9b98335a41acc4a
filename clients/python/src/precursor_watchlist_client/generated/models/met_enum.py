from typing import Literal

MetEnum = Literal["unknown", "yes"]

MET_ENUM_VALUES: set[MetEnum] = {
    "unknown",
    "yes",
}


def check_met_enum(value: str) -> MetEnum:
    if value in MET_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MET_ENUM_VALUES!r}")
