from typing import Literal

Branch = Literal["drug", "precursor", "surveillance"]

BRANCH_VALUES: set[Branch] = {
    "drug",
    "precursor",
    "surveillance",
}


def check_branch(value: str) -> Branch:
    if value in BRANCH_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BRANCH_VALUES!r}")
