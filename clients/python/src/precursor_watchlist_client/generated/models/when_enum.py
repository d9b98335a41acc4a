from typing import Literal

WhenEnum = Literal["before", "for", "within"]

WHEN_ENUM_VALUES: set[WhenEnum] = {
    "before",
    "for",
    "within",
}


def check_when_enum(value: str) -> WhenEnum:
    if value in WHEN_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WHEN_ENUM_VALUES!r}")
