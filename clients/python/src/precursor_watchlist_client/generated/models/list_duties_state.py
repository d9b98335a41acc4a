from typing import Literal

ListDutiesState = Literal["done", "lapsed", "open"]

LIST_DUTIES_STATE_VALUES: set[ListDutiesState] = {
    "done",
    "lapsed",
    "open",
}


def check_list_duties_state(value: str) -> ListDutiesState:
    if value in LIST_DUTIES_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_DUTIES_STATE_VALUES!r}")
