from typing import Literal

RouteResult = Literal["allowed", "permit", "refused"]

ROUTE_RESULT_VALUES: set[RouteResult] = {
    "allowed",
    "permit",
    "refused",
}


def check_route_result(value: str) -> RouteResult:
    if value in ROUTE_RESULT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ROUTE_RESULT_VALUES!r}")
