from typing import Literal

HowEnum = Literal["contains", "exact", "identical", "number", "part", "prefix", "same_skeleton", "similar"]

HOW_ENUM_VALUES: set[HowEnum] = {
    "contains",
    "exact",
    "identical",
    "number",
    "part",
    "prefix",
    "same_skeleton",
    "similar",
}


def check_how_enum(value: str) -> HowEnum:
    if value in HOW_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {HOW_ENUM_VALUES!r}")
