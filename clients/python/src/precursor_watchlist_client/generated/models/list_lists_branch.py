from typing import Literal

ListListsBranch = Literal["drug", "precursor", "surveillance"]

LIST_LISTS_BRANCH_VALUES: set[ListListsBranch] = {
    "drug",
    "precursor",
    "surveillance",
}


def check_list_lists_branch(value: str) -> ListListsBranch:
    if value in LIST_LISTS_BRANCH_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_LISTS_BRANCH_VALUES!r}")
