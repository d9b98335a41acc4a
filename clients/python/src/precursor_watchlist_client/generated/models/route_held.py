from typing import Literal

RouteHeld = Literal["in_part", "none"]

ROUTE_HELD_VALUES: set[RouteHeld] = {
    "in_part",
    "none",
}


def check_route_held(value: str) -> RouteHeld:
    if value in ROUTE_HELD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ROUTE_HELD_VALUES!r}")
