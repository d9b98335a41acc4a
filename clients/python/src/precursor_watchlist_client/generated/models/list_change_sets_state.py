from typing import Literal

ListChangeSetsState = Literal["applied", "decided", "needs_attention", "overtaken", "proposed", "taken_up"]

LIST_CHANGE_SETS_STATE_VALUES: set[ListChangeSetsState] = {
    "applied",
    "decided",
    "needs_attention",
    "overtaken",
    "proposed",
    "taken_up",
}


def check_list_change_sets_state(value: str) -> ListChangeSetsState:
    if value in LIST_CHANGE_SETS_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_CHANGE_SETS_STATE_VALUES!r}")
