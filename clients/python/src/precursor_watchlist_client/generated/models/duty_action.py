from typing import Literal

DutyAction = Literal["authorise", "hold", "notify", "record", "unknown"]

DUTY_ACTION_VALUES: set[DutyAction] = {
    "authorise",
    "hold",
    "notify",
    "record",
    "unknown",
}


def check_duty_action(value: str) -> DutyAction:
    if value in DUTY_ACTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DUTY_ACTION_VALUES!r}")
