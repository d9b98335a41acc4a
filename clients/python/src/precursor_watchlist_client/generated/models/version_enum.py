from typing import Literal

VersionEnum = Literal["2026-12-01"]

VERSION_ENUM_VALUES: set[VersionEnum] = {
    "2026-12-01",
}


def check_version_enum(value: str) -> VersionEnum:
    if value in VERSION_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VERSION_ENUM_VALUES!r}")
