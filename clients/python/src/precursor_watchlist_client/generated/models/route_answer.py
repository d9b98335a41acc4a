from typing import Literal

RouteAnswer = Literal["covered", "open", "refused", "some_goods"]

ROUTE_ANSWER_VALUES: set[RouteAnswer] = {
    "covered",
    "open",
    "refused",
    "some_goods",
}


def check_route_answer(value: str) -> RouteAnswer:
    if value in ROUTE_ANSWER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ROUTE_ANSWER_VALUES!r}")
