from typing import Literal

CaseState = Literal["closed", "investigating", "on_hold", "pending"]

CASE_STATE_VALUES: set[CaseState] = {
    "closed",
    "investigating",
    "on_hold",
    "pending",
}


def check_case_state(value: str) -> CaseState:
    if value in CASE_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CASE_STATE_VALUES!r}")
