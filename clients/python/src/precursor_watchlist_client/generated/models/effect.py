from typing import Literal

Effect = Literal["exempts", "triggers_duty"]

EFFECT_VALUES: set[Effect] = {
    "exempts",
    "triggers_duty",
}


def check_effect(value: str) -> Effect:
    if value in EFFECT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EFFECT_VALUES!r}")
