from typing import Literal

DutyState = Literal["done", "lapsed", "open"]

DUTY_STATE_VALUES: set[DutyState] = {
    "done",
    "lapsed",
    "open",
}


def check_duty_state(value: str) -> DutyState:
    if value in DUTY_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DUTY_STATE_VALUES!r}")
