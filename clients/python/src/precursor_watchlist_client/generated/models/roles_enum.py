from typing import Literal

RolesEnum = Literal["consignee", "consignor"]

ROLES_ENUM_VALUES: set[RolesEnum] = {
    "consignee",
    "consignor",
}


def check_roles_enum(value: str) -> RolesEnum:
    if value in ROLES_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ROLES_ENUM_VALUES!r}")
