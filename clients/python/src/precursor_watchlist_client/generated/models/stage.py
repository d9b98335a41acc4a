from typing import Literal

Stage = Literal["classes", "forms", "identity", "resemblance"]

STAGE_VALUES: set[Stage] = {
    "classes",
    "forms",
    "identity",
    "resemblance",
}


def check_stage(value: str) -> Stage:
    if value in STAGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {STAGE_VALUES!r}")
