from typing import Literal

JoinedEnum = Literal["and", "not", "or"]

JOINED_ENUM_VALUES: set[JoinedEnum] = {
    "and",
    "not",
    "or",
}


def check_joined_enum(value: str) -> JoinedEnum:
    if value in JOINED_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {JOINED_ENUM_VALUES!r}")
