from typing import Literal

ListAuthorisationsStanding = Literal["coming", "ended", "ending", "revoked", "used", "valid"]

LIST_AUTHORISATIONS_STANDING_VALUES: set[ListAuthorisationsStanding] = {
    "coming",
    "ended",
    "ending",
    "revoked",
    "used",
    "valid",
}


def check_list_authorisations_standing(value: str) -> ListAuthorisationsStanding:
    if value in LIST_AUTHORISATIONS_STANDING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_AUTHORISATIONS_STANDING_VALUES!r}")
