from typing import Literal

BindsEnum = Literal["persons", "states"]

BINDS_ENUM_VALUES: set[BindsEnum] = {
    "persons",
    "states",
}


def check_binds_enum(value: str) -> BindsEnum:
    if value in BINDS_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BINDS_ENUM_VALUES!r}")
