from typing import Literal

ListCasesVerdict = Literal["controlled", "no_match", "review", "unresolved"]

LIST_CASES_VERDICT_VALUES: set[ListCasesVerdict] = {
    "controlled",
    "no_match",
    "review",
    "unresolved",
}


def check_list_cases_verdict(value: str) -> ListCasesVerdict:
    if value in LIST_CASES_VERDICT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_CASES_VERDICT_VALUES!r}")
