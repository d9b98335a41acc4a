from typing import Literal

GoodsMeeting = Literal["identical", "part", "same_skeleton", "similar"]

GOODS_MEETING_VALUES: set[GoodsMeeting] = {
    "identical",
    "part",
    "same_skeleton",
    "similar",
}


def check_goods_meeting(value: str) -> GoodsMeeting:
    if value in GOODS_MEETING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GOODS_MEETING_VALUES!r}")
