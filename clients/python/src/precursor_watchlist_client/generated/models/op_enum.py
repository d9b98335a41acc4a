from typing import Literal

OpEnum = Literal["ADD", "DEL", "MOD"]

OP_ENUM_VALUES: set[OpEnum] = {
    "ADD",
    "DEL",
    "MOD",
}


def check_op_enum(value: str) -> OpEnum:
    if value in OP_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OP_ENUM_VALUES!r}")
