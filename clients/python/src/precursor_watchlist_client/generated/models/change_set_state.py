from typing import Literal

ChangeSetState = Literal["applied", "decided", "needs_attention", "overtaken", "proposed", "taken_up"]

CHANGE_SET_STATE_VALUES: set[ChangeSetState] = {
    "applied",
    "decided",
    "needs_attention",
    "overtaken",
    "proposed",
    "taken_up",
}


def check_change_set_state(value: str) -> ChangeSetState:
    if value in CHANGE_SET_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CHANGE_SET_STATE_VALUES!r}")
