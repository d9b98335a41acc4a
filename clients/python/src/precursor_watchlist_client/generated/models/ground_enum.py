from typing import Literal

GroundEnum = Literal["route_not_held"]

GROUND_ENUM_VALUES: set[GroundEnum] = {
    "route_not_held",
}


def check_ground_enum(value: str) -> GroundEnum:
    if value in GROUND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GROUND_ENUM_VALUES!r}")
