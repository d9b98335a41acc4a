from typing import Literal

NoticeKind = Literal["consultation", "not_in_force", "notification", "proposal", "rule", "withdrawn"]

NOTICE_KIND_VALUES: set[NoticeKind] = {
    "consultation",
    "not_in_force",
    "notification",
    "proposal",
    "rule",
    "withdrawn",
}


def check_notice_kind(value: str) -> NoticeKind:
    if value in NOTICE_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NOTICE_KIND_VALUES!r}")
