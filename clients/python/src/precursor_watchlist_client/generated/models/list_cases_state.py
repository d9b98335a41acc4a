from typing import Literal

ListCasesState = Literal["closed", "investigating", "on_hold", "pending"]

LIST_CASES_STATE_VALUES: set[ListCasesState] = {
    "closed",
    "investigating",
    "on_hold",
    "pending",
}


def check_list_cases_state(value: str) -> ListCasesState:
    if value in LIST_CASES_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_CASES_STATE_VALUES!r}")
