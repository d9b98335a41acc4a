from typing import Literal

KnownAsRecordByEnum = Literal["exact", "similar"]

KNOWN_AS_RECORD_BY_ENUM_VALUES: set[KnownAsRecordByEnum] = {
    "exact",
    "similar",
}


def check_known_as_record_by_enum(value: str) -> KnownAsRecordByEnum:
    if value in KNOWN_AS_RECORD_BY_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {KNOWN_AS_RECORD_BY_ENUM_VALUES!r}")
