from typing import Literal

RecordsEnum = Literal["failed", "not_checked", "ok"]

RECORDS_ENUM_VALUES: set[RecordsEnum] = {
    "failed",
    "not_checked",
    "ok",
}


def check_records_enum(value: str) -> RecordsEnum:
    if value in RECORDS_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RECORDS_ENUM_VALUES!r}")
