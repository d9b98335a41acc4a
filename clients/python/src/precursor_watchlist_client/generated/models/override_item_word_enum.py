from typing import Literal

OverrideItemWordEnum = Literal["released", "released_under_authorisation"]

OVERRIDE_ITEM_WORD_ENUM_VALUES: set[OverrideItemWordEnum] = {
    "released",
    "released_under_authorisation",
}


def check_override_item_word_enum(value: str) -> OverrideItemWordEnum:
    if value in OVERRIDE_ITEM_WORD_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OVERRIDE_ITEM_WORD_ENUM_VALUES!r}")
