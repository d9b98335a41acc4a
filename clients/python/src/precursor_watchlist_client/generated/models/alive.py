from typing import Literal

Alive = Literal["ok"]

ALIVE_VALUES: set[Alive] = {
    "ok",
}


def check_alive(value: str) -> Alive:
    if value in ALIVE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ALIVE_VALUES!r}")
