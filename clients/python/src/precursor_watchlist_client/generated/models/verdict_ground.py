from typing import Literal

VerdictGround = Literal["route_not_held"]

VERDICT_GROUND_VALUES: set[VerdictGround] = {
    "route_not_held",
}


def check_verdict_ground(value: str) -> VerdictGround:
    if value in VERDICT_GROUND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VERDICT_GROUND_VALUES!r}")
