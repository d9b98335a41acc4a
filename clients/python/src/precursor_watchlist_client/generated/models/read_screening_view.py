from typing import Literal

ReadScreeningView = Literal["verdict", "whole"]

READ_SCREENING_VIEW_VALUES: set[ReadScreeningView] = {
    "verdict",
    "whole",
}


def check_read_screening_view(value: str) -> ReadScreeningView:
    if value in READ_SCREENING_VIEW_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {READ_SCREENING_VIEW_VALUES!r}")
