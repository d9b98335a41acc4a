from typing import Literal

ListScreeningsVerdict = Literal["controlled", "no_match", "review", "unresolved"]

LIST_SCREENINGS_VERDICT_VALUES: set[ListScreeningsVerdict] = {
    "controlled",
    "no_match",
    "review",
    "unresolved",
}


def check_list_screenings_verdict(value: str) -> ListScreeningsVerdict:
    if value in LIST_SCREENINGS_VERDICT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_SCREENINGS_VERDICT_VALUES!r}")
