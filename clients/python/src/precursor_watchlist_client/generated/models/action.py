from typing import Literal

Action = Literal["authorise", "hold", "none_known", "notify", "record", "unknown"]

ACTION_VALUES: set[Action] = {
    "authorise",
    "hold",
    "none_known",
    "notify",
    "record",
    "unknown",
}


def check_action(value: str) -> Action:
    if value in ACTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACTION_VALUES!r}")
