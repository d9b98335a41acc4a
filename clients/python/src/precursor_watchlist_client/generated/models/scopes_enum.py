from typing import Literal

ScopesEnum = Literal[
    "admin",
    "approve_changes",
    "keep_house_lists",
    "propose_changes",
    "read_lists",
    "review_cases",
    "screen",
    "second_cases",
    "work_cases",
]

SCOPES_ENUM_VALUES: set[ScopesEnum] = {
    "admin",
    "approve_changes",
    "keep_house_lists",
    "propose_changes",
    "read_lists",
    "review_cases",
    "screen",
    "second_cases",
    "work_cases",
}


def check_scopes_enum(value: str) -> ScopesEnum:
    if value in SCOPES_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCOPES_ENUM_VALUES!r}")
