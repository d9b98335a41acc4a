from typing import Literal

ScreenView = Literal["verdict", "whole"]

SCREEN_VIEW_VALUES: set[ScreenView] = {
    "verdict",
    "whole",
}


def check_screen_view(value: str) -> ScreenView:
    if value in SCREEN_VIEW_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCREEN_VIEW_VALUES!r}")
