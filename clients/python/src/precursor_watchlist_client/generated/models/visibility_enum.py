from typing import Literal

VisibilityEnum = Literal["hidden", "very_hidden", "visible"]

VISIBILITY_ENUM_VALUES: set[VisibilityEnum] = {
    "hidden",
    "very_hidden",
    "visible",
}


def check_visibility_enum(value: str) -> VisibilityEnum:
    if value in VISIBILITY_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VISIBILITY_ENUM_VALUES!r}")
