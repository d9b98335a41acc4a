from typing import Literal

ChangeRecordTypeEnum = Literal["class_rule", "instrument", "list", "scheduling", "substance"]

CHANGE_RECORD_TYPE_ENUM_VALUES: set[ChangeRecordTypeEnum] = {
    "class_rule",
    "instrument",
    "list",
    "scheduling",
    "substance",
}


def check_change_record_type_enum(value: str) -> ChangeRecordTypeEnum:
    if value in CHANGE_RECORD_TYPE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CHANGE_RECORD_TYPE_ENUM_VALUES!r}")
