from typing import Literal

ListCasesAction = Literal["authorise", "hold", "none_known", "notify", "record", "unknown"]

LIST_CASES_ACTION_VALUES: set[ListCasesAction] = {
    "authorise",
    "hold",
    "none_known",
    "notify",
    "record",
    "unknown",
}


def check_list_cases_action(value: str) -> ListCasesAction:
    if value in LIST_CASES_ACTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_CASES_ACTION_VALUES!r}")
