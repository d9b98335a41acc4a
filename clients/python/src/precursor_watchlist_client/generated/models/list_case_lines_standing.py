from typing import Literal

ListCaseLinesStanding = Literal["judged", "open", "waiting"]

LIST_CASE_LINES_STANDING_VALUES: set[ListCaseLinesStanding] = {
    "judged",
    "open",
    "waiting",
}


def check_list_case_lines_standing(value: str) -> ListCaseLinesStanding:
    if value in LIST_CASE_LINES_STANDING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_CASE_LINES_STANDING_VALUES!r}")
